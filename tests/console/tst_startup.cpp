// From options to a window, from one workspace to the next, with real databases in a folder that vanishes.
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "app/console/startup.h"
#include "ui/dialogs/workspacechooser.h"
#include "ui/mainwindow.h"
#include "ui/panes/checkspane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choicecard.h"

using namespace billing;

namespace {

template <class T>
T* shownWindow(const QString& title = {}) {
  for (QWidget* widget : QApplication::topLevelWidgets())
    if (auto* found = qobject_cast<T*>(widget);
        found != nullptr && found->isVisible() && found->windowTitle().startsWith(title))
      return found;
  return nullptr;
}

class TestStartup : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  std::unique_ptr<ui::Theme> theme_;
  std::unique_ptr<console::Startup> startup_;

  console::Options quiet() const {
    console::Options options;
    options.listen = false;
    return options;
  }
  Result<void> start(const console::Options& options) {
    startup_ = std::make_unique<console::Startup>(options, *theme_);
    return startup_->begin();
  }
  void choose(const char* id) {
    auto* chooser = shownWindow<ui::WorkspaceChooser>();
    QVERIFY(chooser != nullptr);
    ui::ChoiceCard* card = nullptr;
    QTRY_VERIFY((card = chooser->findChild<ui::ChoiceCard*>(QStringLiteral("workspace_") + QLatin1String(id))));
    card->setChecked(true);
    QTest::keyClick(card, Qt::Key_Return);
  }

 private Q_SLOTS:
  void initTestCase() {
    qputenv("XDG_DATA_HOME", folder_.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", folder_.path().toUtf8());
    QCoreApplication::setOrganizationName(QStringLiteral("billing-console"));
    QCoreApplication::setApplicationName(QStringLiteral("billing-console"));
    QApplication::setQuitOnLastWindowClosed(false);
    theme_ = std::make_unique<ui::Theme>();
  }
  void init() { QSettings().clear(); }
  void cleanup() {
    startup_.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }

  void without_a_word_the_program_asks_and_opens_what_is_chosen() {
    QVERIFY(start(quiet()).has_value());
    QVERIFY(shownWindow<ui::MainWindow>() == nullptr);
    choose("persistq");
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("PersistQ")) != nullptr);
    QTRY_VERIFY(shownWindow<ui::WorkspaceChooser>() == nullptr);
    QVERIFY(QFile::exists(folder_.filePath(QStringLiteral("billing-console/billing-console/persistq.sqlite"))));
  }

  void what_was_chosen_opens_by_itself_the_next_time() {
    QSettings().setValue(QStringLiteral("workspace/last"), QStringLiteral("adminer"));
    QVERIFY(start(quiet()).has_value());
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("Adminer")) != nullptr);
    QVERIFY(shownWindow<ui::WorkspaceChooser>() == nullptr);
  }

  void a_last_workspace_that_has_gone_leads_to_the_question_with_the_reason() {
    QSettings().setValue(QStringLiteral("workspace/last"), QStringLiteral("/nowhere/shop.toml"));
    QVERIFY(start(quiet()).has_value());
    QVERIFY(shownWindow<ui::WorkspaceChooser>() != nullptr);
  }

  void explicit_options_are_never_asked_about_and_not_remembered() {
    auto options = quiet();
    options.databaseFile = folder_.filePath(QStringLiteral("once.sqlite")).toStdString();
    QVERIFY(start(options).has_value());
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("Demo workspace")) != nullptr);
    QVERIFY(QSettings().value(QStringLiteral("workspace/last")).toString().isEmpty());
  }

  void an_id_that_does_not_ship_is_refused_with_those_that_do() {
    auto options = quiet();
    options.workspace = "persistk";
    const auto begun = start(options);
    QVERIFY(!begun.has_value());
    QVERIFY(begun.error().hint.find("persistq") != std::string::npos);
  }

  void switching_closes_one_and_opens_the_other_and_back_again() {
    auto options = quiet();
    options.workspace = "persistq";
    QVERIFY(start(options).has_value());
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("PersistQ")) != nullptr);
    shownWindow<ui::MainWindow>()->openWorkspaceChooser();
    choose("blank");
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("My workspace")) != nullptr);
    QVERIFY(shownWindow<ui::MainWindow>(QStringLiteral("PersistQ")) == nullptr);
    QVERIFY(!shownWindow<ui::MainWindow>()->isAvailable(ui::PaneId::Jobs));
    shownWindow<ui::MainWindow>()->openWorkspaceChooser();
    choose("persistq");  // its file was let go of
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("PersistQ")) != nullptr);
    QVERIFY(shownWindow<ui::MainWindow>()->isAvailable(ui::PaneId::Jobs));
  }

  void the_open_workspace_has_desk_checks_and_its_file_checked() {
    auto options = quiet();
    options.workspace = "pixell";
    QVERIFY(start(options).has_value());
    QTRY_VERIFY(shownWindow<ui::MainWindow>(QStringLiteral("Pixell")) != nullptr);
    auto* window = shownWindow<ui::MainWindow>();
    window->showPane(ui::PaneId::Checks);
    auto* checks = qobject_cast<ui::ChecksPane*>(window->currentPane());
    QTRY_VERIFY(checks->isSettled());
    const auto* summary = checks->findChild<QLabel*>(QStringLiteral("findingsSummary"));
    QVERIFY(!summary->text().isEmpty());
    for (const auto& finding : checks->findings().findings())
      QVERIFY2(finding.severity != workspace::Severity::Error, finding.what.c_str());
  }
};

}  // namespace

QTEST_MAIN(TestStartup)
#include "tst_startup.moc"
