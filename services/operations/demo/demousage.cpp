#include "operations/demo/demousage.h"

#include <algorithm>

#include "operations/accounts/accountbook.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kUsageDayMs = 86'400'000;

// The action that counts this quota and as little else as possible.
const ActionRule* actionFor(const BillingRules& rules, const std::string& quota) {
  const ActionRule* best = nullptr;
  for (const ActionRule& action : rules.actions) {
    const bool counts = std::ranges::find(action.counts, quota) != action.counts.end();
    if (counts && (best == nullptr || action.counts.size() < best->counts.size())) best = &action;
  }
  return best;
}

// Of an unlimited quota people use what would be much on the largest limited plan.
std::int64_t plentyOf(const BillingRules& rules, const std::string& quota) {
  std::int64_t most = 100;
  for (const Plan& plan : rules.plans) {
    const auto limit = plan.limits.find(quota);
    if (limit != plan.limits.end() && limit->second) most = std::max(most, *limit->second);
  }
  return most;
}

}  // namespace

class DemoUsage::Day {
 public:
  Day(store::WriteContext& context, const DemoUsage& usage, const SystemAccount& account, Instant at)
      : context_(context),
        usage_(usage),
        rules_(usage.rules_.rules),
        account_(account),
        at_(at),
        random_(DemoRandom::of(usage.request_.seed, account.key, static_cast<std::uint64_t>(at.ms))) {}

  Result<int> run() {
    const auto row = findAccount(context_, account_.key);
    if (!row) return failure(row.error());
    if (!*row) return 0;
    const auto figures = usageOf(context_, usage_.rules_, **row, at_);
    if (!figures) return failure(figures.error());
    for (const QuotaFigure& figure : *figures) {
      if (auto used = use(figure); !used) return failure(used.error());
    }
    if (figures->empty())
      if (auto paid = payPerAction(); !paid) return failure(paid.error());
    return actions_;
  }

 private:
  Result<void> use(const QuotaFigure& figure) {
    const ActionRule* action = actionFor(rules_, figure.quota);
    const std::int64_t units = wanted(figure);
    if (action == nullptr || units <= 0) return {};
    if (!figure.limit) return track(action->key, units).map([](bool) {});
    const std::int64_t room = std::max<std::int64_t>(*figure.limit - figure.used, 0);
    if (room > 0)
      if (auto within = track(action->key, std::min(units, room)); !within) return failure(within.error());
    // Beyond the limit in small steps, until somebody refuses.
    for (std::int64_t beyond = std::min<std::int64_t>(units - room, 3); beyond > 0; --beyond) {
      const auto more = track(action->key, 1);
      if (!more) return failure(more.error());
      if (!*more) return {};
    }
    return {};
  }

  // So much that the account is where its appetite wants it to be on this day of the period.
  std::int64_t wanted(const QuotaFigure& figure) {
    const std::int64_t basis = figure.limit.value_or(plentyOf(rules_, figure.quota));
    const std::int64_t percent = account_.appetite + random_.between(-8, 8);
    const auto target = mulDiv(basis * std::max<std::int64_t>(percent, 1), elapsedPerMille(figure), 100'000);
    // What lasts grows step by step, also after a larger plan was bought.
    const std::int64_t step = figure.periodEnd ? basis * 2 : basis / 12 + 1;
    return std::min(target.value_or(0) - figure.used, step);
  }

  std::int64_t elapsedPerMille(const QuotaFigure& figure) const {
    const bool last = at_.ms > usage_.request_.now.ms - 2 * kUsageDayMs;
    if (account_.hurry && last) return 1000;
    // What lasts grows over a year.
    const Instant start = figure.periodEnd ? figure.periodStart : account_.signUp;
    const std::int64_t length = figure.periodEnd ? figure.periodEnd->ms - start.ms : 365 * kUsageDayMs;
    return std::clamp<std::int64_t>((at_.ms - start.ms) / 1000 * 1000 / std::max<std::int64_t>(length / 1000, 1), 0,
                                    1000);
  }

  // No allowance, credits alone: one action after the other.
  Result<void> payPerAction() {
    const std::int64_t times = random_.between(1, 1 + account_.appetite / 16);
    for (std::int64_t i = 0; i < times && !rules_.actions.empty(); ++i) {
      const auto done = track(random_.pick(rules_.actions).key, 1);
      if (!done) return failure(done.error());
      if (!*done) return {};
    }
    return {};
  }

  Result<bool> track(const std::string& action, std::int64_t units) {
    UsageRequest request;
    request.account = account_.key;
    request.action = action;
    request.units = units;
    request.requestId = "demo-" + std::to_string(at_.ms / kUsageDayMs) + "-" + std::to_string(++actions_);
    return trackUsage(context_, usage_.rules_, request, {at_.ms + actions_ * std::int64_t{7'000}})
        .map([](const UsageVerdict& verdict) { return verdict.allowed; });
  }

  store::WriteContext& context_;
  const DemoUsage& usage_;
  const BillingRules& rules_;
  const SystemAccount& account_;
  const Instant at_;
  DemoRandom random_;
  int actions_ = 0;
};

// Long ago a look once a week is enough for the history; the last weeks are told day by day.
bool DemoUsage::isBusy(const SystemAccount& account, std::int64_t day, std::int64_t lastDay) const {
  if (rules_.rules.actions.empty()) return false;
  if (lastDay - day > 30) return (lastDay - day) % 7 == 0;
  return day == lastDay || (day + account.number) % 3 == 0;
}

Result<int> DemoUsage::useDay(store::WriteContext& context, const SystemAccount& account, Instant at) const {
  return Day(context, *this, account, at).run();
}

}  // namespace billing::operations
