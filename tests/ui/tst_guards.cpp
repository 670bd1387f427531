// Who may do what, as the window shows it: the band over everything, buttons that say why they may not be pressed,
// people, approvals, and what is said when the window is closed.
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

#include "operations/admin/permissions.h"
#include "support/fakeadmindesk.h"
#include "support/fakeproviderdesk.h"
#include "support/fakeworkspaces.h"
#include "support/windowfixture.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/statusline.h"

using namespace billing;
using namespace billing::ui;
using operations::Role;
using test::kFakeNow;

class WindowGuardsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void cleanup() {
    fixture_.reset();
    admin_.reset();
  }

  void live_mode_is_unlocked_with_a_reason_and_locked_in_the_band() {
    open(true);
    auto* band = window().findChild<ModeBand*>();
    QVERIFY2(band->accessibleName().startsWith(QStringLiteral("LIVE locked")), qPrintable(band->accessibleName()));
    photograph(&window(), "live-locked");
    press("modeBandButton");
    auto* dialog = find<QDialog>("unlockDialog");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    photograph(dialog, "unlock");
    auto* unlock = find<QPushButton>("unlockButton");
    QVERIFY(!unlock->isEnabled());
    QTest::keyClicks(find<QLineEdit>("unlockReasonField"), QStringLiteral("refund for Borealis"));
    QVERIFY(unlock->isEnabled());
    unlock->click();
    QTRY_VERIFY(!admin_->now.locked);
    QTRY_VERIFY2(band->accessibleName().contains(QStringLiteral("unlocked by ada until")),
                 qPrintable(band->accessibleName()));
    QVERIFY(band->accessibleName().contains(QStringLiteral("refund for Borealis")));
    photograph(&window(), "live-unlocked");
    press("modeBandButton");
    QVERIFY(admin_->now.locked);
    QVERIFY(band->accessibleName().startsWith(QStringLiteral("LIVE locked")));
  }

  void enter_in_the_question_for_a_reason_does_the_safe_thing() {
    open(true);
    press("modeBandButton");
    auto* reason = find<QLineEdit>("unlockReasonField");
    QTest::keyClicks(reason, QStringLiteral("some reason"));
    QTest::keyClick(reason, Qt::Key_Return);
    QTRY_VERIFY(find<QDialog>("unlockDialog") == nullptr || !find<QDialog>("unlockDialog")->isVisible());
    QVERIFY(admin_->now.locked);
  }

  void test_mode_has_a_word_a_colour_and_an_icon_and_nothing_to_unlock() {
    open(false);
    QVERIFY(window().findChild<ModeBand*>()->accessibleName().startsWith(QStringLiteral("TEST")));
    QVERIFY(find<QPushButton>("modeBandButton") == nullptr);
    QVERIFY(!action("actionUnlock")->isEnabled());
    QCOMPARE(reasonOf("actionUnlock"), QStringLiteral("Test mode is never locked"));
    QVERIFY(action("actionFire")->isEnabled());
  }

  void locked_actions_say_so_in_menu_and_palette_and_come_back() {
    open(true);
    for (const char* name : {"actionReplay", "actionRunJob0", "actionSwitch_stop_downgrades", "actionConnect"}) {
      QVERIFY2(!action(name)->isEnabled(), name);
      QVERIFY2(reasonOf(name).startsWith(QStringLiteral("Live mode is locked")), qPrintable(reasonOf(name)));
    }
    QVERIFY(action("actionDryRun0")->isEnabled());  // changes nothing
    QVERIFY(action("actionSync")->isEnabled());     // reads only
    QVERIFY(reasonOf("actionFire").contains(QStringLiteral("nobody may")));
    (void)admin_->unlock(QStringLiteral("month end"));
    QVERIFY(action("actionReplay")->isEnabled());
    QVERIFY(action("actionRunJob0")->isEnabled());
    QVERIFY(!action("actionFire")->isEnabled());
  }

  void a_role_takes_away_what_it_may_not_do_whatever_the_pane_says() {
    open(false);
    as(Role::Viewer);
    for (const char* name : {"actionFire", "actionReplay", "actionRetryDead", "actionSync", "actionRunJob0"})
      QVERIFY2(!action(name)->isEnabled(), name);
    QVERIFY2(reasonOf("actionSync").contains(QStringLiteral("viewer")), qPrintable(reasonOf("actionSync")));
    auto* box =
        new GuardBox(new QPushButton(QStringLiteral("Run")), window().context().services, operations::Deed::RunJobs);
    const auto* inside = box->findChild<QPushButton*>();
    QVERIFY(!inside->isEnabled());
    QVERIFY(inside->accessibleDescription().contains(QStringLiteral("developer or admin")));
    as(Role::Developer);
    QVERIFY(inside->isEnabled());
    QVERIFY(inside->accessibleDescription().isEmpty());
    delete box;
  }

  void every_window_and_dialog_shows_the_mode_data() {
    QTest::addColumn<QByteArray>("opener");
    for (const char* name : {"actionOpenWorkspace", "actionImportEnv", "actionPeople", "actionApprovals",
                             "actionUnlock", "actionSecrets", "actionConnect", "actionShortcuts", "actionAbout"})
      QTest::newRow(name) << QByteArray(name);
  }
  void every_window_and_dialog_shows_the_mode() {
    QFETCH(QByteArray, opener);
    open(true);
    if (opener != "actionUnlock") (void)admin_->unlock(QStringLiteral("looking around"));
    QVERIFY(action(opener.constData())->isEnabled());
    action(opener.constData())->trigger();
    QTRY_VERIFY(!dialogs().isEmpty());
    for (QDialog* dialog : dialogs()) {
      auto* band = dialog->findChild<ModeBand*>();
      QVERIFY2(band != nullptr, qPrintable(dialog->windowTitle()));
      QVERIFY(band->isVisible());
      QVERIFY(band->accessibleName().startsWith(QStringLiteral("LIVE")));
      QCOMPARE(band->width(), dialog->width());
    }
  }

  void hands_put_the_lock_off_and_when_it_locks_itself_it_says_so() {
    open(true);
    (void)admin_->unlock(QStringLiteral("month end"));
    const int before = admin_->touches;
    QTest::keyClick(&window(), Qt::Key_F4);
    QVERIFY(admin_->touches > before);
    admin_->now.locked = admin_->now.lockedItself = true;
    Q_EMIT admin_->stateChanged();
    auto* banner = find<ErrorBanner>("windowBanner");
    QVERIFY(banner->isVisible());
    QVERIFY(banner->message().contains(QStringLiteral("locked itself")));
  }

  void people_are_added_with_a_reason_and_the_table_of_rights_is_beside_them() {
    open(false);
    action("actionPeople")->trigger();
    auto* standing = find<QLabel>("peopleStanding");
    QVERIFY(standing->text().contains(QStringLiteral("You are ada: Admin")));
    auto* save = find<QPushButton>("personSave");
    QVERIFY(!save->isEnabled());
    find<QLineEdit>("personName")->setText(QStringLiteral("grace"));
    auto* role = find<QComboBox>("personRole");
    role->setCurrentIndex(role->findData(static_cast<int>(Role::Finance)));
    QCOMPARE(save->toolTip(), QStringLiteral("Say why first"));
    find<QLineEdit>("personReason")->setText(QStringLiteral("month end"));
    save->click();
    QTRY_COMPARE(find<QTableWidget>("peopleTable")->rowCount(), 1);
    QCOMPARE(admin_->persons.first().role, QStringLiteral("finance"));
    photograph(find<QDialog>("peopleDialog"), "people");
    const auto* matrix = find<QTableWidget>("rolesTable");
    QCOMPARE(matrix->rowCount(), static_cast<int>(operations::permissionMatrix().size()));
    as(Role::Viewer);
    QVERIFY(!save->isEnabled());
  }

  void what_waits_for_a_second_person_is_counted_shown_and_decided() {
    open(false);
    admin_->calls.prepend(waitingCall(QStringLiteral("grace")));
    admin_->now.approvals = 1;
    Q_EMIT admin_->stateChanged();
    auto* badge = find<QPushButton>("statusApprovals");
    QVERIFY(badge->isVisible());
    QCOMPARE(badge->text(), QStringLiteral("1 to approve"));
    badge->click();
    auto* list = find<QListWidget>("approvalsList");
    QTRY_COMPARE(list->count(), 1);
    QVERIFY(list->item(0)->text().contains(QStringLiteral("asked by grace")));
    photograph(find<QDialog>("approvalsDialog"), "approvals");
    auto* agree = find<QPushButton>("approvalAgree");
    QVERIFY(agree->isEnabled());
    QVERIFY(!agree->isDefault());
    find<QLineEdit>("approvalNote")->setText(QStringLiteral("by phone"));
    agree->click();
    QTRY_VERIFY(admin_->calls.first().state == store::OutboxState::Waiting);
    QTRY_VERIFY(find<QLabel>("approvalsEmpty")->isVisible());
  }

  void one_does_not_agree_to_an_order_of_ones_own() {
    open(false);
    admin_->calls.prepend(waitingCall(QStringLiteral("ada")));
    action("actionApprovals")->trigger();
    QTRY_COMPARE(find<QListWidget>("approvalsList")->count(), 1);
    QVERIFY(!find<QPushButton>("approvalAgree")->isEnabled());
    QVERIFY(find<QLabel>("approvalWhyNot")->text().contains(QStringLiteral("own")));
  }

  void closing_with_changes_that_wait_says_that_they_stay() {
    open(false);
    admin_->now.waiting = 2;
    window().close();
    QVERIFY(window().isVisible());
    auto* dialog = find<QDialog>("waitingCalls");
    QVERIFY(dialog != nullptr && dialog->isVisible());
    QVERIFY(dialog->findChild<ModeBand*>() != nullptr);
    photograph(dialog, "closing");
    press("closeAnyway");
    QTRY_VERIFY(!window().isVisible());
  }

 private:
  /// For looking: a picture of the widget in both themes, where a folder is named.
  void photograph(QWidget* widget, const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOS");
    if (folder.isEmpty()) return;
    for (const auto& [choice, word] : {std::pair{ThemeChoice::Light, "light"}, {ThemeChoice::Dark, "dark"}}) {
      window().chooseTheme(choice);
      QTest::qWait(150);
      QVERIFY(
          widget->grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, QLatin1String(name), QLatin1String(word))));
    }
  }
  void open(bool live) {
    fixture_ = std::make_unique<test::WindowFixture>(true, test::FakeProduct::PersistQ);
    admin_ = std::make_unique<test::FakeAdminDesk>(fixture_->clock, live);
    fixture_->profile.mode = live ? workspace::Mode::Live : workspace::Mode::Test;
    fixture_->admin = admin_.get();
    fixture_->provider = &provider_;
    fixture_->workspaces = &workspaces_;
    fixture_->reopen();
    window().resize(1280, 800);
    window().show();
    QVERIFY(fixture_->settle());
  }
  void as(Role role) {
    admin_->now.person.role = role;
    Q_EMIT admin_->stateChanged();
  }
  [[nodiscard]] store::OutboxRow waitingCall(const QString& by) const {
    operations::AdminOrder order;
    order.kind = operations::OrderKind::Refund;
    order.subject = "pay_1";
    order.reason = "double charge";
    operations::OrderPreview preview;
    preview.today = Money{-90'000, *Currency::fromCode("USD")};
    preview.givenAway = Money{90'000, *Currency::fromCode("USD")};
    store::OutboxRow call;
    call.operation = QStringLiteral("op_waiting");
    call.kind = QStringLiteral("refund");
    call.subject = QStringLiteral("pay_1");
    call.orderJson = toJson(order);
    call.previewJson = toJson(preview);
    call.state = store::OutboxState::AwaitingApproval;
    call.askedBy = by;
    call.askedRole = QStringLiteral("finance");
    call.reason = QStringLiteral("double charge");
    call.approvalWhy = QStringLiteral("It gives away 900.00 USD; above 500 USD a second person has to agree");
    call.createdAt = kFakeNow;
    call.approvalEndsAt = kFakeNow + 86'400'000;
    return call;
  }
  [[nodiscard]] MainWindow& window() const { return *fixture_->window; }
  template <class Widget>
  [[nodiscard]] Widget* find(const char* name) const {
    return window().findChild<Widget*>(QLatin1String(name));
  }
  [[nodiscard]] QAction* action(const char* name) const { return find<QAction>(name); }
  [[nodiscard]] QString reasonOf(const char* name) const { return action(name)->property(kReasonProperty).toString(); }
  void press(const char* name) const { find<QPushButton>(name)->click(); }
  [[nodiscard]] static QList<QDialog*> dialogs() {
    QList<QDialog*> open;
    for (QWidget* widget : QApplication::topLevelWidgets())
      if (auto* dialog = qobject_cast<QDialog*>(widget); dialog != nullptr && dialog->isVisible()) open << dialog;
    return open;
  }

  test::FakeProviderDesk provider_;
  test::FakeWorkspaces workspaces_;
  std::unique_ptr<test::FakeAdminDesk> admin_;
  std::unique_ptr<test::WindowFixture> fixture_;
};

QTEST_MAIN(WindowGuardsTest)
#include "tst_guards.moc"
