// The provider against the database against the webhooks, over HTTP at the sandbox, in both dialects: every kind of
// drift is made, found with its cause, mended, and gone.
#include <QTest>

#include "hearingshop.h"
#include "operations/reconcile/reconcilerun.h"
#include "support/verifyresult.h"

using namespace billing;
using operations::Drift;
using operations::ReconcileReport;
using test::column;
using test::HearingShop;
using test::single;

namespace {

void eachProvider() {
  QTest::addColumn<bool>("stripe");
  QTest::newRow("Dodo") << false;
  QTest::newRow("Stripe") << true;
}
Provider providerOf(bool stripe) {
  return stripe ? Provider::Stripe : Provider::Dodo;
}

struct Bench : HearingShop {
  using HearingShop::HearingShop;
  operations::ReconcileServices services() {
    return {*db, *api, db.clock, context(), {QStringLiteral("ada"), QStringLiteral("finance")}, &eventRules, 0};
  }
  ReconcileReport reconcile() {
    db.clock.advance(5'000);
    const auto report = operations::runReconcile(services(), {}, cancel);
    if (!report) qFatal("%s", describe(report.error()).c_str());
    return *report;
  }
  /// Every row of the tables that a comparison must leave alone.
  QString everything() {
    QString all;
    for (const char* table :
         {"customers", "subscriptions", "payments", "invoices", "refunds", "disputes", "prices", "accounts",
          "entitlements", "credit_ledger", "credit_balances", "webhook_events", "webhook_effects", "outbox_calls"}) {
      const auto read = db->read<QString>([&](QSqlDatabase& connection) -> Result<QString> {
                            QString text;
                            auto done = store::forEachRow(
                                connection, QStringLiteral("SELECT * FROM %1 ORDER BY 1").arg(QLatin1String(table)), {},
                                [&](const QSqlQuery& query) {
                                  for (int i = 0; query.value(i).isValid(); ++i)
                                    text += query.value(i).toString() + u'|';
                                  text += u'\n';
                                });
                            if (!done) return failure(done.error());
                            return text;
                          }).result();
      if (!read) qFatal("%s", describe(read.error()).c_str());
      all += QLatin1String(table) + u'\n' + *read;
    }
    return all;
  }
};

QString told(const QVector<Drift>& drifts) {
  QStringList lines;
  for (const Drift& drift : drifts)
    lines += QStringLiteral("%1 %2 %3 %4 [%5|%6|%7] %8: %9")
                 .arg(drift.kind, drift.entity, drift.externalId, drift.field, drift.atProvider, drift.inDatabase,
                      drift.inWebhooks, drift.cause, drift.explanation);
  return lines.join(u'\n');
}

const Drift* fieldOf(const ReconcileReport& report, const char* entity, const char* field) {
  for (const Drift& drift : report.drifts)
    if (drift.entity == QLatin1String(entity) && drift.field == QLatin1String(field)) return &drift;
  return nullptr;
}

}  // namespace

class TestReconcileSandbox : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_was_heard_differs_in_nothing_data() { eachProvider(); }
  void what_was_heard_differs_in_nothing() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    for (int i = 0; i < 3; ++i) shop.buy(i);
    shop.hear();
    const QString before = shop.everything();
    const ReconcileReport report = shop.reconcile();
    QVERIFY2(report.drifts.isEmpty(), qPrintable(told(report.drifts)));
    QCOMPARE(report.run.state, QStringLiteral("done"));
    QVERIFY(report.run.compared >= 12);
    QCOMPARE(shop.everything(), before);
  }

  void an_event_that_never_came_is_a_missed_one_data() { eachProvider(); }
  void an_event_that_never_came_is_a_missed_one() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    const std::string id = shop.buy(0);
    shop.hear();
    shop.listen(false);
    shop.db.clock.advance(60'000);
    shop.edit(id, test::EditKind::CancelAtPeriodEnd);
    shop.receive();
    const QString before = shop.everything();
    const ReconcileReport report = shop.reconcile();
    QCOMPARE(shop.everything(), before);
    const Drift* drift = fieldOf(report, "subscription", "cancel_at_period_end");
    QVERIFY2(drift != nullptr, qPrintable(told(report.drifts)));
    QCOMPARE(drift->cause, QStringLiteral("missed_event"));
    QCOMPARE(drift->atProvider, QStringLiteral("yes"));
    QCOMPARE(drift->inDatabase, QStringLiteral("no"));
    QCOMPARE(drift->inWebhooks, QStringLiteral("no"));
    if (stripe) QVERIFY2(drift->explanation.contains(QStringLiteral("evt_")), qPrintable(drift->explanation));
  }
};

QTEST_GUILESS_MAIN(TestReconcileSandbox)
#include "tst_reconcilesandbox.moc"
