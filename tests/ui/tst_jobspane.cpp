// The jobs pane: when each job runs, dry run and run now in two steps, its runs and whom they concerned.
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/dialogs/jobconfirmdialog.h"
#include "ui/panes/jobspane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/jobcard.h"

using namespace billing;
using namespace billing::ui;
using operations::JobKind;

class JobsPaneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void each_job_tells_its_next_run_in_utc_and_in_the_workspaces_zone();
  void a_dry_run_shows_who_would_be_concerned_and_asks_nothing();
  void run_now_asks_with_the_dry_runs_counts_before_anything_is_done();
  void cancelling_the_question_does_nothing();
  void a_run_that_goes_on_can_be_cancelled_and_shows_its_progress();
  void a_finished_run_is_selected_and_stays_when_panes_change();
  void an_item_opens_its_customer();
  void a_job_that_is_stopped_says_by_whom_and_cannot_be_run();
  void a_job_that_the_profile_has_off_says_where();
  void what_the_timetable_leaves_out_can_be_run_by_hand();
  void no_run_yet_offers_a_dry_run();
  void a_refused_question_is_told_and_tried_again();
  void a_workspace_without_rules_has_no_jobs();

 private:
  void open(bool full, test::FakeProduct product);
  [[nodiscard]] JobsPane& pane() { return *qobject_cast<JobsPane*>(fixture_->window->pane(PaneId::Jobs)); }
  [[nodiscard]] JobCard& card(JobKind kind);
  [[nodiscard]] QString shownOn(JobKind kind);
  [[nodiscard]] QPushButton* button(JobKind kind, const QString& name);
  std::unique_ptr<test::WindowFixture> fixture_;
};

void JobsPaneTest::open(bool full, test::FakeProduct product) {
  fixture_ = std::make_unique<test::WindowFixture>(full, product);
  fixture_->window->resize(1280, 800);
  fixture_->window->show();
  fixture_->window->showPane(PaneId::Jobs);
  QVERIFY(fixture_->settle());
}

void JobsPaneTest::init() {
  open(true, test::FakeProduct::Pixell);
}

JobCard& JobsPaneTest::card(JobKind kind) {
  for (JobCard* card : pane().findChildren<JobCard*>())
    if (card->kind() == kind) return *card;
  qFatal("no such card");
}

QString JobsPaneTest::shownOn(JobKind kind) {
  QStringList texts;
  for (QLabel* label : card(kind).findChildren<QLabel*>())
    if (label->isVisible()) texts << label->text();
  return texts.join(QLatin1Char('\n'));
}

QPushButton* JobsPaneTest::button(JobKind kind, const QString& name) {
  for (QPushButton* button : card(kind).findChildren<QPushButton*>())
    if (button->accessibleName().contains(name)) return button;
  return nullptr;
}

void JobsPaneTest::each_job_tells_its_next_run_in_utc_and_in_the_workspaces_zone() {
  const QString shown = shownOn(JobKind::Downgrade);
  QVERIFY2(shown.contains(QStringLiteral("02:00 UTC · 03:00 in Berlin")), qPrintable(shown));
  QVERIFY2(shown.contains(QStringLiteral("Last: 8 h ago, asked by the timetable")), qPrintable(shown));
  QVERIFY2(shown.contains(QStringLiteral("done · 3 hits")), qPrintable(shown));
}

void JobsPaneTest::a_dry_run_shows_who_would_be_concerned_and_asks_nothing() {
  QTest::mouseClick(button(JobKind::Downgrade, QStringLiteral("dry run")), Qt::LeftButton);
  QTRY_VERIFY(pane().isSettled());
  QCOMPARE(pane().items().model()->rowCount(), 5);
  QVERIFY(pane().items().model()->index(0, pane().items().facts()->columnOf("outcome")).data().toString() ==
          QStringLiteral("would do"));
  QVERIFY(fixture_->desk->reports.first().run.dryRun);
  QVERIFY(fixture_->window->findChild<JobConfirmDialog*>() == nullptr);
}

void JobsPaneTest::run_now_asks_with_the_dry_runs_counts_before_anything_is_done() {
  fixture_->window->runJobNow(JobKind::Downgrade);
  JobConfirmDialog* dialog = nullptr;
  QTRY_VERIFY((dialog = fixture_->window->findChild<JobConfirmDialog*>()) != nullptr);
  QVERIFY(fixture_->desk->reports.first().run.dryRun);
  QCOMPARE(dialog->findChild<QLabel*>(QStringLiteral("jobQuestion"))->text(),
           QStringLiteral("Downgrade 5 accounts now?"));
  auto* run = dialog->findChild<QPushButton*>(QStringLiteral("jobConfirmRun"));
  QVERIFY2(!run->isDefault() && !run->autoDefault(), "Enter must do the safe thing");
  QTest::mouseClick(run, Qt::LeftButton);
  QTRY_VERIFY(!fixture_->desk->reports.first().run.dryRun);
}

void JobsPaneTest::cancelling_the_question_does_nothing() {
  fixture_->window->runJobNow(JobKind::Expire);
  JobConfirmDialog* dialog = nullptr;
  QTRY_VERIFY((dialog = fixture_->window->findChild<JobConfirmDialog*>()) != nullptr);
  QTest::keyClick(dialog, Qt::Key_Return);
  QTRY_VERIFY(fixture_->window->findChild<JobConfirmDialog*>() == nullptr);
  QVERIFY(fixture_->settle());
  QVERIFY(fixture_->desk->reports.first().run.dryRun);
}

void JobsPaneTest::a_run_that_goes_on_can_be_cancelled_and_shows_its_progress() {
  fixture_->desk->holdsJobs = true;
  pane().dryRun(JobKind::TopUp);
  QTRY_VERIFY(shownOn(JobKind::TopUp).contains(QStringLiteral("Dry run: 5 of 5")));
  fixture_->window->showPane(PaneId::Customers);
  QVERIFY(pane().isRunning());
  fixture_->window->showPane(PaneId::Jobs);
  QTest::mouseClick(card(JobKind::TopUp).findChild<QPushButton*>(QStringLiteral("jobCancel")), Qt::LeftButton);
  QVERIFY(fixture_->desk->heldCancel.cancelled());
  fixture_->desk->releaseJob();
  QTRY_VERIFY(!pane().isRunning());
  QTRY_VERIFY(button(JobKind::TopUp, QStringLiteral("dry run"))->isVisible());
}

void JobsPaneTest::a_finished_run_is_selected_and_stays_when_panes_change() {
  pane().runs().selectRow(2);
  pane().dryRun(JobKind::Expire);
  QTRY_COMPARE(pane().runs().currentId(), qint64{32});
  fixture_->window->showPane(PaneId::Customers);
  QVERIFY(fixture_->settle());
  fixture_->window->showPane(PaneId::Jobs);
  QVERIFY(fixture_->settle());
  QCOMPARE(pane().runs().currentId(), qint64{32});
  QCOMPARE(pane().items().model()->rowCount(), 5);
}

void JobsPaneTest::an_item_opens_its_customer() {
  open(true, test::FakeProduct::PersistQ);
  pane().items().selectRow(1);
  QTest::keyClick(&pane().items(), Qt::Key_Return);
  QTRY_COMPARE(fixture_->window->currentPaneId(), PaneId::Customers);
}

void JobsPaneTest::a_job_that_is_stopped_says_by_whom_and_cannot_be_run() {
  fixture_->desk->switchRows[1] = {
      QStringLiteral("stop_downgrades"), true, QStringLiteral("bank holiday"), QStringLiteral("ada"), {}, {}, {}};
  fixture_->changes.publish({{store::Entity::SafetySwitch, 0, store::ChangeKind::Updated}});
  QTRY_VERIFY(shownOn(JobKind::Downgrade).contains(QStringLiteral("Stopped by ada: bank holiday")));
  QVERIFY(!button(JobKind::Downgrade, QStringLiteral("run now"))->isEnabled());
  QVERIFY(button(JobKind::Downgrade, QStringLiteral("dry run"))->isEnabled());
  QVERIFY(button(JobKind::Expire, QStringLiteral("run now"))->isEnabled());
}

void JobsPaneTest::a_job_that_the_profile_has_off_says_where() {
  open(true, test::FakeProduct::PersistQ);
  QVERIFY(shownOn(JobKind::TopUp).contains(QStringLiteral("[credits.top_up]")));
  QVERIFY(!button(JobKind::TopUp, QStringLiteral("run now"))->isEnabled());
}

void JobsPaneTest::what_the_timetable_leaves_out_can_be_run_by_hand() {
  fixture_->desk->ownRules.downgradeEnabled = false;
  pane().refresh();
  QTRY_VERIFY(shownOn(JobKind::Downgrade).contains(QStringLiteral("[downgrade] enabled = false")));
  QVERIFY(!shownOn(JobKind::Downgrade).contains(QStringLiteral("Next:")));
  QVERIFY(button(JobKind::Downgrade, QStringLiteral("run now"))->isEnabled());
}

void JobsPaneTest::no_run_yet_offers_a_dry_run() {
  open(false, test::FakeProduct::Pixell);
  auto* action = pane().findChild<QPushButton*>(QStringLiteral("emptyAction"));
  QVERIFY(action->isVisible());
  fixture_->desk->full = true;
  QTest::mouseClick(action, Qt::LeftButton);
  QTRY_VERIFY(pane().runs().isVisible());
}

void JobsPaneTest::a_refused_question_is_told_and_tried_again() {
  fixture_->desk->failure = Error{ErrorKind::Busy, "busy", "The database is locked", {}, {}, true, {}};
  fixture_->window->pane(PaneId::Jobs)->refresh();
  auto* banner = pane().findChild<ErrorBanner*>();
  QTRY_VERIFY(banner->isVisible());
  fixture_->desk->failure.reset();
  QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::LeftButton);
  QTRY_VERIFY(!banner->isVisible());
}

void JobsPaneTest::a_workspace_without_rules_has_no_jobs() {
  fixture_ = std::make_unique<test::WindowFixture>();
  fixture_->window->show();
  QVERIFY(!fixture_->window->isAvailable(PaneId::Jobs));
  fixture_->window->showPane(PaneId::Jobs);
  QVERIFY(fixture_->window->currentPaneId() != PaneId::Jobs);
}

QTEST_MAIN(JobsPaneTest)
#include "tst_jobspane.moc"
