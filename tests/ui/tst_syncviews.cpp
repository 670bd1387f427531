// Reading from the provider in the window: the status line, the menu, details that tell when they were confirmed, and
// empty panes that offer it.
#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include "support/fakeproviderdesk.h"
#include "support/windowfixture.h"
#include "ui/details/confirmationcard.h"
#include "ui/panes/pane.h"
#include "ui/presenters/signaturesteps.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/syncline.h"

using namespace billing;
using namespace billing::ui;
using test::kFakeNow;

class SyncViewsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init() { desk_ = std::make_unique<test::FakeProviderDesk>(); }
  void cleanup() {
    fixture_.reset();
    desk_.reset();
  }
  void the_status_line_tells_when_the_provider_was_read_last();
  void one_press_reads_and_the_line_tells_how_far_and_stops();
  void a_result_is_said_quietly_and_a_failure_in_the_banner();
  void actions_say_why_they_are_not_possible();
  void a_workspace_without_a_provider_looks_as_before();
  void an_empty_pane_offers_to_read_when_a_provider_is_connected();
  void a_detail_tells_when_it_was_confirmed_and_what_nobody_understood();
  void a_detail_asks_again_when_a_reading_has_ended();
  void an_event_that_was_fetched_is_not_called_refused();

 private:
  void open(bool full = true);
  template <class Widget>
  [[nodiscard]] Widget* find(const char* name) {
    return fixture_->window->findChild<Widget*>(QLatin1String(name));
  }
  [[nodiscard]] QAction* action(const char* name) { return find<QAction>(name); }
  [[nodiscard]] QString shownBy(QWidget* widget);
  std::unique_ptr<test::FakeProviderDesk> desk_;
  std::unique_ptr<test::WindowFixture> fixture_;
};

void SyncViewsTest::open(bool full) {
  fixture_ = std::make_unique<test::WindowFixture>(full);
  fixture_->provider = desk_.get();
  fixture_->reopen();
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  QVERIFY(fixture_->settle());
}

QString SyncViewsTest::shownBy(QWidget* widget) {
  QStringList texts;
  for (QLabel* label : widget->findChildren<QLabel*>())
    if (label->isVisible()) texts << label->text();
  return texts.join(QLatin1Char('\n'));
}

void SyncViewsTest::the_status_line_tells_when_the_provider_was_read_last() {
  open();
  auto* state = find<QToolButton>("syncState");
  QCOMPARE(state->text(), QStringLiteral("Never read from Stripe"));
  desk_->end(QStringLiteral("12 read, 3 new"), {}, kFakeNow - 2 * 60'000);
  QCOMPARE(state->text(), QStringLiteral("Read 2 min ago"));
  QVERIFY(state->toolTip().contains(QStringLiteral("12 read, 3 new")));
  auto gone = desk_->now;
  gone.connected = false;
  gone.problem = QStringLiteral("No key is stored");
  desk_->setConnection(gone);
  QCOMPARE(state->text(), QStringLiteral("Stripe is not connected"));
  QVERIFY(!state->isEnabled());
  QCOMPARE(state->toolTip(), QStringLiteral("No key is stored"));
}

void SyncViewsTest::one_press_reads_and_the_line_tells_how_far_and_stops() {
  open();
  auto* line = fixture_->window->findChild<SyncLine*>();
  auto* cancel = find<QToolButton>("syncCancel");
  QVERIFY(!cancel->isVisible());
  QTest::mouseClick(find<QToolButton>("syncState"), Qt::LeftButton);
  QCOMPARE(desk_->asked, QStringList{QStringLiteral("new")});
  QVERIFY(cancel->isVisible());
  QVERIFY(line->findChild<QProgressBar*>()->isVisible());
  desk_->progress(QStringLiteral("payments"), 1200, 3400);
  QCOMPARE(find<QToolButton>("syncState")->text(), QStringLiteral("Reading payments: 1,200"));
  QTest::mouseClick(cancel, Qt::LeftButton);
  QCOMPARE(desk_->asked.last(), QStringLiteral("cancel"));
  QVERIFY(!cancel->isVisible());
}

void SyncViewsTest::a_result_is_said_quietly_and_a_failure_in_the_banner() {
  open();
  auto* banner = find<ErrorBanner>("windowBanner");
  action("actionSyncFull")->trigger();
  QCOMPARE(desk_->asked, QStringList{QStringLiteral("full")});
  desk_->end(QStringLiteral("12 read, 3 new"), {}, kFakeNow);
  QCOMPARE(find<QLabel>("statusSelection")->text(), QStringLiteral("12 read, 3 new"));
  QVERIFY(!banner->isVisible());
  action("actionSync")->trigger();
  desk_->end({}, QStringLiteral("The key was refused (request req_7)"));
  QVERIFY(banner->isVisible());
  QVERIFY2(shownBy(banner).contains(QStringLiteral("req_7")), qPrintable(shownBy(banner)));
  QCOMPARE(find<QToolButton>("syncState")->text(), QStringLiteral("Reading failed"));
}

void SyncViewsTest::actions_say_why_they_are_not_possible() {
  open();
  QVERIFY(action("actionSync")->isEnabled());
  QVERIFY(!action("actionSyncCancel")->isEnabled());
  action("actionSync")->trigger();
  QVERIFY(!action("actionSync")->isEnabled());
  QCOMPARE(action("actionSync")->statusTip(), QStringLiteral("It is being read right now"));
  QVERIFY(action("actionSyncCancel")->isEnabled());
}

void SyncViewsTest::a_workspace_without_a_provider_looks_as_before() {
  fixture_ = std::make_unique<test::WindowFixture>();
  QVERIFY(fixture_->window->findChild<SyncLine*>() == nullptr);
  QVERIFY(!action("actionSync")->isEnabled());
  QCOMPARE(action("actionSync")->statusTip(), QStringLiteral("This workspace has no provider to read from"));
}

void SyncViewsTest::an_empty_pane_offers_to_read_when_a_provider_is_connected() {
  open(false);
  const auto button = [this] {
    auto* empty = fixture_->window->currentPane()->findChild<QWidget*>(QStringLiteral("listEmpty"));
    return empty->findChild<QPushButton*>(QStringLiteral("emptyAction"));
  };
  const auto offered = [&](PaneId pane) {
    fixture_->window->showPane(pane);
    return fixture_->settle() ? button()->text() : QStringLiteral("not settled");
  };
  for (const PaneId pane : {PaneId::Customers, PaneId::Subscriptions, PaneId::Invoices, PaneId::Plans})
    QCOMPARE(offered(pane), QStringLiteral("Read from Stripe"));
  QCOMPARE(offered(PaneId::Webhooks), QStringLiteral("Fire a test event…"));
  fixture_->window->showPane(PaneId::Customers);
  QTest::mouseClick(button(), Qt::LeftButton);
  QCOMPARE(desk_->asked, QStringList{QStringLiteral("new")});
  desk_->end({}, {});
  auto gone = desk_->now;
  gone.connected = false;
  desk_->setConnection(gone);
  QCOMPARE(offered(PaneId::Customers), QStringLiteral("Fire a test event…"));
}

void SyncViewsTest::a_detail_tells_when_it_was_confirmed_and_what_nobody_understood() {
  open();
  fixture_->queries.confirmed = {
      kFakeNow - 3 * 60'000,
      kFakeNow - 3 * 60'000,
      {{QStringLiteral("subscription"), QStringLiteral("sub_1"), QStringLiteral("status"),
        QStringLiteral("paused_by_moon")},
       {QStringLiteral("payment"), QStringLiteral("pay_1"), QStringLiteral("method"), QStringLiteral("shells")}}};
  for (const PaneId pane : {PaneId::Subscriptions, PaneId::Customers, PaneId::Invoices}) {
    fixture_->window->showPane(pane);
    QVERIFY(fixture_->settle());
    auto* card = fixture_->window->currentPane()->findChild<ConfirmationCard*>();
    QTRY_VERIFY(card->isVisible());
    const QString shown = shownBy(card);
    QVERIFY2(shown.contains(QStringLiteral("3 min ago")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("status = paused_by_moon")), qPrintable(shown));
    QVERIFY2(shown.contains(QStringLiteral("pay_1: method = shells")), qPrintable(shown));
  }
}

void SyncViewsTest::a_detail_asks_again_when_a_reading_has_ended() {
  open();
  fixture_->window->showPane(PaneId::Subscriptions);
  QVERIFY(fixture_->settle());
  auto* card = fixture_->window->currentPane()->findChild<ConfirmationCard*>();
  QVERIFY(!card->isVisible());
  desk_->startSync(false);
  fixture_->queries.confirmed.confirmedAt = kFakeNow;
  desk_->end(QStringLiteral("1 read"), {}, kFakeNow);
  QTRY_VERIFY(card->isVisible());
  QVERIFY(shownBy(card).contains(QStringLiteral("just now")));
}

void SyncViewsTest::an_event_that_was_fetched_is_not_called_refused() {
  QVERIFY(signatureSteps(workspace::SignatureScheme::Stripe, QStringLiteral("from_api"), {}, {}, 300).isEmpty());
  QVERIFY(verdictExplained(QStringLiteral("from_api")).contains(QStringLiteral("API")));
}

QTEST_MAIN(SyncViewsTest)
#include "tst_syncviews.moc"
