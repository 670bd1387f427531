#include "operations/switches.h"

#include <QPromise>
#include <algorithm>
#include <array>
#include <memory>

#include "operations/audited.h"
#include "store/repositories/switchrepository.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

constexpr std::array kSwitches{pauseProcessing, stopDowngrades, allowUnverified};

bool isSwitch(const QString& name) {
  return std::ranges::any_of(kSwitches, [&](const char* known) { return name == QLatin1String(known); });
}

Result<void> checkSwitchName(const QString& name) {
  if (isSwitch(name)) return {};
  return failure(ErrorKind::InvalidInput, "unknown_switch", "There is no switch \"" + name.toStdString() + '"', {},
                 "Choose pause_processing, stop_downgrades or allow_unverified");
}

Result<void> checkChange(const SwitchChange& change, Instant now) {
  if (auto known = checkSwitchName(change.name); !known || !change.on) return known;
  if (change.reason.trimmed().isEmpty())
    return failure(ErrorKind::InvalidInput, "reason_missing", "The switch was not turned on", "a reason is missing",
                   "Say why, so that whoever finds it on knows when it may be turned off");
  const bool ends = change.endsAt && *change.endsAt > now.ms;
  if (ends || (!change.endsAt && change.name != QLatin1String(allowUnverified))) return {};
  return failure(ErrorKind::InvalidInput, "end_missing", "The switch was not turned on",
                 change.endsAt ? "its end has passed" : "access without a payment must have an end",
                 "Name an end that is still to come");
}

QByteArray switchFields(const store::SwitchRow& row) {
  const auto moment = [](std::optional<qint64> ms) {
    return ms ? QString::fromStdString(toIso8601({*ms})) : QString();
  };
  return auditFields({{"on", row.on ? QStringLiteral("yes") : QStringLiteral("no")},
                      {"until", moment(row.endsAt)},
                      {"remind", moment(row.remindAt)}});
}

store::AuditEntry switchEntry(const SwitchChange& change, const std::optional<store::SwitchRow>& before,
                              const store::SwitchRow& after) {
  auto entry =
      entryBy(change.hand, after.on ? "switch.on" : "switch.off", "workspace", change.name, change.reason.trimmed());
  if (!change.by.isEmpty()) entry.actor = change.by;
  entry.before = switchFields(before.value_or(store::SwitchRow()));
  entry.after = switchFields(after);
  return entry;
}

QString previewSql(const QString& name) {
  if (name == QLatin1String(pauseProcessing))
    return QStringLiteral("SELECT COUNT(*) FROM webhook_events WHERE state = 'pending'");
  if (name == QLatin1String(stopDowngrades))
    return QStringLiteral("SELECT COUNT(*) FROM accounts WHERE downgrade_due_at IS NOT NULL AND downgrade_due_at <= ?");
  return QStringLiteral(
      "SELECT COUNT(*) FROM accounts a WHERE NOT EXISTS (SELECT 1 FROM entitlements e WHERE e.account_id = a.id AND "
      "e.status = 'active' AND (e.expires_at IS NULL OR e.expires_at > ?))");
}

}  // namespace

Result<void> setSwitch(store::WriteContext& context, const SwitchChange& change, Instant now) {
  if (auto good = checkChange(change, now); !good) return good;
  store::SwitchRow row;
  row.name = change.name;
  row.on = change.on;
  row.reason = change.reason.trimmed();
  row.setBy = change.by;
  row.setAt = now.ms;
  if (change.on) {
    row.remindAt = change.remindAt;
    row.endsAt = change.endsAt;
  }
  const auto before = store::SwitchRepository::find(context, change.name.toLatin1().constData(), now);
  if (!before) return failure(before.error());
  return store::SwitchRepository::save(context, row).and_then([&] {
    return store::appendAudit(context, switchEntry(change, *before, row), now).map([](std::int64_t) {});
  });
}

QFuture<Result<void>> setSwitch(store::Database& database, const SwitchChange& change, Instant now) {
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  auto future = promise->future();
  database.write([change, now](store::WriteContext& context) { return setSwitch(context, change, now); },
                 [promise](Result<void> outcome) {
                   promise->addResult(std::move(outcome));
                   promise->finish();
                 });
  return future;
}

Result<bool> isSwitchedOn(store::WriteContext& context, const char* name, Instant now) {
  return store::SwitchRepository::find(context, name, now).map([](const auto& row) { return row && row->on; });
}

Result<QVector<store::SwitchRow>> readSwitches(QSqlDatabase& database, Instant now) {
  const auto kept = store::SwitchRepository::all(database, now);
  if (!kept) return failure(kept.error());
  QVector<store::SwitchRow> rows;
  for (const char* name : kSwitches) {
    const auto known = std::ranges::find(*kept, QLatin1String(name), &store::SwitchRow::name);
    store::SwitchRow never;
    never.name = QLatin1String(name);
    rows.append(known == kept->end() ? never : *known);
  }
  return rows;
}

Result<qint64> switchPreview(QSqlDatabase& database, const QString& name, Instant now) {
  if (auto known = checkSwitchName(name); !known) return failure(known.error());
  const QString sql = previewSql(name);
  qint64 count = 0;
  auto read = store::forEachRow(database, sql, sql.contains(u'?') ? QVariantList{qlonglong(now.ms)} : QVariantList{},
                                [&](const QSqlQuery& row) { count = row.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  return count;
}

}  // namespace billing::operations
