// Changes of many at once, rehearsals and links, over a desk that answers at once.
#include <QClipboard>
#include <QLabel>
#include <QTest>
#include <QToolButton>

#include "support/fakeadmindesk.h"
#include "support/fakebulkdesk.h"
#include "support/windowfixture.h"
#include "ui/bulk/bulkactions.h"
#include "ui/bulk/bulkform.h"
#include "ui/bulk/bulkrunsdialog.h"
#include "ui/bulk/bulkrunview.h"
#include "ui/bulk/linkresult.h"
#include "ui/bulk/plandialog.h"
#include "ui/bulk/qrview.h"
#include "ui/bulk/rehearsaldialog.h"
#include "ui/panes/listpane.h"

using namespace billing;
using namespace billing::ui;

class BulkDialogsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::WindowFixture> fixture_;
  std::unique_ptr<test::FakeBulkDesk> desk_;

  template <class T>
  [[nodiscard]] T* part(const QWidget* within, const char* name) {
    return within == nullptr ? nullptr : within->findChild<T*>(QLatin1String(name));
  }
  [[nodiscard]] ListPane& pane() { return static_cast<ListPane&>(*fixture_->window->currentPane()); }
  static void press(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
  // Pictures for a person's eye, where they are asked for.
  static void photograph(QWidget* widget, const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOGRAPHS");
    if (!folder.isEmpty()) widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
  }

  BulkDialog* openFromPane() {
    press(part<QToolButton>(&pane(), "bulkButton"));
    return fixture_->window->findChild<BulkDialog*>();
  }
  BulkDialog* previewed() {
    BulkDialog* dialog = openFromPane();
    part<QLineEdit>(dialog, "bulkReason")->setText(QStringLiteral("new prices, ticket 4711"));
    press(part<QPushButton>(dialog, "bulkPreview"));
    return QTest::qWaitFor([&] { return !dialog->isPreviewing(); }) ? dialog : nullptr;
  }

 private Q_SLOTS:
  void init() {
    fixture_ = std::make_unique<test::WindowFixture>(true, test::FakeProduct::PersistQ);
    desk_ = std::make_unique<test::FakeBulkDesk>(fixture_->clock);
    fixture_->bulk = desk_.get();
    fixture_->reopen();
    if (qEnvironmentVariableIsSet("BILLING_DARK")) fixture_->theme->setChoice(ThemeChoice::Dark);
    fixture_->window->resize(1280, 800);
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Subscriptions);
    QVERIFY(fixture_->settle());
  }
  void cleanup() {
    fixture_.reset();
    desk_.reset();
  }

  void the_sums_and_reasons_are_shown_before_anything_can_start() {
    BulkDialog* dialog = openFromPane();
    QVERIFY(dialog != nullptr);
    auto* deed = part<QPushButton>(dialog, "bulkDeed");
    QVERIFY(!deed->isEnabled() && !deed->isDefault() && !deed->autoDefault());
    QVERIFY(part<QLabel>(dialog, "bulkTitle")->text().contains(QStringLiteral("of this view")));
    press(part<QPushButton>(dialog, "bulkPreview"));
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isPreviewing(); }));
    QVERIFY(part<QLabel>(dialog, "bulkSentence")->text().startsWith(QStringLiteral("10 of 12 can be changed")));
    QCOMPARE(part<DataTable>(dialog, "table_bulkTotals")->model()->rowCount(), 2);
    QCOMPARE(part<DataTable>(dialog, "table_bulkRefusals")->model()->rowCount(), 2);
    QVERIFY(!deed->isEnabled());  // no reason yet
    part<QLineEdit>(dialog, "bulkReason")->setText(QStringLiteral("new prices, ticket 4711"));
    QVERIFY2(deed->isEnabled(), qPrintable(deed->toolTip()));
    QCOMPARE(deed->text(), QStringLiteral("Change 10"));
    photograph(dialog, "bulk-preview");
    part<QComboBox>(dialog, "bulkKind")->setCurrentIndex(1);  // another change: the sums were of the first
    QVERIFY(!deed->isEnabled());
  }

  void live_mode_is_locked_and_asks_for_the_number_that_is_changed() {
    test::FakeAdminDesk admin(fixture_->clock, true);
    test::FakeBulkDesk live(fixture_->clock, true);
    fixture_->profile.mode = workspace::Mode::Live;
    fixture_->admin = &admin;
    fixture_->bulk = &live;
    fixture_->reopen();
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Subscriptions);
    QVERIFY(fixture_->settle());
    BulkDialog* dialog = previewed();
    auto* deed = part<QPushButton>(dialog, "bulkDeed");
    QVERIFY(!deed->isEnabled());
    QCOMPARE(deed->toolTip(), QStringLiteral("Live mode is locked"));
    photograph(dialog, "bulk-live-locked");
    auto state = admin.now;
    state.locked = false;
    admin.setState(state);
    QCOMPARE(deed->toolTip(), QStringLiteral("Type the number first"));
    part<QLineEdit>(dialog, "bulkTyped")->setText(QStringLiteral("10"));
    QVERIFY2(deed->isEnabled(), qPrintable(deed->toolTip()));
    press(deed);
    QCOMPARE(live.lastTyped, QStringLiteral("10"));
    fixture_.reset();  // before its desks
  }

  void a_run_is_undone_paused_and_gone_on_with_in_the_same_place() {
    BulkDialog* dialog = previewed();
    press(part<QPushButton>(dialog, "bulkDeed"));
    auto* view = dialog->findChild<BulkRunView*>();
    QVERIFY(QTest::qWaitFor([&] { return view->run().id == 1; }));
    QVERIFY(part<QPushButton>(view, "bulkWithdraw")->isVisible() && !part<QPushButton>(view, "bulkPause")->isVisible());
    QVERIFY(part<QLabel>(view, "bulkRunCounts")->text().startsWith(QStringLiteral("Leaves in 10 s")));
    QCOMPARE(desk_->asked.reason, std::string("new prices, ticket 4711"));
    desk_->run.state = QStringLiteral("running");
    desk_->run.waiting = 5;
    desk_->run.done = 3;
    desk_->run.sent = 2;
    Q_EMIT desk_->runsChanged();
    auto* pause = part<QPushButton>(view, "bulkPause");
    QVERIFY(QTest::qWaitFor([&] { return pause->isVisible(); }));
    press(pause);
    auto* resume = part<QPushButton>(view, "bulkResume");
    QVERIFY(QTest::qWaitFor([&] { return resume->isVisible(); }));
    photograph(dialog, "bulk-run");
    press(resume);
    QVERIFY(QTest::qWaitFor([&] { return pause->isVisible(); }));
    QCOMPARE(desk_->steered, (QStringList{QStringLiteral("pause"), QStringLiteral("resume")}));
    QCOMPARE(part<DataTable>(view, "table_bulkItems")->model()->rowCount(), 12);
  }

  void what_is_unconfirmed_says_so_and_that_nothing_is_sent_twice() {
    desk_->run.id = 1;
    desk_->run.name = QStringLiteral("change plan: all 12 subscriptions of this view");
    desk_->run.state = QStringLiteral("paused");
    desk_->run.note = QStringLiteral("sub_made_up_4: No answer came.");
    desk_->run.total = 12;
    desk_->run.done = 3;
    desk_->run.unconfirmed = 1;
    desk_->run.waiting = 8;
    fixture_->window->showBulkRuns();
    auto* dialog = fixture_->window->findChild<BulkRunsDialog*>();
    auto* view = dialog->findChild<BulkRunView*>();
    QVERIFY(QTest::qWaitFor([&] { return view->run().id == 1; }));
    QVERIFY(part<QLabel>(view, "bulkRunCounts")->text().contains(QStringLiteral("1 unconfirmed")));
    const auto labels = view->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* one) {
      return one->text().contains(QStringLiteral("nothing is sent twice"));
    }));
    photograph(dialog, "bulk-unconfirmed");
  }

  void a_rehearsal_lists_who_is_hit_and_by_how_much() {
    fixture_->window->showPane(PaneId::Jobs);
    QVERIFY(fixture_->settle());
    press(part<QToolButton>(fixture_->window->currentPane(), "rehearseDowngrade"));
    auto* dialog = fixture_->window->findChild<RehearsalDialog*>();
    QVERIFY(dialog != nullptr && QTest::qWaitFor([&] { return !dialog->isRunning(); }));
    QVERIFY(part<QLabel>(dialog, "rehearsalSentence")->text().startsWith(QStringLiteral("5 are hit. 1 is left")));
    QCOMPARE(part<DataTable>(dialog, "table_rehearsalLines")->model()->rowCount(), 6);
    QVERIFY(part<QPushButton>(dialog, "rehearsalCsv")->isEnabled());
    photograph(dialog, "rehearsal");
  }

  void a_migration_is_rehearsed_and_then_offered_as_a_bulk_change() {
    fixture_->window->rehearse(true);
    auto* dialog = fixture_->window->findChild<RehearsalDialog*>();
    QVERIFY(dialog != nullptr && !dialog->isRunning());
    auto* from = part<QComboBox>(dialog, "migrationFrom");
    auto* to = part<QComboBox>(dialog, "migrationTo");
    QVERIFY(from->count() > 1);
    to->setCurrentIndex(1);
    press(part<QPushButton>(dialog, "rehearseNow"));
    auto* real = part<QPushButton>(dialog, "rehearsalForReal");
    QVERIFY(QTest::qWaitFor([&] { return real->isEnabled(); }));
    QCOMPARE(QString::fromStdString(desk_->wished.migration.to), to->currentData().toString());
    press(real);
    auto* bulk = fixture_->window->findChild<BulkDialog*>();
    QVERIFY(bulk != nullptr);
    QCOMPARE(bulk->form().order().product, desk_->wished.migration.to);
    QVERIFY(bulk->form().order().kind == operations::OrderKind::ChangePlan);
  }

  void a_session_is_made_copied_and_shown_as_a_code() {
    fixture_->window->showLinks();
    auto* dialog = fixture_->window->findChild<LinksDialog*>();
    QVERIFY(dialog != nullptr);
    auto* make = part<QPushButton>(dialog, "makeLink");
    QVERIFY(!make->isEnabled());  // whose payment would it be?
    part<QPlainTextEdit>(dialog, "linkMetadata")->setPlainText(QStringLiteral("userId = 4711"));
    part<QLineEdit>(dialog, "linkReturn")->setText(QStringLiteral("https://persistq.example/billing?success=true"));
    QVERIFY2(make->isEnabled(), qPrintable(part<QLabel>(dialog, "linkFindings")->text()));
    press(make);
    auto* link = part<QLineEdit>(dialog, "madeLink");
    QVERIFY(QTest::qWaitFor([&] { return link->isVisible(); }));
    QVERIFY(dialog->findChild<QrView*>()->isShowing());
    press(part<QPushButton>(dialog, "copyLink"));
    QCOMPARE(QGuiApplication::clipboard()->text(), link->text());
    QCOMPARE(desk_->asked.metadata.at("userId"), std::string("4711"));
    photograph(dialog, "links-session");
    part<QComboBox>(dialog, "linkKind")->setCurrentIndex(1);
    press(make);
    QVERIFY(link->text().startsWith(QStringLiteral("https://test.checkout.dodopayments.com/buy/pdt_")));
    QVERIFY(link->text().contains(QStringLiteral("metadata_userId=4711")));
  }

  void a_plan_shows_the_lines_that_change_before_the_file_is_written() {
    fixture_->window->editPlan();
    auto* dialog = fixture_->window->findChild<PlanDialog*>();
    QVERIFY(dialog != nullptr);
    part<QComboBox>(dialog, "planKey")->setCurrentIndex(2);
    part<QLineEdit>(dialog, "planName")->setText(QStringLiteral("Pro 2027"));
    auto* write = part<QPushButton>(dialog, "planWrite");
    QVERIFY(!write->isEnabled());
    press(part<QPushButton>(dialog, "planPreview"));
    auto* diff = part<QPlainTextEdit>(dialog, "planDiff");
    QVERIFY(QTest::qWaitFor([&] { return diff->toPlainText().contains(QStringLiteral("+ name = \"Pro 2027\"")); }));
    part<QLineEdit>(dialog, "planReason")->setText(QStringLiteral("new year"));
    QVERIFY2(write->isEnabled(), qPrintable(write->toolTip()));
    photograph(dialog, "plan-edit");
    press(write);
    QVERIFY(QTest::qWaitFor([&] { return desk_->wrote.reason == QStringLiteral("new year"); }));
  }

  void a_link_is_checked_with_the_fix_for_each_finding() {
    fixture_->window->showLinks();
    auto* dialog = fixture_->window->findChild<LinksDialog*>();
    part<QTabWidget>(dialog, "linkTabs")->setCurrentIndex(1);
    part<QLineEdit>(dialog, "linkToCheck")
        ->setText(QStringLiteral(
            "https://checkout.dodopayments.com/buy/pdt_starter_monthly?redirect_url=http://x.example/?a=1"));
    const QString said = part<QLabel>(dialog, "linkChecked")->text();
    for (const char* word : {"placeholder", "test.checkout.dodopayments.com", "quantity=1", "userId"})
      QVERIFY2(said.contains(QLatin1String(word)), qPrintable(said));
    photograph(dialog, "links-check");
  }
};

QTEST_MAIN(BulkDialogsTest)
#include "tst_bulkdialogs.moc"
