// The window: navigation, lamp, badges, command palette, themes, and that everything has a name for assistive
// technology.
#include <QAbstractButton>
#include <QApplication>
#include <QBarSet>
#include <QChart>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedBarSeries>
#include <QTableWidget>
#include <QTest>

#include "support/windowfixture.h"
#include "ui/charts/daychart.h"
#include "ui/dialogs/calculationsdialog.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/firedialog.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/listpane.h"
#include "ui/panes/overviewpane.h"
#include "ui/panes/servicefigures.h"
#include "ui/theme/tokens.h"
#include "ui/tour.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/keyfigure.h"
#include "ui/widgets/listenerlamp.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/navbutton.h"
#include "ui/widgets/sidebar.h"

using namespace billing;
using namespace billing::ui;

namespace {

/// What the outside world would hear of a control; Qt 6.4 tells of a combo box by its description.
QString spokenName(QWidget& widget) {
  if (qobject_cast<QComboBox*>(&widget) != nullptr) return widget.accessibleDescription();
  const auto* button = qobject_cast<QAbstractButton*>(&widget);
  return button != nullptr ? QString(widget.accessibleName() + button->text()) : widget.accessibleName();
}

QStringList namelessControls(QWidget& window) {
  QStringList nameless;
  for (QWidget* widget : window.findChildren<QWidget*>()) {
    const bool control =
        qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QLineEdit*>(widget) != nullptr ||
        qobject_cast<QAbstractItemView*>(widget) != nullptr || qobject_cast<QComboBox*>(widget) != nullptr;
    const bool header = widget->inherits("QHeaderView");
    const bool inside = widget->parentWidget()->inherits("QLineEdit") || widget->parentWidget()->inherits("QTabBar") ||
                        widget->parentWidget()->inherits("QTableView");
    if (!control || header || inside || !widget->isVisible() || widget->focusPolicy() == Qt::NoFocus) continue;
    if (spokenName(*widget).isEmpty())
      nameless << QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
  }
  return nameless;
}

}  // namespace

class MainWindowTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void every_pane_opens_by_its_key_and_keeps_its_state();
  void the_band_says_test_or_live();
  void the_lamp_follows_the_listener();
  void f9_starts_and_stops_the_listener();
  void a_port_in_use_is_told_in_the_banner();
  void badges_count_dead_letters();
  void the_palette_shows_disabled_actions_with_the_reason();
  void the_palette_finds_customers_and_opens_them();
  void a_key_figure_opens_its_rows();
  void the_local_apis_targets_are_tiles();
  void what_changed_while_another_pane_was_shown_is_summed_up_anew();
  void a_theme_switch_changes_the_charts();
  void each_chart_has_its_numbers_in_a_table();
  void dead_letters_are_put_back_together();
  void the_calculations_that_ship_are_checked_from_the_help_menu();
  void every_control_has_a_name();
  void window_state_is_kept_and_holds_no_secret();
  void the_tour_writes_a_picture_of_each_pane();

 private:
  [[nodiscard]] MainWindow& window() { return *fixture_->window; }
  std::unique_ptr<test::FakeAdminDesk> admin_;  // outlives the window
  std::unique_ptr<test::WindowFixture> fixture_;
};

void MainWindowTest::init() {
  fixture_ = std::make_unique<test::WindowFixture>(true, test::FakeProduct::PersistQ);
  admin_ = std::make_unique<test::FakeAdminDesk>(fixture_->clock);
  fixture_->admin = admin_.get();
  fixture_->reopen();
  window().resize(1280, 800);
  window().show();
  QVERIFY(QTest::qWaitForWindowActive(&window()));
  QVERIFY(fixture_->settle());
}

void MainWindowTest::every_pane_opens_by_its_key_and_keeps_its_state() {
  for (int i = 0; i < kPaneCount; ++i) {
    QTest::keyClick(&window(), static_cast<Qt::Key>(Qt::Key_0 + (i + 1) % 10), Qt::ControlModifier);
    QCOMPARE(static_cast<int>(window().currentPaneId()), i);
    QVERIFY(fixture_->settle());
  }
  window().showPane(PaneId::Subscriptions);
  auto* pane = qobject_cast<ListPane*>(window().currentPane());
  pane->table().selectRow(7);
  window().showPane(PaneId::Customers);
  window().showPane(PaneId::Subscriptions);
  QCOMPARE(pane->table().currentIndex().row(), 7);
}

void MainWindowTest::the_band_says_test_or_live() {
  QVERIFY(window().findChild<ModeBand*>()->accessibleName().startsWith(QStringLiteral("TEST")));
  fixture_->profile.mode = workspace::Mode::Live;
  fixture_->reopen();
  QVERIFY(window().findChild<ModeBand*>()->accessibleName().startsWith(QStringLiteral("LIVE")));
}

void MainWindowTest::the_lamp_follows_the_listener() {
  auto* lamp = window().findChild<ListenerLamp*>();
  QCOMPARE(lamp->text(), QStringLiteral("listening :4242"));
  webhooks::ListenerStatus status = fixture_->listener.now;
  status.recentTotal = 10;
  status.recentFailed = 2;
  fixture_->listener.set(status);
  QVERIFY(lamp->text().contains(QStringLiteral("2 of 10 failed")));
}

void MainWindowTest::f9_starts_and_stops_the_listener() {
  QTest::keyClick(&window(), Qt::Key_F9);
  QVERIFY(!fixture_->listener.now.listening);
  QTest::keyClick(&window(), Qt::Key_F9);
  QVERIFY(fixture_->listener.now.listening);
  QCOMPARE(int{fixture_->listener.now.port}, 4242);
}

void MainWindowTest::a_port_in_use_is_told_in_the_banner() {
  QTest::keyClick(&window(), Qt::Key_F9);
  fixture_->listener.refusal = Error{
      ErrorKind::Busy, "port_in_use", "port 4242 is in use", "process 77 (node) holds it", "take port 4243", false, {}};
  QTest::keyClick(&window(), Qt::Key_F9);
  auto* banner = window().findChild<ErrorBanner*>(QStringLiteral("windowBanner"));
  QTRY_VERIFY(banner->isVisible());
  QCOMPARE(banner->message(), QStringLiteral("Port 4242 is in use."));
  QCOMPARE(banner->accessibleDescription(), QStringLiteral("Process 77 (node) holds it. Take port 4243."));
}

void MainWindowTest::badges_count_dead_letters() {
  auto* button = window().findChild<NavButton*>(QStringLiteral("nav_6"));
  QTRY_COMPARE(button->badge(), 3);
  QCOMPARE(button->accessibleDescription(), QStringLiteral("3 dead letters"));
}

void MainWindowTest::the_palette_shows_disabled_actions_with_the_reason() {
  window().openPalette();
  auto* palette = window().findChild<CommandPalette*>();
  palette->findChild<QLineEdit*>()->setText(QStringLiteral("demo data"));
  auto* list = palette->findChild<QListView*>(QStringLiteral("paletteList"));
  const QModelIndex hit = list->model()->index(0, 0);
  QVERIFY(!hit.flags().testFlag(Qt::ItemIsEnabled));
  QVERIFY(hit.data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Only the demo workspace")));
  palette->close();
}

void MainWindowTest::the_palette_finds_customers_and_opens_them() {
  window().openPalette();
  auto* palette = window().findChild<CommandPalette*>();
  auto* input = palette->findChild<QLineEdit*>(QStringLiteral("paletteInput"));
  QTest::keyClicks(input, QStringLiteral("kowalski"));
  auto* list = palette->findChild<QListView*>(QStringLiteral("paletteList"));
  QTRY_VERIFY(list->model()->rowCount() >= 10);
  QTest::keyClick(input, Qt::Key_Return);
  QTRY_COMPARE(window().currentPaneId(), PaneId::Customers);
  QVERIFY(fixture_->settle());
  QCOMPARE(qobject_cast<ListPane*>(window().currentPane())->table().currentId(), 10);
}

void MainWindowTest::a_key_figure_opens_its_rows() {
  window().showPane(PaneId::Overview);
  QTRY_COMPARE(qobject_cast<OverviewPane*>(window().currentPane())->facts().pastDue, 7);
  const auto figures = window().findChildren<KeyFigure*>();
  QCOMPARE(figures.size(), 5);
  QCOMPARE(figures.at(2)->figure(), QStringLiteral("7"));
  QTest::mouseClick(figures.at(2), Qt::LeftButton);
  QCOMPARE(window().currentPaneId(), PaneId::Subscriptions);
  QCOMPARE(qobject_cast<ListPane*>(window().currentPane())->model().query().filters.first().field,
           QByteArray("status"));
}

void MainWindowTest::the_local_apis_targets_are_tiles() {
  fixture_->serviceLevel = operations::ServiceLevel{1000, 10, 12, 4200, 120'000};
  fixture_->reopen();
  window().show();
  window().showPane(PaneId::Overview);
  const auto figures = window().findChild<ServiceFigures*>()->findChildren<KeyFigure*>();
  QStringList texts;
  for (const KeyFigure* figure : figures) texts << figure->figure();
  QCOMPARE(texts, QStringList({QStringLiteral("1.00 %"), QStringLiteral("1.20 %"), QStringLiteral("4.2 ms"),
                               QStringLiteral("1,000")}));
  QTest::mouseClick(figures.first(), Qt::LeftButton);
  QCOMPARE(window().currentPaneId(), PaneId::Overview);
}

void MainWindowTest::what_changed_while_another_pane_was_shown_is_summed_up_anew() {
  window().showPane(PaneId::Overview);
  QVERIFY(fixture_->settle());
  window().showPane(PaneId::Invoices);
  fixture_->queries.full = false;
  fixture_->changes.publish({{store::Entity::Payment, 1, store::ChangeKind::Inserted}});
  QTest::qWait(100);  // the updater's own bundling
  window().showPane(PaneId::Overview);
  QTRY_COMPARE(qobject_cast<OverviewPane*>(window().currentPane())->facts().pastDue, 0);
}

void MainWindowTest::a_theme_switch_changes_the_charts() {
  window().chooseTheme(ThemeChoice::Light);
  auto* chart = window().findChild<DayChart*>();
  QTRY_VERIFY(!chart->chart()->series().isEmpty());
  const auto colours = [&] {
    auto* bars = qobject_cast<QStackedBarSeries*>(chart->chart()->series().first());
    return qMakePair(chart->chart()->backgroundBrush().color(), bars->barSets().first()->color());
  };
  QCOMPARE(colours(), qMakePair(lightTokens().surface, lightTokens().accent));
  window().chooseTheme(ThemeChoice::Dark);
  QCOMPARE(colours(), qMakePair(darkTokens().surface, darkTokens().accent));
}

void MainWindowTest::each_chart_has_its_numbers_in_a_table() {
  const auto charts = window().findChildren<DayChart*>();
  QCOMPARE(charts.size(), 2);
  for (DayChart* chart : charts) {
    chart->showTable(true);
    auto* table = chart->findChild<QTableWidget*>();
    QVERIFY(table->isVisible());
    QCOMPARE(table->rowCount(), 30);
    QVERIFY(!table->item(0, 1)->text().isEmpty());
  }
}

void MainWindowTest::dead_letters_are_put_back_together() {
  window().retryDeadLetters();
  QTRY_VERIFY(!fixture_->retried.isEmpty());
  for (const qint64 row : fixture_->retried)
    QCOMPARE(test::fakeEvent(static_cast<quint32>(row)).state, QStringLiteral("dead"));
}

void MainWindowTest::the_calculations_that_ship_are_checked_from_the_help_menu() {
  auto* action = window().findChild<QAction*>(QStringLiteral("actionCheckCalculations"));
  QVERIFY(action != nullptr && action->isEnabled());
  action->trigger();
  auto* dialog = window().findChild<CalculationsDialog*>();
  QVERIFY(dialog != nullptr && dialog->isVisible());
  auto* verdict = dialog->findChild<QLabel*>(QStringLiteral("calculationsVerdict"));
  QTRY_COMPARE_WITH_TIMEOUT(verdict->text(), QStringLiteral("300 of 300 as expected"), 20'000);
  auto* results = dialog->findChild<QTableWidget*>(QStringLiteral("calculationsResults"));
  QCOMPARE(results->rowCount(), 15);  // a line for each kind
  QCOMPARE(dialog->findChild<QProgressBar*>()->value(), 300);
  QTest::keyClick(dialog, Qt::Key_Escape);
  QVERIFY(!dialog->isVisible());

  // What comes out otherwise has a line of its own.
  auto* other = new CalculationsDialog(
      &window(), R"({"format":2,"cases":[{"id":"x-1","kind":"money_format","input":{"currency":"JPY","minor":5},)"
                 R"("expected":{"decimal":"0.05"}}]})");
  other->open();
  auto* otherwise = other->findChild<QLabel*>(QStringLiteral("calculationsVerdict"));
  QTRY_COMPARE_WITH_TIMEOUT(otherwise->text(), QStringLiteral("0 of 1 as expected"), 20'000);
  auto* lines = other->findChild<QTableWidget*>(QStringLiteral("calculationsResults"));
  QCOMPARE(lines->item(1, 0)->text(), QStringLiteral("x-1"));
  other->close();
}

void MainWindowTest::every_control_has_a_name() {
  QStringList nameless;
  for (int i = 0; i < kPaneCount; ++i) {
    window().showPane(static_cast<PaneId>(i));
    QVERIFY(fixture_->settle());
    nameless << namelessControls(window());
  }
  auto* checks = qobject_cast<ChecksPane*>(window().pane(PaneId::Checks));
  window().showPane(PaneId::Checks);
  for (int tab = 0; tab < checks->tabs().count(); ++tab) {
    checks->tabs().setCurrentIndex(tab);
    QVERIFY(fixture_->settle());
    nameless << namelessControls(window());
  }
  window().openFireDialog({});
  nameless << namelessControls(*window().fireDialog());
  // The customer's and the usage pane have more to show where credits are sold.
  fixture_ = std::make_unique<test::WindowFixture>(true, test::FakeProduct::Pixell);
  window().show();
  for (const PaneId pane : {PaneId::Customers, PaneId::Plans, PaneId::Usage}) {
    window().showPane(pane);
    QVERIFY(fixture_->settle());
    nameless << namelessControls(window());
  }
  QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral("; "))));
}

void MainWindowTest::window_state_is_kept_and_holds_no_secret() {
  window().showPane(PaneId::Invoices);
  window().toggleSideBar();
  fixture_->reopen();
  QCOMPARE(window().currentPaneId(), PaneId::Invoices);
  QVERIFY(window().findChild<SideBar*>()->isNarrow());
  fixture_->settings->sync();
  QFile file(fixture_->settings->fileName());
  QVERIFY(file.open(QIODevice::ReadOnly));
  const QByteArray kept = file.readAll();
  const auto secret = fixture_->secrets.secret({}, {});
  QVERIFY(!kept.isEmpty());
  QVERIFY(!kept.contains(QByteArray::fromStdString(secret->text).mid(8, 12)));
}

void MainWindowTest::the_tour_writes_a_picture_of_each_pane() {
  QTemporaryDir folder;
  TourOptions options;
  options.folder = folder.path();
  options.sizes = {QSize(1024, 640)};
  options.dialogs = false;
  QFuture<int> tour = runTour(window(), options);
  QVERIFY(QTest::qWaitFor([&] { return tour.isFinished(); }, 30000));
  QCOMPARE(tour.result(), 2 * kPaneCount);
  const QImage light(folder.filePath(QStringLiteral("webhooks-light-1024.png")));
  const QImage dark(folder.filePath(QStringLiteral("webhooks-dark-1024.png")));
  QCOMPARE(light.size(), QSize(1024, 640));
  QVERIFY(light.pixelColor(600, 400).lightness() > 200);
  QVERIFY(dark.pixelColor(600, 400).lightness() < 100);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
