#include "operations/demo/systemstory.h"

#include <algorithm>
#include <array>
#include <future>

#include "operations/accounts/accountbook.h"
#include "operations/demo/lastdays.h"
#include "operations/demo/topuppayments.h"
#include "operations/jobs/timetable.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kStoryDayMs = 86'400'000;
constexpr int kJobHistoryDays = 14;  // so long the jobs have run every night
constexpr std::int64_t kUsageSecond = std::int64_t{21} * 3600;

std::vector<const SystemAccount*> bySignUp(const SystemYear& year) {
  std::vector<const SystemAccount*> order;
  order.reserve(year.accounts.size());
  for (const SystemAccount& account : year.accounts) order.push_back(&account);
  std::ranges::stable_sort(order, [](const auto* a, const auto* b) { return a->signUp > b->signUp; });
  return order;
}

}  // namespace

SystemStory::SystemStory(store::Database& database, const DemoRequest& request, const DemoProgress& progress,
                         CancelToken cancel)
    : database_(database),
      request_(request),
      progress_(progress),
      cancel_(std::move(cancel)),
      rules_{request.profile->rules, request.profile->provider, request.profile->live()},
      eventRules_(rules_),
      year_(systemYear(request)),
      newcomers_(bySignUp(year_)),
      lastDay_((request.now.ms - year_.begin.ms) / kStoryDayMs),
      usage_(request_, rules_),
      post_(database, DemoWire(request.seed, request.profile->routes), year_.begin, &eventRules_) {}

Result<DemoReport> SystemStory::run() {
  if (auto opened = post_.open(); !opened) return failure(opened.error());
  for (std::int64_t day = 0; day <= lastDay_; ++day) {
    if (cancel_.cancelled())
      return failure(ErrorKind::Cancelled, "cancelled", "The demo was stopped before its year was over");
    if (auto played = playDay(day); !played) return failure(played.error());
    if (progress_) progress_(static_cast<int>(day + 1), static_cast<int>(lastDay_ + 1));
  }
  const auto ended = post_.drain().and_then([this] {
    return write(
        [this](store::WriteContext& context) { return tellLastDays(context, rules_, year_.accounts, request_.now); });
  });
  if (!ended) return failure(ended.error());
  report_.events = post_.events();
  report_.requests = post_.requests();
  report_.refused = post_.refused();
  return report_;
}

// In the order of the clock: what arrives before the jobs, the jobs, what arrives after, and in the evening the usage.
Result<void> SystemStory::playDay(std::int64_t day) {
  const Instant night = after(midnight(day), rules_.rules.nightlyMinuteUtc * std::int64_t{60});
  const Instant evening = std::min(after(midnight(day), kUsageSecond), request_.now);
  const Instant end = std::min(midnight(day + 1), Instant{request_.now.ms + 1});
  return signUps(end)
      .and_then([&] { return deliver(std::min(night, end)); })
      .and_then([&] { return night <= request_.now ? jobs(day, night) : Result<void>(); })
      .and_then([&] { return deliver(end); })
      .and_then([&] { return usage(day, evening); })
      .and_then([&] { return payTopUps(evening); });
}

Result<void> SystemStory::signUps(Instant until) {
  std::vector<const SystemAccount*> today;
  while (!newcomers_.empty() && newcomers_.back()->signUp < until) {
    today.push_back(newcomers_.back());
    newcomers_.pop_back();
  }
  if (today.empty()) return {};
  report_.accounts += static_cast<int>(today.size());
  return write([&](store::WriteContext& context) -> Result<void> {
    for (const SystemAccount* account : today) {
      const DemoCustomer& person = account->customer;
      const auto row =
          ensureAccount(context, rules_, {account->key, person.email, person.name, {}, {}}, account->signUp);
      if (!row) return failure(row.error());
      if (!account->triesPlan) continue;
      if (auto begun = startTrial(context, rules_, *row, account->signUp); !begun) return begun;
    }
    return {};
  });
}

Result<void> SystemStory::deliver(Instant until) {
  std::size_t end = sent_;
  while (end < year_.deliveries.size() && year_.deliveries[end].deliverAt < until) ++end;
  if (end == sent_) return {};
  const auto due = std::span(year_.deliveries).subspan(sent_, end - sent_);
  sent_ = end;
  return post_.sendAll(due);
}

// Long ago only when there was something to do: nobody reads the report of a night in which nothing happened.
Result<void> SystemStory::jobs(std::int64_t day, Instant at) {
  if (auto drained = post_.drain(); !drained) return drained;
  const Result<bool> due =
      database_.read<bool>([at](QSqlDatabase& connection) { return store::isDowngradeDue(connection, at); }).result();
  if (!due) return failure(due.error());
  const bool regular = lastDay_ - day <= kJobHistoryDays || (lastDay_ - day) % 7 == 0;
  for (const JobKind kind : {JobKind::Downgrade, JobKind::Expire, JobKind::TopUp}) {
    if (!isOnTimetable(rules_.rules, kind) || !(regular || (kind == JobKind::Downgrade && *due))) continue;
    if (auto done = runScheduled(kind, at); !done) return done;
  }
  return regular ? payTopUps(after(at, 60)) : Result<void>();
}

Result<void> SystemStory::runScheduled(JobKind kind, Instant at) {
  JobRequest request;
  request.kind = kind;
  request.dryRun = false;
  request.askedBy = QStringLiteral("schedule");
  request.scheduledFor = at;
  const auto report = runJob(database_, rules_, request, after(at, 2));
  if (!report && report.error().code != "slot_settled") return failure(report.error());
  return {};
}

Result<void> SystemStory::payTopUps(Instant at) {
  if (!rules_.rules.credits.topUp.enabled || at.ms > request_.now.ms - kStoryDayMs / 2) return {};
  if (auto drained = post_.drain(); !drained) return drained;  // what was paid is no longer asked for
  const auto requested = database_.read<std::vector<store::RequestedTopUp>>(store::requestedTopUps).result();
  if (!requested) return failure(requested.error());
  std::vector<DemoDelivery> payments;
  for (const store::RequestedTopUp& topUp : *requested) {
    if (const SystemAccount* account = accountOf(topUp.account)) tellTopUp(request_, *account, topUp, at, payments);
  }
  if (payments.empty()) return {};
  return post_.sendAll(payments);
}

Result<void> SystemStory::usage(std::int64_t day, Instant at) {
  std::vector<const SystemAccount*> busy;
  for (const SystemAccount& account : year_.accounts) {
    if (account.signUp < at && usage_.isBusy(account, day, lastDay_)) busy.push_back(&account);
  }
  if (busy.empty()) return {};
  if (auto drained = post_.drain(); !drained) return drained;
  auto actions = std::make_shared<int>(0);
  const auto done = write([&, actions](store::WriteContext& context) -> Result<void> {
    *actions = 0;
    for (const SystemAccount* account : busy) {
      const auto used = usage_.useDay(context, *account, at);
      if (!used) return failure(used.error());
      *actions += *used;
    }
    return {};
  });
  report_.actions += *actions;
  return done;
}

Result<void> SystemStory::write(const store::Database::Work& work) {
  std::promise<Result<void>> written;
  database_.write(work, [&written](Result<void> result) { written.set_value(std::move(result)); });
  return written.get_future().get();
}

const SystemAccount* SystemStory::accountOf(const std::string& key) const {
  const auto found = std::ranges::find(year_.accounts, key, &SystemAccount::key);
  return found == year_.accounts.end() ? nullptr : &*found;
}

}  // namespace billing::operations
