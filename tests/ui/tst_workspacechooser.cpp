// The first screen: what can be opened, and the import of an .env file. The window's way to it is tested here too.
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "support/fakeworkspaces.h"
#include "support/windowfixture.h"
#include "ui/dialogs/envimportdialog.h"
#include "ui/dialogs/workspacechooser.h"
#include "ui/widgets/choicecard.h"
#include "ui/widgets/errorbanner.h"

using namespace billing;
using namespace billing::ui;

class WorkspaceChooserTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { chooser_.reset(); }
  void each_workspace_says_provider_mode_and_what_it_is();
  void arrow_keys_walk_and_enter_opens();
  void demo_data_is_offered_only_where_there_is_any();
  void a_file_that_cannot_be_read_says_why_and_cannot_be_chosen();
  void a_refused_workspace_leaves_everything_as_it_is();
  void the_import_shows_each_variable_masked_before_anything_is_written();
  void the_import_saves_and_opens_the_new_workspace();
  void a_missing_key_ring_is_told_with_what_to_do();
  void the_windows_name_and_ctrl_o_open_it();

 private:
  [[nodiscard]] ChoiceCard* card(const char* id) {
    return chooser_->findChild<ChoiceCard*>(QStringLiteral("workspace_") + QLatin1String(id));
  }
  test::FakeWorkspaces workspaces_;
  std::unique_ptr<WorkspaceChooser> chooser_;
};

void WorkspaceChooserTest::init() {
  workspaces_.reset();
  chooser_ = std::make_unique<WorkspaceChooser>(workspaces_, nullptr);
  chooser_->setAttribute(Qt::WA_DeleteOnClose, false);
  chooser_->show();
  QVERIFY(QTest::qWaitForWindowActive(chooser_.get()));
  QTRY_VERIFY(chooser_->isSettled());
}

void WorkspaceChooserTest::each_workspace_says_provider_mode_and_what_it_is() {
  QCOMPARE(card("persistq")->accessibleName(), QStringLiteral("PersistQ, TEST"));
  QVERIFY(card("persistq")->accessibleDescription().startsWith(QStringLiteral("Dodo Payments · ")));
  QCOMPARE(card("/home/ada/shop.toml")->accessibleName(), QStringLiteral("Shop, LIVE"));
}

void WorkspaceChooserTest::arrow_keys_walk_and_enter_opens() {
  QVERIFY(card("persistq")->hasFocus());
  QTest::keyClick(chooser_->focusWidget(), Qt::Key_Right);
  QVERIFY(card("pixell")->hasFocus());
  QVERIFY(card("pixell")->isChecked());
  QTest::keyClick(chooser_->focusWidget(), Qt::Key_Return);
  QTRY_COMPARE(workspaces_.opened, QStringList{QStringLiteral("pixell with demo data")});
}

void WorkspaceChooserTest::demo_data_is_offered_only_where_there_is_any() {
  auto* fill = chooser_->findChild<QCheckBox*>(QStringLiteral("chooserFill"));
  QVERIFY(fill->isEnabled());
  card("/home/ada/shop.toml")->setChecked(true);
  QVERIFY(!fill->isEnabled());
  QTest::mouseClick(chooser_->findChild<QPushButton*>(QStringLiteral("chooserOpen")), Qt::LeftButton);
  QTRY_COMPARE(workspaces_.opened, QStringList{QStringLiteral("/home/ada/shop.toml")});
}

void WorkspaceChooserTest::a_file_that_cannot_be_read_says_why_and_cannot_be_chosen() {
  QVERIFY(!card("/home/ada/gone.toml")->isEnabled());
  QVERIFY(card("/home/ada/gone.toml")->accessibleDescription().contains(QStringLiteral("does not exist")));
}

void WorkspaceChooserTest::a_refused_workspace_leaves_everything_as_it_is() {
  workspaces_.refusal = Error{ErrorKind::InvalidInput, "bad_profile", "Line 3 is no TOML", {}, {}, false, {}};
  QTest::mouseClick(chooser_->findChild<QPushButton*>(QStringLiteral("chooserOpen")), Qt::LeftButton);
  QTRY_VERIFY(chooser_->findChild<ErrorBanner*>()->isVisible());
  QVERIFY(chooser_->isVisible());
  QVERIFY(chooser_->findChild<QPushButton*>(QStringLiteral("chooserOpen"))->isEnabled());
}

void WorkspaceChooserTest::the_import_shows_each_variable_masked_before_anything_is_written() {
  EnvImportDialog dialog(workspaces_, nullptr);
  dialog.setAttribute(Qt::WA_DeleteOnClose, false);
  auto* bases = dialog.findChild<QComboBox*>(QStringLiteral("importBase"));
  QTRY_COMPARE(bases->count(), 3);
  dialog.readFile(QStringLiteral("/home/ada/.env"));
  auto* table = dialog.findChild<QTreeWidget*>(QStringLiteral("importTable"));
  QTRY_COMPARE(table->topLevelItemCount(), 2);
  QCOMPARE(table->topLevelItem(1)->text(1), QStringLiteral("whsec_…3f9a, 38 characters"));
  QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("importSummary"))->text(),
           QStringLiteral("2 variables, one of them a secret for the key ring"));
  for (QLabel* label : dialog.findChildren<QLabel*>())
    QVERIFY(!label->text().contains(QLatin1String(test::FakeWorkspaces::secret)));
  QVERIFY(workspaces_.saved.isEmpty());
}

void WorkspaceChooserTest::the_import_saves_and_opens_the_new_workspace() {
  EnvImportDialog dialog(workspaces_, nullptr);
  dialog.setAttribute(Qt::WA_DeleteOnClose, false);
  QSignalSpy imported(&dialog, &EnvImportDialog::imported);
  QTRY_COMPARE(dialog.findChild<QComboBox*>(QStringLiteral("importBase"))->count(), 3);
  dialog.readFile(QStringLiteral("/home/ada/.env"));
  QTRY_VERIFY(dialog.findChild<QPushButton*>(QStringLiteral("importSave"))->isEnabled());
  dialog.saveTo(QStringLiteral("/home/ada/mine.toml"));
  QTRY_COMPARE(imported.size(), 1);
  QCOMPARE(workspaces_.saved, QStringList{QStringLiteral("/home/ada/mine.toml")});
}

void WorkspaceChooserTest::a_missing_key_ring_is_told_with_what_to_do() {
  workspaces_.refusal =
      Error{ErrorKind::Unavailable, "no_key_ring", "There is no key ring", {}, "Unlock it", false, {}};
  EnvImportDialog dialog(workspaces_, nullptr);
  dialog.setAttribute(Qt::WA_DeleteOnClose, false);
  dialog.show();
  QSignalSpy imported(&dialog, &EnvImportDialog::imported);
  dialog.saveTo(QStringLiteral("/home/ada/mine.toml"));
  QTRY_VERIFY(dialog.findChild<ErrorBanner*>()->isVisible());
  QCOMPARE(imported.size(), 0);
}

void WorkspaceChooserTest::the_windows_name_and_ctrl_o_open_it() {
  chooser_.reset();
  test::WindowFixture fixture;
  fixture.workspaces = &workspaces_;
  fixture.reopen();
  fixture.window->show();
  QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
  QTest::keyClick(fixture.window.get(), Qt::Key_O, Qt::ControlModifier);
  auto* opened = fixture.window->findChild<WorkspaceChooser*>();
  QVERIFY(opened != nullptr);
  opened->close();
  QTRY_VERIFY(fixture.window->findChild<WorkspaceChooser*>() == nullptr);
  QTest::mouseClick(fixture.window->findChild<QPushButton*>(QStringLiteral("workspaceButton")), Qt::LeftButton);
  QVERIFY(fixture.window->findChild<WorkspaceChooser*>() != nullptr);
  fixture.window->findChild<WorkspaceChooser*>()->close();
  QTRY_VERIFY(fixture.window->findChild<WorkspaceChooser*>() == nullptr);
  fixture.window->activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(fixture.window.get()));
  QTest::keyClick(fixture.window.get(), Qt::Key_I, Qt::ControlModifier);
  QTRY_VERIFY(fixture.window->findChild<EnvImportDialog*>() != nullptr);
}

QTEST_MAIN(WorkspaceChooserTest)
#include "tst_workspacechooser.moc"
