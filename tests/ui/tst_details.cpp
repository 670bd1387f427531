// Details beside the lists: bytes, signature, effects; plans that end; links to one another.
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

#include "support/windowfixture.h"
#include "ui/details/bodytab.h"
#include "ui/details/subscriptionfacts.h"
#include "ui/details/webhookdetail.h"
#include "ui/panes/webhookpane.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/plancard.h"
#include "ui/widgets/timeline.h"

using namespace billing;
using namespace billing::ui;

class DetailsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void the_log_shows_bytes_headers_and_effects();
  void credentials_in_headers_are_not_shown();
  void a_dead_letter_can_be_retried_and_an_applied_one_cannot();
  void a_refused_delivery_says_why_step_by_step();
  void a_body_that_is_no_json_is_still_shown();
  void a_cancelling_subscription_warns();
  void an_ending_plan_says_ends_not_renews();
  void the_timeline_is_newest_first_and_opens_rows();
  void a_change_of_the_shown_event_is_read_again();

 private:
  WebhookDetail& showEvent(quint32 id) {
    fixture_->window->showPane(PaneId::Webhooks);
    auto* pane = qobject_cast<WebhookPane*>(fixture_->window->currentPane());
    pane->showRow(id);
    if (!fixture_->settle()) qWarning("the detail did not settle");
    return *pane->webhookDetail();
  }
  static quint32 eventWith(const QString& state) {
    for (quint32 id = 4999; id > 3900; --id)
      if (test::fakeEvent(id).state == state) return id;
    return 0;
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void DetailsTest::init() {
  fixture_ = std::make_unique<test::WindowFixture>();
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  QVERIFY(QTest::qWaitForWindowActive(fixture_->window.get()));
}

void DetailsTest::the_log_shows_bytes_headers_and_effects() {
  WebhookDetail& detail = showEvent(eventWith(QStringLiteral("applied")));
  QCOMPARE(detail.tabs().count(), 6);
  QCOMPARE(detail.tabs().tabText(2), QStringLiteral("Headers 7"));
  QVERIFY(detail.findChild<QTreeView*>(QStringLiteral("bodyTree"))->model()->rowCount() > 3);
  QCOMPARE(detail.findChild<QAbstractItemView*>(QStringLiteral("effectTable"))->model()->rowCount(), 3);
}

void DetailsTest::credentials_in_headers_are_not_shown() {
  WebhookDetail& detail = showEvent(eventWith(QStringLiteral("applied")));
  const QAbstractItemModel* headers = detail.findChild<QAbstractItemView*>(QStringLiteral("headerTable"))->model();
  for (int row = 0; row < headers->rowCount(); ++row)
    for (int column = 0; column < headers->columnCount(); ++column)
      for (const int role : {int{Qt::DisplayRole}, int{Qt::ToolTipRole}, int{models::CopyRole}})
        QVERIFY(!headers->index(row, column).data(role).toString().contains(QStringLiteral("not-to-be-shown")));
}

void DetailsTest::a_dead_letter_can_be_retried_and_an_applied_one_cannot() {
  const quint32 dead = eventWith(QStringLiteral("dead"));
  WebhookDetail& detail = showEvent(dead);
  auto* retry = detail.findChild<QPushButton*>(QStringLiteral("detailRetry"));
  QVERIFY(retry->isVisible());
  QTest::mouseClick(retry, Qt::LeftButton);
  QCOMPARE(fixture_->retried, QVector<qint64>{dead});
  showEvent(eventWith(QStringLiteral("applied")));
  QVERIFY(!retry->isVisible());
}

void DetailsTest::a_refused_delivery_says_why_step_by_step() {
  WebhookDetail& detail = showEvent(eventWith(QStringLiteral("rejected")));
  QVERIFY(detail.findChild<QLabel*>(QStringLiteral("signatureVerdict"))->text().startsWith(QStringLiteral("Refused")));
  detail.tabs().setCurrentIndex(3);
  auto* diagnose = detail.findChild<QPushButton*>(QStringLiteral("signatureDiagnose"));
  QVERIFY(diagnose->isVisible());
  QTest::mouseClick(diagnose, Qt::LeftButton);
  QTRY_VERIFY(!detail.findChild<QLabel*>(QStringLiteral("signatureDiagnosis"))->text().isEmpty());
}

void DetailsTest::a_body_that_is_no_json_is_still_shown() {
  BodyTab tab;
  tab.setBody("\xff\xfe{not json");
  tab.showView(BodyTab::Text);
  tab.showView(BodyTab::Hex);
  const QAbstractItemModel* hex = tab.findChild<QAbstractItemView*>(QStringLiteral("bodyHex"))->model();
  QCOMPARE(hex->rowCount(), 1);
  QVERIFY(hex->index(0, 1).data().toString().startsWith(QStringLiteral("ff fe"), Qt::CaseInsensitive));
}

void DetailsTest::a_cancelling_subscription_warns() {
  quint32 id = 1;
  while (!test::fakeSubscription(id).cancelAtPeriodEnd) ++id;
  fixture_->window->showPane(PaneId::Subscriptions);
  fixture_->window->currentPane()->showRow(id);
  QVERIFY(fixture_->settle());
  const auto notes = fixture_->window->currentPane()->findChildren<NoteStrip*>();
  QVERIFY(std::any_of(notes.begin(), notes.end(), [](NoteStrip* note) {
    return note->isVisible() && note->text().contains(QStringLiteral("does not renew"));
  }));
}

void DetailsTest::an_ending_plan_says_ends_not_renews() {
  models::ModelUpdater updater(fixture_->changes);
  Navigator navigator;
  const ConsoleServices services{fixture_->profile,
                                 fixture_->clock,
                                 fixture_->queries,
                                 fixture_->changes,
                                 fixture_->listener,
                                 fixture_->fire,
                                 fixture_->secrets,
                                 *fixture_->settings,
                                 {},
                                 {},
                                 nullptr};
  models::ModelContext words;
  words.clock = &fixture_->clock;
  const PaneContext context{services, words, updater, navigator};
  store::SubscriptionRow row = test::fakeSubscription(1);
  QVERIFY(renewalLine(row, context).startsWith(QStringLiteral("renews ")));
  row.cancelAtPeriodEnd = true;
  QVERIFY(renewalLine(row, context).startsWith(QStringLiteral("ends ")));
  row.status = QStringLiteral("cancelled");
  row.cancelledAt = test::kFakeNow - test::kDay;
  QVERIFY(renewalLine(row, context).startsWith(QStringLiteral("ended ")));
  QVERIFY(planLine(row, words.locale).contains(QStringLiteral("$29.00 / month")));
}

void DetailsTest::the_timeline_is_newest_first_and_opens_rows() {
  fixture_->window->showPane(PaneId::Customers);
  fixture_->window->currentPane()->showRow(5);
  QVERIFY(fixture_->settle());
  auto* timeline = fixture_->window->currentPane()->findChild<Timeline*>();
  QTRY_VERIFY(timeline->entries().size() >= 9);
  for (qsizetype i = 1; i < timeline->entries().size(); ++i)
    QVERIFY(timeline->entries().at(i - 1).at >= timeline->entries().at(i).at);
  const auto& entries = timeline->entries();
  const auto event = std::find_if(entries.begin(), entries.end(),
                                  [](const TimelineEntry& e) { return e.pane == PaneId::Webhooks && e.row != 0; });
  Q_EMIT timeline->activated(timeline->model()->index(static_cast<int>(event - entries.begin()), 0));
  QCOMPARE(fixture_->window->currentPaneId(), PaneId::Webhooks);
}

void DetailsTest::a_change_of_the_shown_event_is_read_again() {
  const quint32 dead = eventWith(QStringLiteral("dead"));
  WebhookDetail& detail = showEvent(dead);
  QSignalSpy loaded(&detail, &DetailView::loaded);
  fixture_->changes.publish({{store::Entity::WebhookEvent, dead, store::ChangeKind::Updated}});
  QTRY_COMPARE(loaded.size(), 1);
}

QTEST_MAIN(DetailsTest)
#include "tst_details.moc"
