// The models over the real store: every column can be sorted by, words and chips are understood, commits become rows.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "models/customermodel.h"
#include "models/invoicemodel.h"
#include "models/modelupdater.h"
#include "models/paymentmodel.h"
#include "models/planmodel.h"
#include "models/subscriptionmodel.h"
#include "models/usagemodel.h"
#include "models/webhookeventmodel.h"
#include "operations/sqlqueries.h"
#include "support/testdatabase.h"

using namespace billing;
using namespace billing::models;

namespace {

struct Console {
  Console() {
    lists = {&events, &subscriptions, &customers, &invoices, &payments, &plans, &usage};
    updater.add(&events, store::Entity::WebhookEvent);
    updater.add(&subscriptions, store::Entity::Subscription, {store::Entity::Customer});
  }
  void addSubscription(int number, const char* status) {
    const auto added = test::write(*store, [&](store::WriteContext& write) -> Result<void> {
      const QString id = QStringLiteral("sub_%1").arg(number);
      auto done =
          store::execute(write.database(),
                         QStringLiteral("INSERT INTO subscriptions (id, provider, external_id, status, currency, "
                                        "amount_minor, created_at, object_time, updated_at) "
                                        "VALUES (?, 'dodo', ?, ?, 'USD', ?, ?, 1, 1)"),
                         {number, id, QString::fromLatin1(status), number * 100, number * 1000});
      write.changed(store::Entity::Subscription, number, store::ChangeKind::Inserted);
      return done;
    });
    QVERIFY2(added, added ? "" : describe(added.error()).c_str());
  }

  test::TestDatabase store;
  operations::SqlQueries queries{*store};
  ModelContext context{&store.clock, QTimeZone::utc(), QLocale::c()};
  WebhookEventModel events{queries.webhookEvents(), context};
  SubscriptionModel subscriptions{queries.subscriptions(), context};
  CustomerModel customers{queries.customers(), context};
  InvoiceModel invoices{queries.invoices(), context};
  PaymentModel payments{queries.payments(), context};
  PlanModel plans{queries.plans(), context};
  UsageModel usage{queries.usage(), context};
  QVector<WindowedModel*> lists;
  ModelUpdater updater{store->changes()};
};

}  // namespace

class ModelsOnStoreTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_list_is_sorted_by_each_of_its_columns() {
    Console console;
    console.addSubscription(1, "active");
    for (WindowedModel* list : console.lists) {
      QAbstractItemModelTester tester(list, QAbstractItemModelTester::FailureReportingMode::QtTest);
      QSignalSpy loading(list, &WindowedModel::loadingChanged);
      list->reload();
      for (int column = 0; column < list->columnCount(); ++column) {
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
          list->sort(column, order);
          while (list->isLoading()) QVERIFY(loading.wait());
          const std::string why = list->error() ? describe(*list->error()) : std::string();
          QVERIFY2(!list->error(), (list->columns().at(column).field.toStdString() + ": " + why).c_str());
        }
      }
      list->setQuery({QStringLiteral("ada"), {}, {}, true});
      QTRY_VERIFY(!list->isLoading());
      QVERIFY(!list->error());
      QTRY_VERIFY(list->totalCount() >= 0);
    }
  }

  void a_delivery_becomes_a_row() {
    Console console;
    QAbstractItemModelTester tester(&console.events, QAbstractItemModelTester::FailureReportingMode::QtTest);
    console.events.reload();
    QTRY_VERIFY(!console.events.isLoading());
    for (const char* id : {"evt_1", "evt_2", "evt_3"}) QVERIFY(test::put(*console.store, test::delivery(id)));
    QTRY_COMPARE(console.events.rowCount(), 3);
    QTRY_VERIFY(console.events.rowAt(0));
    QCOMPARE(console.events.rowAt(0)->eventId, QStringLiteral("evt_3"));
    QVERIFY(test::put(*console.store, test::delivery("evt_2")));
    QTRY_COMPARE(console.events.rowAt(1)->attempts, 2);
    QCOMPARE(console.events.rowCount(), 3);
    QTRY_COMPARE(console.events.totalCount(), 3);
  }

  void a_new_subscription_finds_its_place_among_the_filtered() {
    Console console;
    QAbstractItemModelTester tester(&console.subscriptions, QAbstractItemModelTester::FailureReportingMode::QtTest);
    console.addSubscription(1, "active");
    console.addSubscription(5, "active");
    store::ListQuery query;
    query.filters = {{"status", store::FilterOp::Is, {QStringLiteral("active")}, true}};
    query.sortField = "amount";
    query.descending = false;
    console.subscriptions.setQuery(query);
    QTRY_VERIFY(!console.subscriptions.isLoading());
    QCOMPARE(console.subscriptions.rowCount(), 2);
    console.addSubscription(3, "active");
    console.addSubscription(4, "cancelled");
    QTRY_COMPARE(console.subscriptions.rowCount(), 3);
    QCOMPARE(console.subscriptions.idAt(1), 3);
    QTRY_COMPARE(console.subscriptions.totalCount(), 4);
  }

  void a_field_that_the_store_does_not_know_is_refused_and_takes_nothing_away() {
    Console console;
    console.addSubscription(1, "active");
    console.subscriptions.reload();
    QTRY_COMPARE(console.subscriptions.rowCount(), 1);
    QSignalSpy failed(&console.subscriptions, &WindowedModel::failed);
    console.subscriptions.setQuery({{}, {}, "no_such_field", true});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(console.subscriptions.rowCount(), 1);
  }
};

QTEST_GUILESS_MAIN(ModelsOnStoreTest)
#include "tst_modelsonstore.moc"
