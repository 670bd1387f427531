#include "store/repositories/mrrrows.h"

#include "metrics/mrrparts.h"

#include "store/repositories/rowvalues.h"
#include "store/sqldialect.h"
#include "store/sqlerror.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store::mrr {
namespace {

QVariant mrrWord(std::string_view word) {
  return toVariant(std::string(word));
}

Result<void> runOnly(WriteContext& context, const QString& sql, const QVariantList& values) {
  return Statement::run(context, sql, values).map([](Statement&&) {});
}

template <class Read>
Result<void> readAll(WriteContext& context, const QString& sql, const QVariantList& values, Read read) {
  Result<Statement> found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  while (found->next()) read(RowReader(found->query()));
  return ended(context.database(), found->query());
}

std::optional<SubscriptionDiscount::Duration> durationFrom(const std::string& word) {
  using enum SubscriptionDiscount::Duration;
  for (const auto known : {Once, Repeating, Forever})
    if (toString(known) == word) return known;
  return std::nullopt;
}

MrrStep::Cause causeFrom(const std::string& word) {
  using enum MrrStep::Cause;
  return word == toString(Schedule) ? Schedule : word == toString(Sync) ? Sync : Event;
}

MrrStep readStep(RowReader& row) {
  MrrStep step;
  step.at = {row.number()};
  step.currency = row.text();
  step.parts = row.number();
  step.cause = causeFrom(row.text());
  step.eventId = row.text();
  return step;
}

MovementKind kindFrom(const std::string& word) {
  for (std::size_t i = 0; i < kMovementKinds.size(); ++i)
    if (kMovementKinds.at(i) == word) return static_cast<MovementKind>(i);
  return MovementKind::New;
}

}  // namespace

Told readTold(RowReader& row) {
  Told told;
  told.customer = row.text();
  MrrObservation& seen = told.seen;
  seen.at = {row.number()};
  seen.weight = static_cast<int>(row.number());
  seen.eventId = row.text();
  seen.standing = mrrStandingFrom(row.text());
  seen.currency = row.text();
  seen.beginsAt = row.instant();
  seen.fullParts = row.number();
  seen.offParts = row.number();
  seen.offDuration = durationFrom(row.text());
  seen.offUntil = row.instant();
  seen.endsAt = row.instant();
  return told;
}

Result<std::vector<Told>> toldOf(WriteContext& context, const Owner& subscription) {
  std::vector<Told> all;
  auto read =
      readAll(context,
              QStringLiteral("SELECT customer_external_id, at, weight, event_id, standing, currency, begins_at, "
                             "full_parts, off_parts, off_duration, off_until, ends_at FROM mrr_observations "
                             "WHERE provider = ? AND subscription_external_id = ? ORDER BY at, weight, "
                             "event_id"),
              {toVariant(subscription.provider), toVariant(subscription.id)},
              [&](RowReader row) { all.push_back(readTold(row)); });
  if (!read) return failure(read.error());
  return all;
}

Result<void> addTold(WriteContext& context, const Owner& subscription, const Told& told) {
  const MrrObservation& seen = told.seen;
  const bool ours = seen.eventId.empty() || seen.eventId.front() == '!';
  return runOnly(
      context,
      QStringLiteral("INSERT INTO mrr_observations (provider, subscription_external_id, customer_external_id, at, "
                     "weight, event_id, cause, standing, currency, begins_at, full_parts, off_parts, off_duration, "
                     "off_until, ends_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      {toVariant(subscription.provider), toVariant(subscription.id), toVariant(told.customer), qlonglong(seen.at.ms),
       seen.weight, toVariant(seen.eventId), mrrWord(toString(ours ? MrrStep::Cause::Sync : MrrStep::Cause::Event)),
       mrrWord(toString(seen.standing)), toVariant(seen.currency), toVariant(seen.beginsAt), qlonglong(seen.fullParts),
       qlonglong(seen.offParts), mrrWord(seen.offDuration ? toString(*seen.offDuration) : std::string_view()),
       toVariant(seen.offUntil), toVariant(seen.endsAt)});
}

Result<void> forgetInstant(WriteContext& context, const Owner& subscription, Instant at) {
  return runOnly(
      context,
      QStringLiteral("DELETE FROM mrr_observations WHERE provider = ? AND subscription_external_id = ? AND at = ?"),
      {toVariant(subscription.provider), toVariant(subscription.id), qlonglong(at.ms)});
}

Result<void> moveTo(WriteContext& context, const Owner& subscription, const std::string& customer) {
  return runOnly(context,
                 QStringLiteral("UPDATE mrr_observations SET customer_external_id = ? WHERE provider = ? AND "
                                "subscription_external_id = ?"),
                 {toVariant(customer), toVariant(subscription.provider), toVariant(subscription.id)});
}

Result<bool> putSteps(WriteContext& context, const Owner& subscription, const std::string& customer,
                      const std::vector<MrrStep>& steps) {
  std::vector<MrrStep> held;
  bool same = true;
  auto read = readAll(context,
                      QStringLiteral("SELECT customer_external_id, at, currency, parts, cause, event_id FROM "
                                     "mrr_changes WHERE provider = ? AND subscription_external_id = ? ORDER BY at, id"),
                      {toVariant(subscription.provider), toVariant(subscription.id)}, [&](RowReader row) {
                        same = same && row.text() == customer;
                        held.push_back(readStep(row));
                      });
  if (!read) return failure(read.error());
  if (same && held == steps) return false;
  auto written =
      runOnly(context, QStringLiteral("DELETE FROM mrr_changes WHERE provider = ? AND subscription_external_id = ?"),
              {toVariant(subscription.provider), toVariant(subscription.id)});
  for (const MrrStep& step : steps)
    if (written) written = insertStep(context, subscription, customer, step);
  return written.map([] { return true; });
}

Result<void> insertStep(WriteContext& context, const Owner& subscription, const std::string& customer,
                        const MrrStep& step) {
  return runOnly(
      context,
      QStringLiteral("INSERT INTO mrr_changes (provider, subscription_external_id, customer_external_id, at, "
                     "currency, parts, cause, event_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
      {toVariant(subscription.provider), toVariant(subscription.id), toVariant(customer), qlonglong(step.at.ms),
       toVariant(step.currency), qlonglong(step.parts), mrrWord(toString(step.cause)), toVariant(step.eventId)});
}

Result<std::vector<SubscriptionSteps>> stepsOf(WriteContext& context, const Owner& customer) {
  std::vector<SubscriptionSteps> all;
  auto read = readAll(context,
                      QStringLiteral("SELECT subscription_external_id, at, currency, parts, cause, event_id FROM "
                                     "mrr_changes WHERE provider = ? AND customer_external_id = ? ORDER BY "
                                     "subscription_external_id, at, id"),
                      {toVariant(customer.provider), toVariant(customer.id)}, [&](RowReader row) {
                        std::string subscription = row.text();
                        if (all.empty() || all.back().subscription != subscription)
                          all.push_back({std::move(subscription), {}});
                        all.back().steps.push_back(readStep(row));
                      });
  if (!read) return failure(read.error());
  return all;
}

Result<std::vector<MrrMovement>> movementsOf(WriteContext& context, const Owner& customer) {
  std::vector<MrrMovement> all;
  auto read = readAll(context,
                      QStringLiteral("SELECT at, currency, kind, delta, subscription_external_id FROM mrr_movements "
                                     "WHERE provider = ? AND customer_external_id = ? ORDER BY id"),
                      {toVariant(customer.provider), toVariant(customer.id)}, [&](RowReader row) {
                        MrrMovement one;
                        one.at = {row.number()};
                        one.currency = row.text();
                        one.kind = kindFrom(row.text());
                        one.delta = row.number();
                        one.subscription = row.text();
                        all.push_back(std::move(one));
                      });
  if (!read) return failure(read.error());
  return all;
}

Result<void> removeMovements(WriteContext& context, const Owner& customer) {
  return runOnly(context, QStringLiteral("DELETE FROM mrr_movements WHERE provider = ? AND customer_external_id = ?"),
                 {toVariant(customer.provider), toVariant(customer.id)});
}

Result<void> insertMovement(WriteContext& context, const Owner& customer, int month, const MrrMovement& movement) {
  return runOnly(context,
                 QStringLiteral("INSERT INTO mrr_movements (provider, customer_external_id, subscription_external_id, "
                                "currency, month, at, kind, delta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
                 {toVariant(customer.provider), toVariant(customer.id), toVariant(movement.subscription),
                  toVariant(movement.currency), month, qlonglong(movement.at.ms), mrrWord(toString(movement.kind)),
                  qlonglong(movement.delta)});
}

void MonthSums::add(const std::vector<MrrMovement>& movements, const ZoneMonths& months, int times) {
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const MrrMovement& one = movements[i];
    Sum& sum = sums_[{one.currency, months.monthOf(one.at), one.kind}];
    sum.delta = times > 0 ? addParts(sum.delta, one.delta) : subtractParts(sum.delta, one.delta);
    sum.movements += isFirstPart(movements, i) ? times : 0;
  }
}

Result<void> MonthSums::merge(WriteContext& context) const {
  for (const auto& [key, more] : sums_)
    if (more.delta != 0 || more.movements != 0)
      if (auto merged = mergeOne(context, key, more); !merged) return merged;
  return {};
}

Result<void> MonthSums::mergeOne(WriteContext& context, const Key& key, const Sum& more) {
  const auto& [currency, month, kind] = key;
  const QVariantList place{toVariant(currency), month, mrrWord(toString(kind))};
  std::optional<Sum> held;
  auto read = readAll(
      context, QStringLiteral("SELECT delta, movements FROM mrr_months WHERE currency = ? AND month = ? AND kind = ?"),
      place, [&](RowReader row) {
        held.emplace();
        held->delta = row.number();
        held->movements = row.number();
      });
  if (!read) return read;
  const Sum before = held.value_or(Sum{});
  const Sum after{addParts(before.delta, more.delta), before.movements + more.movements};
  if (after.movements == 0)
    return runOnly(context, QStringLiteral("DELETE FROM mrr_months WHERE currency = ? AND month = ? AND kind = ?"),
                   place);
  const QString sql =
      held ? QStringLiteral(
                 "UPDATE mrr_months SET delta = ?, movements = ? WHERE currency = ? AND month = ? AND kind "
                 "= ?")
           : QStringLiteral("INSERT INTO mrr_months (delta, movements, currency, month, kind) VALUES (?, ?, ?, ?, ?)");
  return runOnly(context, sql, QVariantList{qlonglong(after.delta), qlonglong(after.movements)} + place);
}

}  // namespace billing::store::mrr
