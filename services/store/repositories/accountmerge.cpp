#include "store/repositories/accountmerge.h"

#include <QStringList>
#include <vector>

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

Result<void> change(WriteContext& context, const QString& sql, const QVariantList& values) {
  return Statement::run(context, sql, values).map([](const Statement&) {});
}

// Tables in which two accounts cannot have the same.
Result<void> moveAll(WriteContext& context, std::int64_t from, std::int64_t into) {
  for (const char* table : {"account_customers", "account_objects", "downgrades", "plan_changes", "credit_ledger",
                            "credit_purchases", "job_items", "entitlements"}) {
    const QString sql = QStringLiteral("UPDATE %1 SET account_id = ? WHERE account_id = ?").arg(QLatin1String(table));
    if (auto moved = change(context, sql, {qlonglong(into), qlonglong(from)}); !moved) return moved;
  }
  return {};
}

// All rows of a question, so that its statement is free before the next one runs.
Result<std::vector<QVariantList>> rowsOf(WriteContext& context, const QString& sql, const QVariantList& values,
                                         int columns) {
  auto found = Statement::run(context, sql, values);
  if (!found) return failure(found.error());
  std::vector<QVariantList> rows;
  while (found->next()) {
    QVariantList row;
    for (int i = 0; i < columns; ++i) row << found->value(i);
    rows.push_back(std::move(row));
  }
  if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  return rows;
}

Result<void> addUp(WriteContext& context, const QVariantList& moved, const QVariantList& kept) {
  qlonglong sum = 0;
  if (__builtin_add_overflow(moved[3].toLongLong(), kept[1].toLongLong(), &sum))
    return failure(ErrorKind::InvalidInput, "usage_too_large", "The usage of two accounts does not fit into one",
                   "the sum leaves the range of 64 bits");
  return change(context, QStringLiteral("UPDATE usage_records SET used = ? WHERE id = ?"), {sum, kept[0]})
      .and_then([&] { return change(context, QStringLiteral("DELETE FROM usage_records WHERE id = ?"), {moved[0]}); });
}

Result<void> moveUsage(WriteContext& context, std::int64_t from, std::int64_t into) {
  const auto all =
      rowsOf(context, QStringLiteral("SELECT id, quota, period_start, used FROM usage_records WHERE account_id = ?"),
             {qlonglong(from)}, 4);
  if (!all) return failure(all.error());
  for (const QVariantList& row : *all) {
    const auto same = rowsOf(
        context,
        QStringLiteral("SELECT id, used FROM usage_records WHERE account_id = ? AND quota = ? AND period_start = ?"),
        {qlonglong(into), row[1], row[2]}, 2);
    if (!same) return failure(same.error());
    auto done = same->empty() ? change(context, QStringLiteral("UPDATE usage_records SET account_id = ? WHERE id = ?"),
                                       {qlonglong(into), row[0]})
                              : addUp(context, row, same->front());
    if (!done) return done;
  }
  return {};
}

// `unique` is what must differ within an account, `own` the part of it that may be told apart by a note of its origin.
struct Tagged {
  const char* table;
  const char* others;  // further columns of the unique key; empty: none
  const char* own;
};

Result<void> moveTagged(WriteContext& context, const Tagged& what, const AccountIdentity& from,
                        const AccountIdentity& into) {
  const QString table = QLatin1String(what.table), own = QLatin1String(what.own), other = QLatin1String(what.others);
  const QString second = other.isEmpty() ? QStringLiteral("''") : other;
  const auto all =
      rowsOf(context, QStringLiteral("SELECT id, %1, %2 FROM %3 WHERE account_id = ?").arg(own, second, table),
             {qlonglong(from.row)}, 3);
  if (!all) return failure(all.error());
  for (const QVariantList& row : *all) {
    const auto same = rowsOf(
        context, QStringLiteral("SELECT id FROM %1 WHERE account_id = ? AND %2 = ? AND %3 = ?").arg(table, own, second),
        {qlonglong(into.row), row[1], row[2]}, 1);
    if (!same) return failure(same.error());
    const QVariant reference =
        same->empty() ? row[1] : QVariant(row[1].toString() + u'@' + QString::fromStdString(from.key));
    auto moved = change(context, QStringLiteral("UPDATE %1 SET account_id = ?, %2 = ? WHERE id = ?").arg(table, own),
                        {qlonglong(into.row), reference, row[0]});
    if (!moved) return moved;
  }
  return {};
}

Result<void> moveBalance(WriteContext& context, std::int64_t from, std::int64_t into) {
  const QString read = QStringLiteral("SELECT tenths, top_up_enabled FROM credit_balances WHERE account_id = ?");
  const auto moved = rowsOf(context, read, {qlonglong(from)}, 2);
  if (!moved || moved->empty()) return moved.map([](const auto&) {});
  const auto kept = rowsOf(context, read, {qlonglong(into)}, 2);
  if (!kept) return failure(kept.error());
  if (kept->empty())
    return change(context, QStringLiteral("UPDATE credit_balances SET account_id = ? WHERE account_id = ?"),
                  {qlonglong(into), qlonglong(from)});
  // Whoever switched off the top-up on one of them wants no charge.
  const int topUp = moved->front()[1].toInt() != 0 && kept->front()[1].toInt() != 0 ? 1 : 0;
  return change(context,
                QStringLiteral("UPDATE credit_balances SET tenths = ?, top_up_enabled = ? WHERE account_id = ?"),
                {moved->front()[0].toLongLong() + kept->front()[0].toLongLong(), topUp, qlonglong(into)})
      .and_then([&] {
        return change(context, QStringLiteral("DELETE FROM credit_balances WHERE account_id = ?"), {qlonglong(from)});
      });
}

// The bars are drawn anew from what was moved; a provider's own balance stays.
Result<void> dropBars(WriteContext& context, std::int64_t from, std::int64_t into) {
  return change(context, QStringLiteral("DELETE FROM usage_balances WHERE account_id = ? AND quota <> ''"),
                {qlonglong(from)})
      .and_then([&] {
        return change(context, QStringLiteral("UPDATE usage_balances SET account_id = ? WHERE account_id = ?"),
                      {qlonglong(into), qlonglong(from)});
      });
}

// One row for each key: an active entitlement stays before one that has ended, then the newer.
Result<void> rekeyEntitlement(WriteContext& context, const std::string& from, const std::string& to) {
  const QString read = QStringLiteral(
      "SELECT id, CASE WHEN status = 'active' THEN 1 ELSE 0 END, created_at FROM entitlements "
      "WHERE email = ?");
  const auto moved = rowsOf(context, read, {toVariant(from)}, 3);
  if (!moved || moved->empty()) return moved.map([](const auto&) {});
  const auto kept = rowsOf(context, read, {toVariant(to)}, 3);
  if (!kept) return failure(kept.error());
  const auto worth = [](const QVariantList& row) { return std::pair(row[1].toLongLong(), row[2].toLongLong()); };
  const QString drop = QStringLiteral("DELETE FROM entitlements WHERE id = ?");
  if (!kept->empty()) {
    const bool movedWins = worth(moved->front()) > worth(kept->front());
    const QVariant loser = movedWins ? kept->front()[0] : moved->front()[0];
    if (auto dropped = change(context, drop, {loser}); !dropped || !movedWins) return dropped;
  }
  return change(context, QStringLiteral("UPDATE entitlements SET email = ? WHERE id = ?"),
                {toVariant(to), moved->front()[0]});
}

}  // namespace

Result<void> rekeyAccount(WriteContext& context, const std::string& from, const std::string& to) {
  if (from == to) return {};
  if (auto moved = rekeyEntitlement(context, from, to); !moved) return moved;
  for (const char* sql : {"UPDATE entitlement_tokens SET email = ? WHERE email = ?",
                          "UPDATE checkouts SET account_key = ? WHERE account_key = ?",
                          "UPDATE let_through SET account_key = ? WHERE account_key = ?"}) {
    if (auto moved = change(context, QLatin1String(sql), {toVariant(to), toVariant(from)}); !moved) return moved;
  }
  return {};
}

Result<void> mergeAccounts(WriteContext& context, const AccountIdentity& from, const AccountIdentity& into) {
  return moveAll(context, from.row, into.row)
      .and_then([&] { return moveUsage(context, from.row, into.row); })
      .and_then([&] { return moveTagged(context, {"billable_actions", "", "request_id"}, from, into); })
      .and_then([&] { return moveTagged(context, {"credit_grants", "source", "reference"}, from, into); })
      .and_then([&] { return moveBalance(context, from.row, into.row); })
      .and_then([&] { return dropBars(context, from.row, into.row); })
      .and_then([&] { return rekeyAccount(context, from.key, into.key); })
      .and_then(
          [&] { return change(context, QStringLiteral("DELETE FROM accounts WHERE id = ?"), {qlonglong(from.row)}); })
      .map([&] {
        context.changed(Entity::Account, from.row, ChangeKind::Updated);
        context.changed(Entity::Account, into.row, ChangeKind::Updated);
      });
}

Result<void> movePurchase(WriteContext& context, const std::string& provider, const std::string& payment,
                          std::int64_t from, std::int64_t into) {
  const auto grants = rowsOf(context,
                             QStringLiteral("SELECT id FROM credit_grants WHERE account_id = ? AND reference = ? AND "
                                            "source IN ('purchase', 'top_up')"),
                             {qlonglong(from), toVariant(payment)}, 1);
  if (!grants) return failure(grants.error());
  for (const QVariantList& grant : *grants) {
    for (const char* sql : {"UPDATE credit_ledger SET account_id = ? WHERE grant_id = ?",
                            "UPDATE credit_grants SET account_id = ? WHERE id = ?"}) {
      if (auto moved = change(context, QLatin1String(sql), {qlonglong(into), grant[0]}); !moved) return moved;
    }
  }
  return change(context,
                QStringLiteral("UPDATE credit_purchases SET account_id = ? WHERE provider = ? AND "
                               "payment_external_id = ?"),
                {qlonglong(into), toVariant(provider), toVariant(payment)});
}

}  // namespace billing::store
