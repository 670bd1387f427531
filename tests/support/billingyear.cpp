#include "support/billingyear.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <random>

#include "domain/civildate.h"
#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountrules.h"
#include "operations/jobs/jobs.h"
#include "operations/usage/trackusage.h"
#include "support/dodoevents.h"
#include "webhooks/processor.h"

namespace billing::test {
namespace {

using operations::JobKind;

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr BillingInterval kMonthly{IntervalUnit::Month, 1};
constexpr int kForgiven = -1;  // a failing customer who never pays again

Instant later(Instant at, std::int64_t ms) {
  return {at.ms + ms};
}

// One customer, as the provider sees them.
struct Life {
  enum class State { Away, Running, Failing, Leaving, Ended };
  std::string email, customer, name;
  int signUpDay = 0;
  bool trial = false;
  State state = State::Away;
  DodoSubscription sub;
  Instant anchor;
  int period = 0, generation = 0, nextDay = 0;  // nextDay: of the next subscription, or of the recovery
};

struct Posted {
  std::string id, type, body;
};

class Year {
 public:
  Year(store::Database& database, ManualClock& clock, const BillingRules& rules, const YearRequest& request)
      : database_(database),
        clock_(clock),
        context_{rules, Provider::Dodo, false},
        request_(request),
        chance_(request.seed),
        accountRules_(context_),
        processor_(database, clock, &accountRules_),
        start_(clock.now()) {
    for (int i = 0; i < request.accounts; ++i) {
      Life life;
      life.name = std::to_string(i);
      life.email = "user" + life.name + "@example.org";
      life.customer = "cus_" + life.name;
      life.signUpDay = percent() < 50 ? 0 : number(std::max(1, request.days / 4));
      life.trial = percent() < 33;
      life.nextDay = life.signUpDay + (life.trial ? 10 : number(5));
      lives_.push_back(std::move(life));
    }
  }

  YearReport run() {
    processor_.start();
    for (day_ = 0; day_ < request_.days && report_.broken.empty(); ++day_) {
      const Instant midnight = later(start_, day_ * kDayMs);
      clock_.set(later(midnight, 2 * kHourMs));
      nightlyJobs();
      clock_.set(later(midnight, 12 * kHourMs));
      signUps();
      deliveries();
      clock_.set(later(midnight, 18 * kHourMs));
      usage();
    }
    processor_.stop();
    return report_;
  }

 private:
  int number(int below) { return static_cast<int>(chance_() % static_cast<unsigned>(below)); }
  int percent() { return number(100); }

  bool good(const char* what, const Result<void>& outcome) {
    if (!outcome) report_.broken.push_back(std::string(what) + ": " + describe(outcome.error()));
    return outcome.has_value();
  }

  void nightlyJobs() {
    for (const JobKind kind : {JobKind::Downgrade, JobKind::Expire, JobKind::TopUp}) {
      operations::JobRequest request;
      request.kind = kind;
      request.dryRun = false;
      request.askedBy = QStringLiteral("schedule");
      const auto report = operations::runJob(database_, context_, request, clock_.now());
      if (!good("job", report.map([](const auto&) {}))) return;
      ++report_.jobRuns;
      if (report->run.failed > 0) report_.broken.push_back("a job failed for " + std::to_string(report->run.failed));
      if (kind == JobKind::Downgrade) report_.downgraded += report->run.hits;
      if (kind == JobKind::Expire) report_.lapsed += report->run.hits;
    }
  }

  void signUps() {
    std::vector<const Life*> today;
    for (const Life& life : lives_)
      if (life.signUpDay == day_) today.push_back(&life);
    if (today.empty()) return;
    good("sign-up", write(database_, [&](store::WriteContext& context) -> Result<void> {
           for (const Life* life : today) {
             operations::AccountRef ref;
             ref.key = ref.email = life->email;
             const auto account = operations::ensureAccount(context, context_, ref, clock_.now());
             if (!account) return failure(account.error());
             if (!life->trial) continue;
             if (auto begun = operations::startTrial(context, context_, *account, clock_.now()); !begun) return begun;
           }
           return {};
         }));
  }

  void deliveries() {
    std::vector<Posted> today;
    today.swap(delayed_);
    for (Life& life : lives_) live(life, today);
    payTopUps(today);
    if (today.empty()) return;
    post(today);
    good("processing", processor_.drain());
  }

  // What the provider has to tell of one customer today.
  void live(Life& life, std::vector<Posted>& out) {
    switch (life.state) {
      case Life::State::Away:
      case Life::State::Ended:
        if (day_ >= life.nextDay) subscribe(life, out);
        return;
      case Life::State::Running:
        if (clock_.now() >= life.sub.periodEnd) renew(life, out);
        return;
      case Life::State::Failing:
        if (life.nextDay != kForgiven && day_ >= life.nextDay) paid(life, out, "subscription.active");
        return;
      case Life::State::Leaving:
        if (clock_.now() >= life.sub.periodEnd) leave(life, out);
        return;
    }
  }

  void subscribe(Life& life, std::vector<Posted>& out) {
    const bool max = percent() < 20;
    life.sub = {};
    life.sub.id = "sub_" + life.name + "_" + std::to_string(++life.generation);
    life.sub.customer = life.customer;
    life.sub.email = life.email;
    life.sub.product = max ? "pdt_max" : "pdt_pro";
    life.sub.amount = max ? 9900 : 999;
    life.anchor = life.sub.created = clock_.now();
    life.period = -1;
    paid(life, out, "subscription.active");
  }

  void paid(Life& life, std::vector<Posted>& out, const char* type) {
    ++life.period;
    life.state = Life::State::Running;
    life.sub.status = "active";
    life.sub.periodStart = periodStart(life.anchor, kMonthly, life.period);
    life.sub.periodEnd = periodStart(life.anchor, kMonthly, life.period + 1);
    charge(life, out, "payment.succeeded");
    tell(life, out, type);
  }

  void renew(Life& life, std::vector<Posted>& out) {
    const int fate = percent();
    if (fate < 90) return paid(life, out, "subscription.renewed");
    if (fate < 95) {
      life.state = Life::State::Failing;
      life.sub.status = "on_hold";
      life.nextDay = percent() < 50 ? day_ + 1 + number(12) : kForgiven;  // some only after the grace is over
      charge(life, out, "payment.failed");
      return tell(life, out, "subscription.on_hold");
    }
    if (fate < 98) {
      paid(life, out, "subscription.renewed");
      life.state = Life::State::Leaving;
      life.sub.cancelAtPeriodEnd = true;
      return tell(life, out, "subscription.updated");
    }
    leave(life, out);
  }

  // In one of five cases the end itself is never delivered.
  void leave(Life& life, std::vector<Posted>& out) {
    const bool lost = life.state == Life::State::Leaving && percent() < 20;
    life.state = Life::State::Ended;
    life.nextDay = percent() < 30 ? day_ + 20 : request_.days;
    life.sub.status = "cancelled";
    life.sub.cancelledAt = toIso8601(clock_.now());
    if (!lost) tell(life, out, "subscription.cancelled");
  }

  void tell(const Life& life, std::vector<Posted>& out, const char* type) {
    add(out, type, dodoSubscription(type, later(clock_.now(), 1000), life.sub));
  }

  void charge(const Life& life, std::vector<Posted>& out, const char* type) {
    DodoPayment payment;
    payment.id = "pay_" + std::to_string(told_);
    payment.customer = life.customer;
    payment.email = life.email;
    payment.subscription = life.sub.id;
    payment.amount = life.sub.amount;
    add(out, type, dodoPayment(type, clock_.now(), payment));
  }

  // What the jobs asked for: most are paid, some refused, some wait for another day.
  void payTopUps(std::vector<Posted>& out) {
    const auto open = database_.read<QStringList>([](QSqlDatabase& connection) -> Result<QStringList> {
      QStringList rows;
      auto read = store::forEachRow(
          connection,
          QStringLiteral("SELECT p.payment_external_id, a.email FROM credit_purchases p JOIN "
                         "accounts a ON a.id = p.account_id WHERE p.status = 'requested' "
                         "ORDER BY p.id"),
          {}, [&](const QSqlQuery& row) { rows += row.value(0).toString() + u' ' + row.value(1).toString(); });
      if (!read) return failure(read.error());
      return rows;
    });
    for (const QString& row : open.result().value_or(QStringList())) {
      const int fate = percent();
      if (fate < 10) continue;
      const char* type = fate < 20 ? "payment.failed" : "payment.succeeded";
      DodoPayment payment;
      payment.id = "pay_" + std::to_string(told_);
      payment.email = row.section(u' ', 1).toStdString();
      payment.customer = "cus_" + payment.email.substr(4, payment.email.find('@') - 4);
      payment.amount = 2000;
      payment.metadata = R"({"top_up":")" + row.section(u' ', 0, 0).toStdString() + R"("})";
      add(out, type, dodoPayment(type, clock_.now(), payment));
    }
  }

  // Two in a hundred come a day late, two come twice.
  void add(std::vector<Posted>& out, const char* type, std::string body) {
    Posted posted{"evt_" + std::to_string(told_++), type, std::move(body)};
    const int fate = percent();
    if (fate < 2) out.push_back(posted);
    (fate > 97 ? delayed_ : out).push_back(std::move(posted));
  }

  void post(const std::vector<Posted>& events) {
    std::mutex mutex;
    std::condition_variable over;
    std::size_t open = events.size();
    for (const Posted& event : events)
      database_.inbox().put(dodoDelivery(event.id, event.type, clock_.now(), event.body),
                            [&](const Result<store::InboxReceipt>& receipt) {
                              const std::scoped_lock lock(mutex);
                              if (receipt && receipt->disposition == store::InboxDisposition::Duplicate)
                                ++report_.duplicates;
                              if (!receipt) report_.broken.push_back("not stored: " + describe(receipt.error()));
                              if (--open == 0) over.notify_one();
                            });
    std::unique_lock lock(mutex);
    over.wait(lock, [&] { return open == 0; });
    report_.events += static_cast<qint64>(events.size());
  }

  // The writer takes a hundred actions at a time; one in a hundred is sent a second time.
  void usage() {
    std::vector<operations::UsageRequest> actions;
    const int today = std::max(1, request_.actionsPerDay * request_.accounts / 1000);
    for (int i = 0; i < today; ++i) {
      const Life& life = lives_[static_cast<std::size_t>(number(request_.accounts))];
      if (life.signUpDay > day_) continue;
      operations::UsageRequest action;
      action.account = life.email;
      action.action = percent() < 60 ? "api.call" : "image";
      action.units = 1 + number(8);
      action.requestId = "req_" + std::to_string(used_++);
      actions.push_back(action);
      if (percent() == 0) actions.push_back(action);
    }
    constexpr std::size_t group = 100;
    for (std::size_t at = 0; at < actions.size(); at += group)
      track({actions.begin() + static_cast<std::ptrdiff_t>(at),
             actions.begin() + static_cast<std::ptrdiff_t>(std::min(actions.size(), at + group))});
  }

  void track(const std::vector<operations::UsageRequest>& actions) {
    qint64 refused = 0;
    good("usage", write(database_, [&](store::WriteContext& context) -> Result<void> {
           refused = 0;
           for (const auto& action : actions) {
             const auto verdict = operations::trackUsage(context, context_, action, clock_.now());
             if (!verdict) return failure(verdict.error());
             if (!verdict->allowed) ++refused;
           }
           return {};
         }));
    report_.refused += refused;
    report_.actions += static_cast<qint64>(actions.size());
  }

  store::Database& database_;
  ManualClock& clock_;
  const operations::RulesContext context_;
  const YearRequest request_;
  std::mt19937_64 chance_;
  operations::AccountRules accountRules_;
  webhooks::Processor processor_;
  const Instant start_;
  std::vector<Life> lives_;
  std::vector<Posted> delayed_;
  YearReport report_;
  std::int64_t day_ = 0, told_ = 0, used_ = 0;
};

Plan yearPlan(const char* key, int rank, Tenths allowance, std::optional<std::int64_t> calls, std::int64_t images) {
  Plan plan;
  plan.key = key;
  plan.rank = rank;
  plan.allowanceTenths = allowance;
  plan.limits = {{"api_calls", calls}, {"images", images}};
  if (rank == 0) return plan;
  const Currency usd = Currency::fromCode("USD").value_or(Currency());
  const std::string product = std::string("pdt_") + key;
  plan.prices = {{kMonthly, {rank == 1 ? 999 : 9900, usd}, product, "live_" + product}};
  return plan;
}

QuotaRule yearQuota(const char* key, QuotaMode mode) {
  QuotaRule quota;
  quota.key = quota.name = key;
  quota.mode = mode;
  return quota;
}

struct Invariant {
  const char* words;
  const char* sql;  ///< gives the accounts or rows for which it does not hold
};

// Accounts whose one running subscription does not sell their plan, and accounts on a plan that nothing gives.
constexpr std::array kInvariants{
    Invariant{"the ledger's sum is what is left of the grants",
              "SELECT a.account_key FROM accounts a WHERE (SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE "
              "account_id = a.id) <> (SELECT COALESCE(SUM(remaining_tenths), 0) FROM credit_grants WHERE account_id = "
              "a.id)"},
    Invariant{"the cached balance is the ledger's sum",
              "SELECT a.account_key FROM accounts a WHERE (SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE "
              "account_id = a.id) <> COALESCE((SELECT tenths FROM credit_balances WHERE account_id = a.id), 0)"},
    Invariant{
        "every paid purchase of credits is granted, and nothing else is",
        "SELECT a.account_key FROM accounts a WHERE (SELECT COUNT(*) FROM credit_purchases WHERE account_id = a.id "
        "AND status = 'credited') <> (SELECT COUNT(*) FROM credit_grants WHERE account_id = a.id AND source IN "
        "('purchase', 'top_up'))"},
    Invariant{
        "the plan is the one that the last change led to",
        "SELECT a.account_key FROM accounts a WHERE a.plan_id <> COALESCE((SELECT to_plan FROM plan_changes WHERE "
        "account_id = a.id ORDER BY id DESC LIMIT 1), a.plan_id)"},
    Invariant{"a change of plan begins where the one before ended",
              "SELECT c.account_id FROM plan_changes c JOIN plan_changes p ON p.id = (SELECT MAX(id) FROM plan_changes "
              "WHERE account_id = c.account_id AND id < c.id) WHERE p.to_plan <> c.from_plan"},
    Invariant{"an account with an active subscription has its plan",
              "SELECT a.account_key FROM accounts a JOIN account_customers c ON c.account_id = a.id JOIN subscriptions "
              "s ON s.customer_external_id = c.customer_external_id WHERE s.status = 'active' AND "
              "s.cancel_at_period_end = 0 AND 'pdt_' || a.plan_id <> s.product_id AND 1 = (SELECT COUNT(*) FROM "
              "subscriptions o WHERE o.customer_external_id = c.customer_external_id AND o.status IN ('active', "
              "'on_hold'))"},
    Invariant{
        "an account without a running subscription or trial is on the free plan",
        "SELECT a.account_key FROM accounts a WHERE a.plan_id <> 'free' AND a.billing_status <> 'trialing' AND NOT "
        "EXISTS (SELECT 1 FROM account_customers c JOIN subscriptions s ON s.customer_external_id = "
        "c.customer_external_id WHERE c.account_id = a.id AND s.status IN ('active', 'on_hold'))"},
    Invariant{"nobody holds a plan whose time was up before the last night",
              "SELECT account_key FROM accounts WHERE downgrade_due_at <= (SELECT MAX(started_at) FROM job_runs)"},
    Invariant{
        "what was counted is the sum of the actions that were let in",
        "SELECT a.account_key FROM accounts a WHERE (SELECT COALESCE(SUM(used), 0) FROM usage_records WHERE "
        "account_id = a.id AND quota = 'api_calls') <> (SELECT COALESCE(SUM(units), 0) FROM billable_actions WHERE "
        "account_id = a.id AND action = 'api.call' AND verdict <> 'refused')"},
    Invariant{"every event was applied or is known to change nothing",
              "SELECT event_id FROM webhook_events WHERE state NOT IN ('applied', 'unchanged', 'stale')"},
};

}  // namespace

BillingRules yearRules() {
  BillingRules rules;
  rules.accountKind = AccountKind::Email;
  rules.plans = {yearPlan("free", 0, 0, 60, 5), yearPlan("pro", 1, 1000, 400, 20),
                 yearPlan("max", 2, 5000, std::nullopt, 100)};
  rules.quotas = {yearQuota("api_calls", QuotaMode::Hard), yearQuota("images", QuotaMode::TopUp)};
  rules.actions = {{"api.call", {"api_calls"}, {"api_calls"}, 0}, {"image", {"images"}, {"images"}, 50}};
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  rules.credits.enabled = true;
  rules.credits.startingTenths = 30;
  rules.credits.topUp = {true, 200, 5000, {2000, Currency::fromCode("USD").value_or(Currency())}, 3};
  rules.trialDays = 7;
  rules.trialPlan = "pro";
  rules.graceDays = 7;
  rules.downgrade = DowngradeWhen::AfterGrace;
  return rules;
}

YearReport liveYear(store::Database& database, ManualClock& clock, const BillingRules& rules,
                    const YearRequest& request) {
  YearReport report = Year(database, clock, rules, request).run();
  report.topUps =
      single(database, QStringLiteral("SELECT COUNT(*) FROM credit_purchases WHERE kind = 'automatic'")).toLongLong();
  for (std::string& broken : brokenInvariants(database)) report.broken.push_back(std::move(broken));
  return report;
}

std::vector<std::string> brokenInvariants(store::Database& database) {
  std::vector<std::string> broken;
  for (const Invariant& invariant : kInvariants) {
    const QVariantList against = column(database, QString::fromLatin1(invariant.sql));
    if (against.isEmpty()) continue;
    broken.push_back(std::string("not so: ") + invariant.words + ": " + std::to_string(against.size()) + ", first " +
                     against.first().toString().toStdString());
  }
  return broken;
}

}  // namespace billing::test
