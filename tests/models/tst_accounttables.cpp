// The short lists about one account: exact credits, reasons in words, what never ends.
#include "models/accounttables.h"
#include "models/modelfixture.h"
#include "models/rowsmodel.h"

using namespace billing;
using namespace billing::models;
using namespace billing::test;

namespace {

template <class Row>
struct ShownRow {
  ShownRow(FactTable table, Row row) : model(std::move(table), utcContext()) { model.setRows({std::move(row)}); }
  [[nodiscard]] QModelIndex at(const char* field) const { return model.index(0, model.columnOf(field)); }
  [[nodiscard]] QString text(const char* field) const { return at(field).data().toString(); }
  RowsModel<Row> model;
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

}  // namespace

class AccountTablesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_entitlement_has_the_columns_of_its_table() {
    store::EntitlementRow row;
    row.email = QStringLiteral("ada@example.org");
    row.plan = QStringLiteral("professional");
    row.paymentId = QStringLiteral("pay_1");
    row.paymentProvider = QStringLiteral("dodo");
    row.status = QStringLiteral("active");
    row.createdAt = stillClock().now().ms;
    row.metadata = QStringLiteral("{\"email\":\"ada@example.org\"}");
    const ShownRow<store::EntitlementRow> shown(entitlementTable(), row);
    for (const char* field :
         {"email", "plan", "payment_id", "payment_provider", "created_at", "expires_at", "status", "metadata"})
      QVERIFY2(!shown.text(field).isEmpty(), field);
    QCOMPARE(shown.text("expires_at"), QStringLiteral("never"));
    QCOMPARE(shown.at("created_at").data(CopyRole).toString(), QStringLiteral("2026-03-01T12:00:00.000Z"));
  }

  void credits_are_exact_to_the_tenth() {
    store::CreditEntryRow row;
    row.kind = QStringLiteral("use");
    row.tenths = -25;
    row.balanceTenths = 12'345;
    const ShownRow<store::CreditEntryRow> shown(creditLedgerTable(), row);
    QCOMPARE(shown.text("credits"), QStringLiteral("-2.5"));
    QCOMPARE(shown.text("balance"), QStringLiteral("1,234.5"));
    QCOMPARE(shown.at("balance").data(CopyRole).toString(), QStringLiteral("1234.5"));
  }

  void a_grant_without_end_says_so() {
    store::CreditGrantRow row;
    row.source = QStringLiteral("top_up");
    QCOMPARE(ShownRow<store::CreditGrantRow>(creditGrantTable(), row).text("expires_at"), QStringLiteral("never"));
    QCOMPARE(ShownRow<store::CreditGrantRow>(creditGrantTable(), row).text("source"), QStringLiteral("top up"));
  }

  void a_refused_purchase_says_why() {
    store::CreditPurchaseRow row;
    row.status = QStringLiteral("refused");
    row.reason = QStringLiteral("not_positive");
    const ShownRow<store::CreditPurchaseRow> shown(creditPurchaseTable(), row);
    QCOMPARE(shown.text("reason"), QStringLiteral("the credits in its metadata are not above 0"));
    QCOMPARE(shown.at("status").data(StatusRole).toString(), QStringLiteral("refused"));
  }

  void an_action_says_what_became_of_it() {
    store::BillableActionRow row;
    row.verdict = QStringLiteral("refused");
    row.detail = QStringLiteral("quota_exceeded");
    row.units = 2;
    const ShownRow<store::BillableActionRow> shown(billableActionTable(), row);
    QCOMPARE(shown.text("verdict"), QStringLiteral("refused"));
    QCOMPARE(shown.text("detail"), QStringLiteral("quota exceeded"));
    QCOMPARE(shown.text("credits"), QString());
  }

  void a_period_is_measured_against_the_present_limit() {
    const PeriodUseRow row{0, 1000, 600'000, 500'000, QStringLiteral("calls"), {800, 1100}, false};
    const ShownRow<PeriodUseRow> shown(periodUseTable(), row);
    QCOMPARE(shown.text("used"), QStringLiteral("600 calls"));
    QCOMPARE(shown.text("share"), QStringLiteral("120%"));
  }
};

QTEST_GUILESS_MAIN(AccountTablesTest)
#include "tst_accounttables.moc"
