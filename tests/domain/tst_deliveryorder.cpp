// The 20 worked examples of the kind delivery_order: what arrives twice or too late changes nothing.
#include <QJsonArray>
#include <QSet>
#include <QtTest>

#include "domain/calculationcases.h"
#include "domain/eventapplication.h"

using namespace billing;

class DeliveryOrderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void deliveries_end_in_the_state_of_the_case_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    const auto cases = test::calculationCases(QStringLiteral("delivery_order"));
    QCOMPARE(cases.size(), 20);
    for (const auto& example : cases) QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void deliveries_end_in_the_state_of_the_case() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    std::optional<Held<SubscriptionState>> held;
    QSet<QString> seen;
    QJsonArray applied;
    int duplicates = 0;
    int stale = 0;
    const QJsonArray deliveries = input[u"deliveries"].toArray();
    for (const auto& delivery : deliveries) {
      const QString id = delivery[u"id"].toString();
      if (seen.contains(id)) {
        ++duplicates;
        continue;
      }
      seen.insert(id);
      SubscriptionState snapshot;
      snapshot.externalId = "sub_1";
      snapshot.providerStatus = delivery[u"status"].toString().toStdString();
      snapshot.status = subscriptionStatusFrom(snapshot.providerStatus);
      const auto result =
          applySnapshot(held, snapshot, {Instant::fromSeconds(delivery[u"object_time"].toInteger()), id.toStdString()});
      held = result.held;
      if (result.outcome == Outcome::Stale) {
        ++stale;
      } else {
        applied.append(id);
      }
    }
    QCOMPARE(QString::fromStdString(std::string(toString(held->state.status))), expected[u"status"].toString());
    QCOMPARE(applied, expected[u"applied"].toArray());
    QCOMPARE(duplicates, expected[u"duplicates"].toInt());
    QCOMPARE(stale, expected[u"stale"].toInt());
  }
};

QTEST_APPLESS_MAIN(DeliveryOrderTest)
#include "tst_deliveryorder.moc"
