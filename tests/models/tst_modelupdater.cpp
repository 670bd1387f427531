// From the store's feed to the rows: at once when it is quiet, in bundles under load.
#include <QElapsedTimer>
#include <thread>

#include "models/modelfixture.h"
#include "models/modelupdater.h"

using namespace billing;
using namespace billing::test;
using store::ChangeKind;
using store::Entity;

class ModelUpdaterTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_change_after_a_quiet_moment_goes_through_at_once() {
    EventLog log(100);
    log.open();
    store::ChangeFeed feed;
    models::ModelUpdater updater(feed);
    updater.add(&log.model, Entity::WebhookEvent);
    QSignalSpy bundles(&updater, &models::ModelUpdater::changed);
    log.source.natural.push_front(101);
    feed.publish({{Entity::WebhookEvent, 101, ChangeKind::Inserted}});
    QCoreApplication::sendPostedEvents();  // no timer runs here: it was not waited for
    QCOMPARE(bundles.size(), 1);
    QTRY_COMPARE(log.model.rowCount(), 101);
    feed.publish({{Entity::WebhookEvent, 101, ChangeKind::Updated}});
    QTRY_COMPARE(bundles.size(), 2);
  }

  void changes_under_load_travel_in_bundles() {
    store::ChangeFeed feed;
    models::ModelUpdater updater(feed);
    QSignalSpy bundles(&updater, &models::ModelUpdater::changed);
    QElapsedTimer took;
    took.start();
    std::thread writer([&feed] {
      for (int id = 1; id <= 500; ++id) {
        feed.publish({{Entity::WebhookEvent, id, ChangeKind::Inserted}});
        std::this_thread::sleep_for(std::chrono::microseconds(500));
      }
    });
    const auto received = [&] {
      std::size_t count = 0;
      for (const auto& bundle : bundles) count += bundle.at(0).value<std::vector<store::Change>>().size();
      return count;
    };
    QTRY_COMPARE(received(), std::size_t{500});
    writer.join();
    QVERIFY(bundles.size() <= took.elapsed() / 60 + 2);
  }

  void each_list_gets_its_own_changes_and_related_ones_refresh_it() {
    EventLog log(100);
    log.open();
    QVERIFY(!log.textAt(0).isEmpty());
    store::ChangeFeed feed;
    models::ModelUpdater updater(feed);
    updater.add(&log.model, Entity::WebhookEvent, {Entity::Customer});
    const int asked = log.source.countAsked("rows");
    QSignalSpy bundles(&updater, &models::ModelUpdater::changed);
    feed.publish({{Entity::Invoice, 3, ChangeKind::Updated}});
    QTRY_COMPARE(bundles.size(), 1);
    QCOMPARE(log.source.countAsked("rows"), asked);
    feed.publish({{Entity::Customer, 3, ChangeKind::Updated}});
    QTRY_COMPARE(log.source.countAsked("rows"), asked + 1);
  }

  void a_list_or_the_updater_may_die_at_any_time() {
    store::ChangeFeed feed;
    auto updater = std::make_unique<models::ModelUpdater>(feed);
    {
      EventLog log(1);
      updater->add(&log.model, Entity::WebhookEvent);
    }
    feed.publish({{Entity::WebhookEvent, 1, ChangeKind::Updated}});
    QSignalSpy bundles(updater.get(), &models::ModelUpdater::changed);
    QTRY_COMPARE(bundles.size(), 1);
    feed.publish({{Entity::WebhookEvent, 1, ChangeKind::Updated}});
    updater.reset();
    feed.publish({{Entity::WebhookEvent, 1, ChangeKind::Updated}});
    QCoreApplication::processEvents();
  }
};

QTEST_GUILESS_MAIN(ModelUpdaterTest)
#include "tst_modelupdater.moc"
