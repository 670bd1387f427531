// What a cell says: short to read, exact to hover and copy, whole sentences to hear.
#include "models/celltext.h"
#include "models/modelfixture.h"
#include "models/rowsmodel.h"
#include "models/statustext.h"

using namespace billing;
using namespace billing::models;
using namespace billing::test;

namespace {

Fact money(qint64 minor, const char* currency) {
  return {QVariant::fromValue(minor), QString::fromLatin1(currency), {}, {}, {}};
}

QString shown(CellKind kind, const Fact& fact) {
  // ICU writes no-break spaces; people see spaces.
  return displayText(kind, fact, utcContext()).replace(QChar(0xa0), QLatin1Char(' '));
}

}  // namespace

class CellTextTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void amounts_have_the_decimals_of_their_currency() {
    QCOMPARE(shown(CellKind::Money, money(123456, "USD")), QStringLiteral("$1,234.56"));
    QCOMPARE(shown(CellKind::Money, money(1234, "JPY")), QStringLiteral("¥1,234"));
    QCOMPARE(shown(CellKind::Money, money(1234, "KWD")), QStringLiteral("KWD 1.234"));
    QCOMPARE(copyText(CellKind::Money, money(123456, "USD"), utcContext()), QStringLiteral("1234.56 USD"));
    QCOMPARE(copyText(CellKind::Money, money(-1234, "JPY"), utcContext()), QStringLiteral("-1234 JPY"));
    // Not representable as a double.
    QCOMPARE(copyText(CellKind::Money, money(9007199254740993, "USD"), utcContext()),
             QStringLiteral("90071992547409.93 USD"));
    QCOMPARE(exactText(CellKind::Money, money(500, "EUR"), utcContext()), QStringLiteral("5.00 EUR"));
  }

  void quantities_and_shares_are_exact() {
    const auto quantity = [](qint64 milli, const char* unit = "") {
      return shown(CellKind::Quantity, {QVariant::fromValue(milli), {}, QString::fromLatin1(unit), {}, {}});
    };
    QCOMPARE(quantity(1'500'000, "calls"), QStringLiteral("1,500 calls"));
    QCOMPARE(quantity(1'250), QStringLiteral("1.25"));
    QCOMPARE(quantity(-250), QStringLiteral("-0.25"));
    QCOMPARE(quantity(-1'250), QStringLiteral("-1.25"));
    QCOMPARE(quantity(0), QStringLiteral("0"));
    QCOMPARE(shown(CellKind::Percent, {QVariant::fromValue(qint64{714}), {}, {}, {}, {}}), QStringLiteral("71%"));
    QCOMPARE(shown(CellKind::Percent, {QVariant::fromValue(qint64{1250}), {}, {}, {}, {}}), QStringLiteral("125%"));
  }

  void statuses_read_as_people_say_them() {
    QCOMPARE(statusText(QStringLiteral("past_due")), QStringLiteral("past due"));
    QCOMPARE(statusText(QStringLiteral("no_matching_signature")), QStringLiteral("wrong signature"));
    QCOMPARE(statusText(QStringLiteral("some_new_word")), QStringLiteral("some new word"));
  }

  void screen_readers_hear_whole_sentences() {
    const Column status{"status", QStringLiteral("Status"), CellKind::Status, true, true};
    QCOMPARE(spokenText(status, {QStringLiteral("past_due"), {}, {}, {}, {}}, utcContext()),
             QStringLiteral("Status past due"));
    QCOMPARE(spokenText(status, {}, utcContext()), QStringLiteral("Status empty"));
    const Column renews{"renews_at", QStringLiteral("Renews"), CellKind::Date, true, true};
    const Fact ends{QVariant::fromValue(stillClock().now().ms), {}, {}, {}, QStringLiteral("ends")};
    QCOMPARE(spokenText(renews, ends, utcContext()), QStringLiteral("Renews ends 1 Mar"));
  }

  void nothing_known_is_empty_everywhere() {
    for (const auto kind :
         {CellKind::Text, CellKind::Id, CellKind::Money, CellKind::Count, CellKind::Quantity, CellKind::Percent,
          CellKind::Instant, CellKind::Date, CellKind::Duration, CellKind::Status, CellKind::Flag}) {
      QCOMPARE(displayText(kind, {}, utcContext()), QString());
      QCOMPARE(exactText(kind, {}, utcContext()), QString());
      QCOMPARE(copyText(kind, {}, utcContext()), QString());
    }
  }

  void times_are_worded_again_without_a_reset() {
    ManualClock clock(stillClock().now());
    ModelContext context = utcContext();
    context.clock = &clock;
    RowsModel<store::WebhookEventRow> model(webhookEventTable(), context);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    store::WebhookEventRow row;
    row.receivedAt = clock.now().ms;
    model.setRows({row});
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("now"));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    clock.advance(120'000);
    model.refreshTimes();
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("2 min ago"));
    QVERIFY(changed.size() > 0);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("2026-03-01 12:00:00.000 UTC"));
  }
};

QTEST_GUILESS_MAIN(CellTextTest)
#include "tst_celltext.moc"
