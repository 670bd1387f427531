#include "store/mrrrebuild.h"

#include <QSet>
#include <utility>

#include "metrics/mrrparts.h"
#include "store/repositories/mrrcustomer.h"
#include "store/repositories/mrrpass.h"
#include "store/repositories/rowvalues.h"
#include "store/repositories/subscriptionrepository.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

using namespace mrr;

constexpr std::int64_t kTellEvery = 100'000;

Result<void> emptyTables(WriteContext& context) {
  for (const char* table : {"mrr_months", "mrr_movements", "mrr_changes"})
    if (auto done = execute(context.database(), QStringLiteral("DELETE FROM %1").arg(QLatin1String(table))); !done)
      return done;
  return {};
}

// What a database from before knows: how each subscription stands.
Result<void> noteUnknown(WriteContext& context) {
  QSet<QString> noted;
  auto read = forEachRow(
      context.database(), QStringLiteral("SELECT DISTINCT provider, subscription_external_id FROM mrr_observations"),
      {}, [&](QSqlQuery& row) { noted.insert(row.value(0).toString() + u'/' + row.value(1).toString()); });
  if (!read) return read;
  std::vector<StoredSubscription> unknown;
  read = SubscriptionRepository::each(context, [&](StoredSubscription& stored) {
    const QString key = toVariant(stored.provider).toString() + u'/' + QString::fromStdString(stored.state.externalId);
    if (!noted.contains(key)) unknown.push_back(std::move(stored));
  });
  for (const StoredSubscription& stored : unknown) {
    if (!read) return read;
    const SubscriptionState& state = stored.state;
    const std::string& customer = state.customerExternalId.empty() ? state.externalId : state.customerExternalId;
    read = addTold(context, {stored.provider, state.externalId}, {customer, readingOf(state, stored.objectTime)});
  }
  return read;
}

// mrr_minor of the lists, by the same rule.
Result<void> followInLists(WriteContext& context, const MrrRules& rules, Instant now) {
  std::vector<std::pair<std::int64_t, std::int64_t>> others;
  auto done = SubscriptionRepository::each(context, [&](StoredSubscription& stored) {
    const std::int64_t minor = mrrMinorOf(mrrPartsAt(observationOf(stored.state), rules.definition, now));
    if (minor != stored.mrrMinor) others.emplace_back(stored.row, minor);
  });
  for (const auto& [row, minor] : others) {
    if (!done) return done;
    done = Statement::run(context, QStringLiteral("UPDATE subscriptions SET mrr_minor = ? WHERE id = ?"),
                          {qlonglong(minor), qlonglong(row)})
               .map([](Statement&&) {});
    context.changed(Entity::Subscription, row, ChangeKind::Updated);
  }
  return done;
}

class Rebuilding {
 public:
  Rebuilding(WriteContext& context, const ZoneMonths& months, const MrrRules& rules)
      : context_(context), months_(months), rules_(rules) {}

  Result<void> take(const Owner& customer, const std::vector<SubscriptionSteps>& subscriptions) {
    for (const SubscriptionSteps& own : subscriptions)
      for (const MrrStep& step : own.steps)
        if (auto put = insertStep(context_, {customer.provider, own.subscription}, customer.id, step); !put) return put;
    const std::vector<MrrMovement> movements = customerMovements(subscriptions, rules_.definition);
    sums_.add(movements, months_, 1);
    for (const MrrMovement& moved : movements)
      if (auto put = insertMovement(context_, customer, months_.monthOf(moved.at), moved); !put) return put;
    movements_ += static_cast<std::int64_t>(movements.size());
    done_ += static_cast<std::int64_t>(subscriptions.size());
    return {};
  }
  Result<void> end() { return sums_.merge(context_); }
  [[nodiscard]] std::int64_t done() const { return done_; }
  [[nodiscard]] std::int64_t movements() const { return movements_; }

 private:
  WriteContext& context_;
  const ZoneMonths& months_;
  const MrrRules& rules_;
  MonthSums sums_;
  std::int64_t done_ = 0, movements_ = 0;
};

Result<void> notMadeAnew() {
  return failure(ErrorKind::Cancelled, "cancelled", "The revenue history was not made anew", "it was withdrawn",
                 "It stands as it was");
}

}  // namespace

Result<void> saveMrrRules(WriteContext& context, const MrrRules& rules, Instant now) {
  return execute(context.database(), QStringLiteral("DELETE FROM mrr_state WHERE one = 1")).and_then([&] {
    return execute(context.database(),
                   QStringLiteral("INSERT INTO mrr_state (one, definition, zone, built_at) VALUES (1, ?, ?, ?)"),
                   {toVariant(toText(rules.definition)), toVariant(rules.zone), qlonglong(now.ms)});
  });
}

Result<bool> isMrrUpToDate(QSqlDatabase& database, const MrrRules& rules) {
  bool same = false;
  auto read = forEachRow(database, QStringLiteral("SELECT definition, zone, built_at FROM mrr_state WHERE one = 1"), {},
                         [&](QSqlQuery& row) {
                           same = row.value(0).toString().toStdString() == toText(rules.definition) &&
                                  row.value(1).toString().toStdString() == rules.zone && row.value(2).toLongLong() != 0;
                         });
  return read.map([&] { return same; });
}

Result<std::int64_t> rebuildMrr(WriteContext& context, const MrrRules& rules, Instant now, const CancelToken& cancel,
                                const std::function<void(std::int64_t)>& progress) {
  const auto months = monthsIn(rules.zone);
  if (!months) return failure(months.error());
  auto ready = emptyTables(context).and_then([&] { return noteUnknown(context); });
  if (!ready) return failure(ready.error());
  Rebuilding rebuilding(context, **months, rules);
  std::int64_t told = 0;
  const auto take = [&](const Owner& customer, const std::vector<SubscriptionSteps>& steps) {
    if (cancel.cancelled()) return notMadeAnew();
    auto taken = rebuilding.take(customer, steps);
    if (progress && rebuilding.done() / kTellEvery > std::exchange(told, rebuilding.done() / kTellEvery))
      progress(rebuilding.done());
    return taken;
  };
  auto made = eachCustomer(context.database(), rules.definition, take).and_then([&] { return rebuilding.end(); });
  if (!made) return failure(made.error());
  auto noted = saveMrrRules(context, rules, now).and_then([&] { return followInLists(context, rules, now); });
  if (!noted) return failure(noted.error());
  return rebuilding.movements();
}

}  // namespace billing::store
