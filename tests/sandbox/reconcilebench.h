// A shop at the sandbox whose workspace is compared and mended.
#pragma once

#include <QSqlRecord>
#include <QTest>

#include "hearingshop.h"
#include "operations/reconcile/reconcilerun.h"
#include "operations/reconcile/repair.h"

namespace billing::test {

inline void eachProvider() {
  QTest::addColumn<bool>("stripe");
  QTest::newRow("Dodo") << false;
  QTest::newRow("Stripe") << true;
}
inline Provider providerOf(bool stripe) {
  return stripe ? Provider::Stripe : Provider::Dodo;
}

struct ReconcileBench : HearingShop {
  using HearingShop::HearingShop;
  operations::Hand hand{QStringLiteral("ada"), QStringLiteral("finance")};
  operations::ReconcileServices services() { return {*db, *api, db.clock, context(), hand, &eventRules, 0}; }
  operations::RepairServices repairs() { return {*db, *api, db.clock, context(), &eventRules}; }
  Result<operations::ReconcileReport> tryReconcile() {
    db.clock.advance(5'000);
    return operations::runReconcile(services(), {}, cancel);
  }
  operations::ReconcileReport reconcile() {
    const auto report = tryReconcile();
    if (!report) qFatal("%s", describe(report.error()).c_str());
    return *report;
  }
  operations::RepairPlan plan(const QVector<qint64>& ids) {
    db.clock.advance(5'000);
    const auto made = operations::planRepair(repairs(), ids, cancel);
    if (!made) qFatal("%s", describe(made.error()).c_str());
    return *made;
  }
  Result<int> carryOut(const operations::RepairPlan& plan) {
    return operations::carryOutRepair(repairs(), plan, hand, QStringLiteral("month-end"), cancel);
  }
  /// Mends all that is open; what the plan refused is told.
  QString mendAll(const operations::ReconcileReport& report) {
    QVector<qint64> ids;
    for (const operations::Drift& drift : report.drifts) ids.append(drift.id);
    const auto steps = plan(ids);
    if (const auto done = carryOut(steps); !done) return QString::fromStdString(describe(done.error()));
    return steps.refused.join(u'\n');
  }
  /// By hand, past every rule of ours.
  void edit(const char* sql, const QVariantList& values = {}) {
    if (const auto done = run(*db, QLatin1String(sql), values); !done) qFatal("%s", describe(done.error()).c_str());
  }
  /// Every row of the tables that a comparison must leave alone.
  QString everything() {
    QString all;
    for (const char* table :
         {"customers", "subscriptions", "payments", "invoices", "refunds", "disputes", "prices", "accounts",
          "entitlements", "credit_ledger", "credit_balances", "webhook_events", "webhook_effects", "outbox_calls"})
      all += QLatin1String(table) + u'\n' + rowsOf(table);
    return all;
  }

 private:
  QString rowsOf(const char* table) {
    const auto read = db->read<QString>([table](QSqlDatabase& connection) -> Result<QString> {
                          QString text;
                          auto done = store::forEachRow(
                              connection, QStringLiteral("SELECT * FROM %1 ORDER BY 1").arg(QLatin1String(table)), {},
                              [&](const QSqlQuery& query) {
                                const int columns = query.record().count();
                                for (int i = 0; i < columns; ++i) text += query.value(i).toString() + u'|';
                                text += u'\n';
                              });
                          if (!done) return failure(done.error());
                          return text;
                        }).result();
    if (!read) qFatal("%s", describe(read.error()).c_str());
    return *read;
  }
};

inline QString told(const QVector<operations::Drift>& drifts) {
  QStringList lines;
  for (const operations::Drift& drift : drifts)
    lines += QStringLiteral("%1 %2 %3 %4 [%5|%6|%7] %8: %9")
                 .arg(drift.kind, drift.entity, drift.externalId, drift.field, drift.atProvider, drift.inDatabase,
                      drift.inWebhooks, drift.cause, drift.explanation);
  return lines.join(u'\n');
}

inline const operations::Drift* fieldOf(const operations::ReconcileReport& report, const char* entity,
                                        const char* field) {
  for (const operations::Drift& drift : report.drifts)
    if (drift.entity == QLatin1String(entity) && drift.field == QLatin1String(field)) return &drift;
  return nullptr;
}

inline const operations::Drift* kindOf(const operations::ReconcileReport& report, const char* kind,
                                       const char* entity) {
  for (const operations::Drift& drift : report.drifts)
    if (drift.kind == QLatin1String(kind) && drift.entity == QLatin1String(entity)) return &drift;
  return nullptr;
}

}  // namespace billing::test
