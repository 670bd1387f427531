#include "store/read/mrrhistory.h"

#include <algorithm>
#include <map>

#include "metrics/mrrparts.h"
#include "metrics/zonemonths.h"
#include "store/read/columns.h"
#include "store/repositories/mrrcustomer.h"
#include "store/repositories/mrrpass.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

std::optional<MovementKind> movementKindFrom(const QString& word) {
  for (std::size_t i = 0; i < kMovementKinds.size(); ++i)
    if (word == QLatin1String(kMovementKinds.at(i).data())) return static_cast<MovementKind>(i);
  return std::nullopt;
}

struct KindSum {
  qint64 parts = 0, movements = 0;
};
using KindSums = std::array<KindSum, kMovementKinds.size()>;
// By currency and month, in order.
using SumsOfMonths = std::map<QString, std::map<int, KindSums>>;

// Columns: currency, month, kind, parts, movements.
Result<void> addSums(QSqlDatabase& database, const QString& sql, const QVariantList& values, int times,
                     SumsOfMonths& sums) {
  return forEachRow(database, sql, values, [&](QSqlQuery& row) {
    QString currency, word;
    int month = 0;
    qint64 parts = 0, movements = 0;
    Columns(row).to(currency, month, word, parts, movements);
    const auto kind = movementKindFrom(word);
    if (!kind) return;
    KindSum& sum = sums[currency][month].at(static_cast<std::size_t>(*kind));
    sum.parts = times > 0 ? addParts(sum.parts, parts) : subtractParts(sum.parts, parts);
    sum.movements += times * movements;
  });
}

// What is kept, less what has not come yet: few, found by their time (grouped by the database, it would look at all).
Result<SumsOfMonths> sumsUntil(QSqlDatabase& database, int to, Instant now) {
  SumsOfMonths sums;
  auto read = addSums(
      database,
      QStringLiteral("SELECT currency, month, kind, delta, movements FROM mrr_months WHERE month <= ? ORDER BY month"),
      {to}, 1, sums);
  if (read)
    read =
        addSums(database,
                QStringLiteral("SELECT currency, month, kind, delta, 1 FROM mrr_movements WHERE at > ? AND month <= ?"),
                {qlonglong(now.ms), to}, -1, sums);
  if (!read) return failure(read.error());
  return sums;
}

qint64 movedIn(const KindSums& sums) {
  qint64 moved = 0;
  for (const KindSum& sum : sums) moved = addParts(moved, sum.parts);
  return moved;
}

MrrMonth rowOf(int month, const QString& currency, qint64 start, const KindSums& sums) {
  MrrMonth row;
  row.month = month;
  row.currency = currency;
  row.startParts = start;
  row.endParts = addParts(start, movedIn(sums));
  for (std::size_t i = 0; i < sums.size(); ++i) {
    row.parts.at(i) = sums.at(i).parts;
    row.movements.at(i) = sums.at(i).movements;
  }
  return row;
}

// Customers whose figure is above zero at the months' edges.
class CustomerCount {
 public:
  CustomerCount(int from, int to) : from_(from), to_(to) {}

  // Their months in order; `parts` is what the month brought.
  void month(const QString& currency, const QString& customer, int month, qint64 parts) {
    if (currency != currency_ || customer != customer_) {
      endCustomer();
      currency_ = currency;
      customer_ = customer;
      parts_ = 0;
    }
    parts_ = addParts(parts_, parts);
    if (parts_ > 0 && since_ == 0) since_ = month;
    if (parts_ > 0 || since_ == 0) return;
    count(month);
    since_ = 0;
  }
  QVector<MrrCustomers> result() {
    endCustomer();
    QVector<MrrCustomers> all;
    for (const auto& [key, row] : rows_) all.append(row);
    return all;
  }

 private:
  void endCustomer() {
    if (since_ != 0) count(ZoneMonths::next(to_));
    since_ = 0;
  }
  // Paid at the ends of all months from since_ on, until `lostIn`.
  void count(int lostIn) {
    for (int month = std::max(since_, from_); month <= std::min(lostIn, to_); month = ZoneMonths::next(month)) {
      MrrCustomers& row = rows_[{month, currency_}];
      row.month = month;
      row.currency = currency_;
      row.start += month > since_ ? 1 : 0;
      row.joined += month == since_ ? 1 : 0;
      row.lost += month == lostIn ? 1 : 0;
      row.end += month == lostIn ? 0 : 1;
    }
  }

  const int from_, to_;
  QString currency_, customer_;
  int since_ = 0;
  qint64 parts_ = 0;
  std::map<std::pair<int, QString>, MrrCustomers> rows_;
};

struct MovementWhere {
  QString sql = QStringLiteral(" WHERE at <= ?");
  QVariantList values;
  void also(const QString& text, const QVariant& value) {
    sql += QStringLiteral(" AND ") + text;
    values << value;
  }
};

MovementWhere movementWhere(const MrrMovementQuestion& question, Instant now) {
  MovementWhere where;
  where.values << qlonglong(now.ms);
  where.also(QStringLiteral("month >= ?"), question.from);
  where.also(QStringLiteral("month <= ?"), question.to);
  if (!question.currency.isEmpty()) where.also(QStringLiteral("currency = ?"), question.currency);
  if (question.kind) where.also(QStringLiteral("kind = ?"), QLatin1String(toString(*question.kind).data()));
  if (!question.provider.isEmpty()) where.also(QStringLiteral("provider = ?"), question.provider);
  if (!question.customer.isEmpty()) where.also(QStringLiteral("customer_external_id = ?"), question.customer);
  return where;
}

}  // namespace

qint64 MrrMonth::minor(MovementKind kind) const {
  return mrrMinorOf(parts.at(static_cast<std::size_t>(kind)));
}
qint64 MrrMonth::startMinor() const {
  return mrrMinorOf(startParts);
}
qint64 MrrMonth::endMinor() const {
  return mrrMinorOf(endParts);
}

Result<QVector<MrrMonth>> readMrrMonths(QSqlDatabase& database, int from, int to, Instant now) {
  const auto sums = sumsUntil(database, to, now);
  if (!sums) return failure(sums.error());
  QVector<MrrMonth> rows;
  for (const auto& [currency, months] : *sums) {
    qint64 start = 0;
    auto next = months.begin();
    for (; next != months.end() && next->first < from; ++next) start = addParts(start, movedIn(next->second));
    for (int month = from; month <= to; month = ZoneMonths::next(month)) {
      const bool moved = next != months.end() && next->first == month;
      rows.append(rowOf(month, currency, start, moved ? next->second : KindSums{}));
      start = rows.last().endParts;
      if (moved) ++next;
    }
  }
  std::ranges::stable_sort(rows, {}, &MrrMonth::month);
  return rows;
}

Result<QVector<MrrCustomers>> readMrrCustomers(QSqlDatabase& database, int from, int to, Instant now) {
  CustomerCount count(from, to);
  auto read = forEachRow(
      database,
      QStringLiteral(
          "SELECT currency, provider, customer_external_id, month, SUM(delta) FROM mrr_movements WHERE at <= "
          "? AND month <= ? GROUP BY currency, provider, customer_external_id, month ORDER BY currency, "
          "provider, customer_external_id, month"),
      {qlonglong(now.ms), to}, [&](QSqlQuery& row) {
        count.month(row.value(0).toString(), row.value(1).toString() + u'/' + row.value(2).toString(),
                    row.value(3).toInt(), row.value(4).toLongLong());
      });
  if (!read) return failure(read.error());
  return count.result();
}

Result<QVector<MrrMovementRow>> readMrrMovements(QSqlDatabase& database, const MrrMovementQuestion& question,
                                                 Instant now) {
  const MovementWhere where = movementWhere(question, now);
  QVector<MrrMovementRow> rows;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT id, at, month, delta, provider, customer_external_id, "
                                        "subscription_external_id, currency, kind FROM mrr_movements") +
                             where.sql + QStringLiteral(" ORDER BY at, id"),
                         where.values, [&](QSqlQuery& query) {
                           MrrMovementRow& row = rows.emplaceBack();
                           QString kind;
                           Columns(query).to(row.id, row.at, row.month, row.parts, row.provider, row.customer,
                                             row.subscription, row.currency, kind);
                           row.kind = movementKindFrom(kind).value_or(MovementKind::New);
                         });
  if (!read) return failure(read.error());
  return rows;
}

Result<QVector<MrrMovementRow>> readMrrMovementsBy(QSqlDatabase& database, const MrrDefinition& definition,
                                                   const QString& zone, Instant now) {
  const auto months = mrr::monthsIn(zone.toStdString());
  if (!months) return failure(months.error());
  QVector<MrrMovementRow> rows;
  const auto take = [&](const mrr::Owner& customer, const std::vector<SubscriptionSteps>& steps) -> Result<void> {
    for (const MrrMovement& moved : customerMovements(steps, definition)) {
      if (moved.at > now) break;
      rows.append({0, moved.at.ms, moved.delta, (*months)->monthOf(moved.at), toVariant(customer.provider).toString(),
                   QString::fromStdString(customer.id), QString::fromStdString(moved.subscription),
                   QString::fromStdString(moved.currency), moved.kind});
    }
    return {};
  };
  if (auto passed = mrr::eachCustomer(database, definition, take); !passed) return failure(passed.error());
  return rows;
}

Result<QVector<MrrChangeRow>> readMrrChanges(QSqlDatabase& database, const QString& provider, const QString& customer) {
  QVector<MrrChangeRow> rows;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT at, parts, subscription_external_id, currency, cause, event_id FROM "
                                        "mrr_changes WHERE provider = ? AND customer_external_id = ? ORDER BY at, id"),
                         {provider, customer}, [&](QSqlQuery& query) {
                           MrrChangeRow& row = rows.emplaceBack();
                           Columns(query).to(row.at, row.parts, row.subscription, row.currency, row.cause, row.eventId);
                         });
  if (!read) return failure(read.error());
  return rows;
}

}  // namespace billing::store
