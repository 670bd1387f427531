#include "store/read/financerevenue.h"

#include <algorithm>

#include "store/read/columns.h"
#include "store/repositories/mrrpass.h"
#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

Result<QVector<RevenueMonth>> revenueSums(QSqlDatabase& database, const QString& sql, const QVariantList& values) {
  QVector<RevenueMonth> sums;
  auto read = forEachRow(database, sql, values, [&](const QSqlQuery& query) {
    RevenueMonth& sum = sums.emplaceBack();
    Columns(query).to(sum.currency, sum.kind, sum.month, sum.parts, sum.movements);
  });
  if (!read) return failure(read.error());
  return sums;
}

// What the steps of one customer add to a view.
class ViewMaker {
 public:
  ViewMaker(const MrrDefinition& definition, qint64 from, qint64 to, RevenueView& view)
      : definition_(definition), from_(from), to_(to), view_(view) {}

  void take(const mrr::Owner& customer, const std::vector<SubscriptionSteps>& subscriptions) {
    const QString provider = toVariant(customer.provider).toString(), payer = QString::fromStdString(customer.id);
    for (const SubscriptionSteps& own : subscriptions)
      for (const auto& [at, positions] : {std::pair{from_, &view_.atStart}, {to_, &view_.atEnd}})
        if (const MrrStep* last = lastBefore(own, at); last != nullptr && last->parts != 0)
          positions->append({provider, payer, QString::fromStdString(own.subscription),
                             QString::fromStdString(last->currency), last->parts});
    for (const MrrMovement& moved : customerMovements(subscriptions, definition_))
      if (moved.at.ms >= from_ && moved.at.ms < to_)
        view_.moves.append({provider, payer, QString::fromStdString(moved.subscription),
                            QString::fromStdString(moved.currency), kindWord(moved.kind), moved.at.ms, moved.delta});
  }

 private:
  static const MrrStep* lastBefore(const SubscriptionSteps& own, qint64 at) {
    const MrrStep* last = nullptr;
    for (const MrrStep& step : own.steps)
      if (step.at.ms < at) last = &step;
    return last;
  }
  static QString kindWord(MovementKind kind) {
    const auto word = toString(kind);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
  }
  const MrrDefinition& definition_;
  const qint64 from_, to_;
  RevenueView& view_;
};

}  // namespace

Result<RevenueView> readRevenueView(QSqlDatabase& database, const MrrDefinition& definition, qint64 from, qint64 to) {
  RevenueView view;
  ViewMaker maker(definition, from, to, view);
  auto read = mrr::eachCustomer(database, definition, [&](const auto& customer, const auto& steps) -> Result<void> {
    maker.take(customer, steps);
    return {};
  });
  if (!read) return failure(read.error());
  std::ranges::stable_sort(view.moves, {}, &RevenueMove::at);
  return view;
}

// Of each subscription the last change counts; movements would tell only of the one that changed most.
Result<QVector<RevenuePosition>> readRevenuePositions(QSqlDatabase& database, qint64 at) {
  QVector<RevenuePosition> positions;
  RevenuePosition one;
  const auto keep = [&] {
    if (one.parts != 0) positions.append(one);
  };
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT provider, customer_external_id, subscription_external_id, currency, parts FROM mrr_changes "
          "WHERE at < ? ORDER BY provider, subscription_external_id, at, id"),
      {at}, [&](const QSqlQuery& query) {
        RevenuePosition next;
        Columns(query).to(next.provider, next.customer, next.subscription, next.currency, next.parts);
        if (next.subscription != one.subscription || next.provider != one.provider) keep();
        one = std::move(next);
      });
  if (!read) return failure(read.error());
  keep();
  return positions;
}

Result<QVector<RevenueMove>> readRevenueMoves(QSqlDatabase& database, qint64 from, qint64 to) {
  QVector<RevenueMove> moves;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT provider, customer_external_id, subscription_external_id, currency, kind, at, delta FROM "
                     "mrr_movements WHERE at >= ? AND at < ? ORDER BY at, id"),
      {from, to}, [&](const QSqlQuery& query) {
        RevenueMove& one = moves.emplaceBack();
        Columns(query).to(one.provider, one.customer, one.subscription, one.currency, one.kind, one.at, one.parts);
      });
  if (!read) return failure(read.error());
  return moves;
}

bool isOneMovement(const RevenueMove& one, const RevenueMove& next) {
  return one.at == next.at && one.customer == next.customer && one.provider == next.provider &&
         one.currency == next.currency;
}

Result<QVector<RevenueMonth>> readRevenueMonths(QSqlDatabase& database, int lastMonth) {
  return revenueSums(
      database,
      QStringLiteral("SELECT currency, kind, month, delta, movements FROM mrr_months WHERE month <= ? ORDER BY month, "
                     "currency, kind"),
      {lastMonth});
}

Result<QVector<RevenueMonth>> readRevenueSums(QSqlDatabase& database, qint64 from, qint64 to, int month) {
  return revenueSums(database,
                     QStringLiteral("SELECT currency, kind, %1, SUM(delta), COUNT(*) FROM mrr_movements WHERE at >= ? "
                                    "AND at < ? GROUP BY currency, kind ORDER BY currency, kind")
                         .arg(month),
                     {from, to});
}

Result<RevenueState> readRevenueState(QSqlDatabase& database) {
  RevenueState state;
  auto read =
      forEachRow(database, QStringLiteral("SELECT definition, zone, built_at FROM mrr_state"), {},
                 [&](const QSqlQuery& query) { Columns(query).to(state.definition, state.zone, state.builtAt); });
  if (!read) return failure(read.error());
  return state;
}

}  // namespace billing::store
