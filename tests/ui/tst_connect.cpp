// Connecting a workspace from the window: nothing is kept before it was tried, nobody sees the key, and another mode is
// another workspace.
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>

#include "support/fakeproviderdesk.h"
#include "support/windowfixture.h"
#include "ui/connect/connectdialog.h"
#include "ui/connect/sidepage.h"
#include "ui/connect/workspacemaker.h"
#include "ui/widgets/connectionbutton.h"
#include "ui/widgets/errorbanner.h"
#include "ui/windowactions.h"

using namespace billing;
using namespace billing::ui;

namespace {

// Writes no file; notes what was wanted.
class NotingMaker final : public WorkspaceControl, public WorkspaceMaker {
 public:
  QFuture<Result<QVector<WorkspaceChoice>>> choices() override {
    return QtFuture::makeReadyFuture(Result<QVector<WorkspaceChoice>>());
  }
  QFuture<Result<void>> open(const QString& id, bool) override {
    opened << id;
    return QtFuture::makeReadyFuture(Result<void>());
  }
  QFuture<Result<ImportPreview>> previewImport(const ImportRequest&) override {
    return QtFuture::makeReadyFuture(Result<ImportPreview>());
  }
  QFuture<Result<QString>> saveImport(const ImportPreview&, const QString& file) override {
    return QtFuture::makeReadyFuture(Result<QString>(file));
  }
  QFuture<Result<QString>> saveVariant(const WorkspaceVariant& variant, const QString& file) override {
    variants << variant;
    return QtFuture::makeReadyFuture(refusal ? Result<QString>(failure(*refusal)) : Result<QString>(file));
  }
  std::optional<Error> refusal;
  QStringList opened;
  QVector<WorkspaceVariant> variants;
};

const QString kPasted = QStringLiteral("sk_") + QStringLiteral("test_MadeUpKeyOfThisTest");

operations::KeyTrial goodTrial() {
  operations::KeyTrial trial;
  trial.accepted = true;
  trial.account = QStringLiteral("acct_made_up");
  trial.writing = QStringLiteral("can read and write");
  return trial;
}

}  // namespace

class ConnectDialogTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { dialog_ = nullptr; }
  void a_key_is_kept_only_after_it_was_tried();
  void a_refused_key_says_why_and_goes_no_further();
  void a_provider_that_cannot_be_asked_is_told_with_what_to_do();
  void an_address_is_completed_checked_and_registered();
  void the_end_sums_up_and_reads_everything_when_wanted();
  void another_mode_is_another_workspace();
  void the_sandbox_needs_neither_key_nor_address();
  void every_field_and_button_has_a_name_and_no_label_holds_the_key();
  void the_status_line_says_who_it_is_and_leads_here();

 private:
  template <class T>
  T* find(const char* name) {
    return dialog_->findChild<T*>(QLatin1String(name));
  }
  void open();
  void press(const char* name) { QTest::mouseClick(find<QPushButton>(name), Qt::LeftButton); }
  [[nodiscard]] QPushButton* next() { return find<QPushButton>("connectNext"); }
  [[nodiscard]] QString title() { return find<QLabel>("connectTitle")->text(); }
  [[nodiscard]] QString said(const char* name) { return find<QLabel>(name)->text(); }
  void tryKey();

  std::unique_ptr<test::FakeProviderDesk> desk_;
  NotingMaker workspaces_;
  std::unique_ptr<test::WindowFixture> fixture_;
  ConnectDialog* dialog_ = nullptr;
};

void ConnectDialogTest::init() {
  desk_ = std::make_unique<test::FakeProviderDesk>();
  desk_->now.connected = false;
  desk_->trial = goodTrial();
  workspaces_.opened.clear();
  workspaces_.variants.clear();
  workspaces_.refusal.reset();
  fixture_ = std::make_unique<test::WindowFixture>();
  fixture_->provider = desk_.get();
  fixture_->workspaces = &workspaces_;
  fixture_->profile.provider = Provider::Stripe;
  fixture_->profile.routes = {{"/hook", workspace::SignatureScheme::Stripe, "", Provider::Stripe, 400, 300, "stripe"}};
  open();
}

void ConnectDialogTest::open() {
  fixture_->reopen();
  fixture_->window->openConnect();
  dialog_ = fixture_->window->findChild<ConnectDialog*>();
  QVERIFY(dialog_ != nullptr && QTest::qWaitForWindowExposed(dialog_));
}

void ConnectDialogTest::tryKey() {
  press("connectNext");
  find<QLineEdit>("connectKey")->setText(kPasted);
  press("connectTest");
  QTRY_VERIFY(!said("connectVerdict").isEmpty());
}

void ConnectDialogTest::a_key_is_kept_only_after_it_was_tried() {
  press("connectNext");
  QCOMPARE(title(), QStringLiteral("The API key"));
  QVERIFY(!next()->isEnabled() && next()->toolTip().contains(QStringLiteral("Paste a key")));
  auto* key = find<QLineEdit>("connectKey");
  QVERIFY(key->echoMode() == QLineEdit::Password && key->hasFocus());
  QTest::keyClicks(key, kPasted);
  QVERIFY(next()->toolTip().contains(QStringLiteral("Test the key first")));
  QTest::keyClick(key, Qt::Key_Return);
  QTRY_VERIFY(next()->isEnabled());
  QVERIFY(said("connectVerdict").contains(QStringLiteral("acct_made_up; it can read and write")));
  QVERIFY(desk_->kept.isEmpty());
  press("connectNext");
  QTRY_COMPARE(title(), QStringLiteral("Webhooks"));
  QCOMPARE(desk_->kept, QStringList{kPasted});
  QVERIFY(key->text().isEmpty());
}

void ConnectDialogTest::a_refused_key_says_why_and_goes_no_further() {
  operations::KeyTrial refused;
  refused.problem = QStringLiteral("This is a live key of Stripe, and this workspace is for test mode");
  refused.hint = QStringLiteral("Paste a test key");
  desk_->trial = refused;
  tryKey();
  QCOMPARE(said("connectVerdict"), refused.problem + QStringLiteral(". ") + refused.hint);
  QVERIFY(!next()->isEnabled());
  auto odd = goodTrial();
  odd.missing = QStringList{QStringLiteral("disputes: 403")};
  odd.clockWarning = QStringLiteral("This computer's clock is 3 h slow");
  desk_->trial = odd;
  press("connectTest");
  QTRY_VERIFY(said("connectDetails").contains(QStringLiteral("disputes: 403")));
  QVERIFY(said("connectDetails").contains(QStringLiteral("3 h slow")) && next()->isEnabled());
  find<QLineEdit>("connectKey")->setText(kPasted + QLatin1Char('x'));
  QVERIFY(!next()->isEnabled());  // another key, which nobody has tried
}

void ConnectDialogTest::a_provider_that_cannot_be_asked_is_told_with_what_to_do() {
  desk_->trial = failure(ErrorKind::Unavailable, "cannot_connect", "No connection to api.example.com", "refused",
                         "Check the network connection");
  press("connectNext");
  find<QLineEdit>("connectKey")->setText(kPasted);
  press("connectTest");
  auto* banner = dialog_->findChild<ErrorBanner*>();
  QTRY_VERIFY(banner->isVisible());
  QVERIFY(banner->message().contains(QStringLiteral("No connection")));
  QVERIFY(find<QPushButton>("connectTest")->isEnabled() && !next()->isEnabled());
}

void ConnectDialogTest::an_address_is_completed_checked_and_registered() {
  desk_->now.connected = true;
  press("connectNext");
  press("connectNext");
  QTRY_COMPARE(title(), QStringLiteral("Webhooks"));
  QVERIFY(find<QLineEdit>("connectTunnel")->text().contains(QStringLiteral("http://127.0.0.1:")));
  QCOMPARE(next()->text(), QStringLiteral("&Skip"));
  find<QLineEdit>("connectUrl")->setText(QStringLiteral("https://shop.example.com"));
  press("connectCheck");
  QTRY_VERIFY(said("connectEndpointVerdict").contains(QStringLiteral("not registered")));
  operations::EndpointState state;
  state.registered = true;
  state.missingTypes = QStringList{QStringLiteral("invoice.paid")};
  desk_->endpoint = state;
  press("connectCheck");
  QTRY_VERIFY(said("connectEndpointDetails").contains(QStringLiteral("invoice.paid")));
  state.missingTypes.clear();
  desk_->endpoint = state;
  press("connectRegister");
  QTRY_VERIFY(said("connectEndpointVerdict").contains(QStringLiteral("every event that is needed")));
  QCOMPARE(desk_->asked, QStringList{QStringLiteral("register https://shop.example.com/hook")});
  QCOMPARE(next()->text(), QStringLiteral("&Next"));
  desk_->endpoint =
      failure(ErrorKind::Forbidden, "http_403", "Could not register the endpoint", {}, "Give it write access");
  press("connectRegister");
  QTRY_VERIFY(dialog_->findChild<ErrorBanner*>()->isVisible());
}

void ConnectDialogTest::the_end_sums_up_and_reads_everything_when_wanted() {
  desk_->now.connected = true;
  desk_->now.keyHint = QStringLiteral("sk_test_…test");
  for (int step = 0; step < 3; ++step) {
    const QString before = title();
    press("connectNext");
    QTRY_VERIFY(title() != before);
  }
  QCOMPARE(title(), QStringLiteral("Connected"));
  QStringList facts;
  for (const auto* label : dialog_->findChildren<QLabel*>()) facts << label->text();
  QVERIFY(facts.contains(QStringLiteral("sk_test_…test")) && facts.contains(QStringLiteral("Stripe, test mode")));
  QVERIFY(find<QCheckBox>("connectSync")->isChecked());  // nothing was ever read
  press("connectNext");
  QTRY_COMPARE(desk_->asked, QStringList{QStringLiteral("full")});
  QTRY_VERIFY(fixture_->window->findChild<ConnectDialog*>() == nullptr);
}

void ConnectDialogTest::another_mode_is_another_workspace() {
  auto* live = find<QRadioButton>("connectSide2");
  QVERIFY(find<QRadioButton>("connectSide1")->isChecked());
  live->setChecked(true);
  QCOMPARE(next()->text(), QStringLiteral("&Make a workspace…"));
  auto* page = dialog_->findChild<SidePage*>();
  workspaces_.refusal =
      Error{ErrorKind::Conflict, "file_exists", "live.toml is there already", {}, "Choose", false, {}};
  page->makeWorkspace(QStringLiteral("/home/ada/live.toml"));
  QTRY_VERIFY(dialog_->findChild<ErrorBanner*>()->isVisible());
  QVERIFY(workspaces_.opened.isEmpty());
  workspaces_.refusal.reset();
  page->makeWorkspace(QStringLiteral("/home/ada/live.toml"));
  QTRY_COMPARE(workspaces_.opened, QStringList{QStringLiteral("/home/ada/live.toml")});
  QVERIFY(workspaces_.variants.last().live && !workspaces_.variants.last().sandbox);
  QVERIFY(desk_->kept.isEmpty());
}

void ConnectDialogTest::the_sandbox_needs_neither_key_nor_address() {
  dialog_->close();
  desk_->now.sandbox = desk_->now.connected = true;
  open();
  QVERIFY(find<QRadioButton>("connectSide0")->isChecked());
  QVERIFY(dialog_->windowTitle().contains(QStringLiteral("step 1 of 2")));
  press("connectNext");
  QTRY_COMPARE(title(), QStringLiteral("Connected"));
  QVERIFY(!find<QCheckBox>("connectSync")->isVisible());
  press("connectBack");
  QCOMPARE(title(), QStringLiteral("Who takes the payments"));
}

void ConnectDialogTest::every_field_and_button_has_a_name_and_no_label_holds_the_key() {
  tryKey();
  for (const auto* field : dialog_->findChildren<QLineEdit*>()) QVERIFY(!field->accessibleName().isEmpty());
  for (const auto* button : dialog_->findChildren<QAbstractButton*>())
    QVERIFY2(!button->isVisible() || !button->text().isEmpty() || !button->accessibleName().isEmpty(),
             qPrintable(button->objectName()));
  for (const auto* label : dialog_->findChildren<QLabel*>()) QVERIFY(!label->text().contains(kPasted));
  QVERIFY(!dialog_->focusWidget()->objectName().isEmpty());
  QTest::keyClick(dialog_, Qt::Key_Escape);
  QTRY_VERIFY(fixture_->window->findChild<ConnectDialog*>() == nullptr);
  QVERIFY(desk_->kept.isEmpty());
}

void ConnectDialogTest::the_status_line_says_who_it_is_and_leads_here() {
  dialog_->close();
  QTRY_VERIFY(fixture_->window->findChild<ConnectDialog*>() == nullptr);
  auto* button = fixture_->window->findChild<ConnectionButton*>();
  QCOMPARE(button->text(), QStringLiteral("Connect Stripe test…"));
  auto state = desk_->now;
  state.connected = true;
  state.keyHint = QStringLiteral("sk_test_…test");
  desk_->setConnection(state);
  QCOMPARE(button->text(), QStringLiteral("Stripe test"));
  QVERIFY(button->toolTip().contains(QStringLiteral("sk_test_…test")) && !button->accessibleName().isEmpty());
  QTest::mouseClick(button, Qt::LeftButton);
  QVERIFY(fixture_->window->findChild<ConnectDialog*>() != nullptr);
}

QTEST_MAIN(ConnectDialogTest)
#include "tst_connect.moc"
