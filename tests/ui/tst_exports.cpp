// Exports from the window: what is offered, what is asked for, how it goes on and ends.
#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QTest>
#include <QToolButton>

#include "support/fakeadmindesk.h"
#include "support/fakereportsdesk.h"
#include "support/windowfixture.h"
#include "ui/exports/exportboard.h"
#include "ui/exports/exportdialog.h"
#include "ui/exports/exportstrip.h"
#include "ui/exports/monthenddialog.h"
#include "ui/panes/listpane.h"

using namespace billing;
using namespace billing::ui;

class ExportsTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::WindowFixture> fixture_;
  test::FakeReportsDesk desk_;
  std::unique_ptr<test::FakeAdminDesk> admin_;
  QTemporaryDir folder_;

  template <class T>
  [[nodiscard]] T* part(const QWidget* within, const char* name) {
    return within == nullptr ? nullptr : within->findChild<T*>(QLatin1String(name));
  }
  [[nodiscard]] ListPane& pane() { return static_cast<ListPane&>(*fixture_->window->currentPane()); }
  void action(const char* name) { fixture_->window->findChild<QAction*>(QLatin1String(name))->trigger(); }
  static void press(QAbstractButton* button) { QTest::mouseClick(button, Qt::LeftButton); }
  ExportDialog* openDialog() {
    action("actionExport");
    auto* dialog = fixture_->window->findChild<ExportDialog*>();
    if (dialog != nullptr) part<QLineEdit>(dialog, "exportPath")->setText(folder_.filePath(QStringLiteral("out.csv")));
    return dialog;
  }
  void choose(ExportDialog* dialog, const char* box, int data) {
    auto* combo = part<QComboBox>(dialog, box);
    combo->setCurrentIndex(combo->findData(data));
  }
  static void photograph(QWidget* widget, const char* name) {
    const QString folder = qEnvironmentVariable("BILLING_PHOTOGRAPHS");
    if (!folder.isEmpty()) widget->grab().save(QStringLiteral("%1/%2.png").arg(folder, QLatin1String(name)));
  }

 private Q_SLOTS:
  void init() {
    desk_.hold = false;
    desk_.error.reset();
    desk_.month.reset();
    fixture_ = std::make_unique<test::WindowFixture>();
    admin_ = std::make_unique<test::FakeAdminDesk>(fixture_->clock);
    fixture_->admin = admin_.get();
    fixture_->reports = &desk_;
    fixture_->reopen();
    if (qEnvironmentVariableIsSet("BILLING_DARK")) fixture_->theme->setChoice(ThemeChoice::Dark);
    fixture_->window->resize(1280, 800);
    fixture_->window->show();
    fixture_->window->showPane(PaneId::Subscriptions);
    QVERIFY(fixture_->settle());
  }
  void cleanup() { fixture_.reset(); }

  void every_list_offers_its_formats() {
    for (const PaneId id :
         {PaneId::Customers, PaneId::Subscriptions, PaneId::Plans, PaneId::Usage, PaneId::Invoices, PaneId::Webhooks}) {
      fixture_->window->showPane(id);
      auto* button = part<QToolButton>(&pane(), "exportButton");
      QVERIFY(button != nullptr);
      QVERIFY(button->menu()->actions().size() >= 5);
      // Whatever a list can show can leave, but for what is drawn and what only this window's rules say.
      QByteArrayList names{"forecast", "history", "catalogue"};
      for (const auto& column : reports::columnsOfList(pane().listName().toLatin1())) names << column.name;
      for (const auto& column : pane().model().columns())
        QVERIFY2(names.contains(column.field), qPrintable(pane().listName() + u' ' + QString::fromUtf8(column.field)));
    }
  }

  void exactly_the_rows_and_columns_shown_are_written() {
    ExportDialog* dialog = openDialog();
    QVERIFY(dialog != nullptr);
    photograph(dialog, "exportdialog");
    QVERIFY(part<QLabel>(dialog, "exportWhat")->text().contains(QStringLiteral("without a filter")));
    press(part<QPushButton>(dialog, "exportWrite"));
    QCOMPARE(desk_.rows, pane().model().shownCount());
    QCOMPARE(desk_.asked.columns.size(), pane().table().shownColumns().size());
    QCOMPARE(desk_.asked.columns.first().name, QByteArray("customer"));
    QCOMPARE(desk_.asked.head.list, QStringLiteral("subscriptions"));
    QCOMPARE(desk_.asked.head.mode, QStringLiteral("TEST"));
    QVERIFY(desk_.asked.options.escapeFormulas);
  }

  void what_was_chosen_is_there_again_for_the_same_list() {
    ExportDialog* dialog = openDialog();
    choose(dialog, "exportFormat", static_cast<int>(reports::Format::Csv));
    choose(dialog, "exportStyle", static_cast<int>(CsvStyle::GermanExcel));
    part<QCheckBox>(dialog, "exportTitles")->setChecked(true);
    part<QCheckBox>(dialog, "exportEscape")->setChecked(false);
    press(part<QPushButton>(dialog, "exportWrite"));
    QCOMPARE(desk_.asked.options.delimiter, ';');
    QCOMPARE(desk_.asked.options.decimalPoint, ',');
    QVERIFY(!desk_.asked.options.escapeFormulas);
    QTRY_VERIFY(fixture_->window->findChild<ExportDialog*>() == nullptr);
    dialog = openDialog();
    press(part<QPushButton>(dialog, "exportWrite"));
    QCOMPARE(desk_.asked.options.delimiter, ';');
    QVERIFY(desk_.asked.options.titles);
    QVERIFY(desk_.asked.options.escapeFormulas);  // never left off
  }

  void a_file_that_is_there_is_not_replaced_unasked() {
    QFile old(folder_.filePath(QStringLiteral("out.csv")));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.close();
    ExportDialog* dialog = openDialog();
    choose(dialog, "exportFormat", static_cast<int>(reports::Format::Csv));
    QVERIFY(!part<QPushButton>(dialog, "exportWrite")->isEnabled());
    part<QCheckBox>(dialog, "exportReplace")->setChecked(true);
    press(part<QPushButton>(dialog, "exportWrite"));
    QVERIFY(desk_.asked.options.overwrite);
    QVERIFY(old.remove());
  }

  void a_viewer_is_told_which_columns_are_personal() {
    operations::AdminState state = admin_->state();
    state.person.role = operations::Role::Viewer;
    admin_->setState(state);
    ExportDialog* dialog = openDialog();
    auto* write = part<QPushButton>(dialog, "exportWrite");
    QVERIFY(!write->isEnabled());
    QVERIFY2(write->toolTip().contains(QStringLiteral("Customer")), qPrintable(write->toolTip()));
    auto* columns = part<QListWidget>(dialog, "exportColumns");
    for (int at = 0; at < columns->count(); ++at)
      if (columns->item(at)->data(Qt::UserRole).toByteArray().contains("customer"))
        columns->item(at)->setCheckState(Qt::Unchecked);
    QVERIFY2(write->isEnabled(), qPrintable(write->toolTip()));
  }

  void an_export_goes_on_while_the_pane_changes_and_can_be_cancelled() {
    desk_.hold = true;
    press(part<QPushButton>(openDialog(), "exportWrite"));
    auto* strip = fixture_->window->findChild<ExportStrip*>();
    QVERIFY(strip->isVisible());
    fixture_->window->showPane(PaneId::Customers);
    QVERIFY(part<QLabel>(strip, "exportText")->text().contains(QStringLiteral("out")));
    press(part<QPushButton>(strip, "exportCancel"));
    QVERIFY(desk_.token.cancelled());
    desk_.finish();
    QTRY_VERIFY(part<QLabel>(strip, "exportText")->text().contains(QStringLiteral("cancelled")));
    QVERIFY(!part<QPushButton>(strip, "exportFolder")->isVisible());
  }

  void what_came_of_it_stays_with_a_way_to_its_folder() {
    press(part<QPushButton>(openDialog(), "exportWrite"));
    auto* strip = fixture_->window->findChild<ExportStrip*>();
    QTRY_VERIFY(part<QPushButton>(strip, "exportFolder")->isVisible());
    QVERIFY(part<QLabel>(strip, "exportText")->text().contains(QStringLiteral("checked")));
    desk_.error = Error{ErrorKind::Full, "disk_full", "There is no room", {}, {}, false, {}};
    QTRY_VERIFY(fixture_->window->findChild<ExportDialog*>() == nullptr);
    press(part<QPushButton>(openDialog(), "exportWrite"));
    QTRY_VERIFY(part<QLabel>(strip, "exportText")->text().contains(QStringLiteral("no room")));
    QCOMPARE(part<QToolButton>(strip, "exportHistory")->isVisible(), true);
  }

  void paper_is_said_to_be_whole_not_checked() {
    ExportBoard::Job job;
    job.name = QStringLiteral("out.pdf");
    job.ended = true;
    job.receipts.resize(1);
    job.receipts.first().path = QStringLiteral("/x/out.pdf");
    QVERIFY(exportResultText(job, QLocale::c()).endsWith(QStringLiteral("whole")));
    job.receipts.first().path = QStringLiteral("/x/out.csv");
    QVERIFY(exportResultText(job, QLocale::c()).endsWith(QStringLiteral("checked")));
  }

  void a_month_is_closed_in_two_clicks() {
    action("actionMonthEnd");
    auto* dialog = fixture_->window->findChild<MonthEndDialog*>();
    QVERIFY(dialog != nullptr);
    photograph(dialog, "monthend");
    part<QLineEdit>(dialog, "monthEndFolder")->setText(folder_.path());
    press(part<QPushButton>(dialog, "monthEndWrite"));
    QVERIFY(desk_.month.has_value());
    const QDate before = QDateTime::fromMSecsSinceEpoch(test::kFakeNow, Qt::UTC).date().addMonths(-1);
    QCOMPARE(desk_.month->month, before.year() * 100 + before.month());
    auto* strip = fixture_->window->findChild<ExportStrip*>();
    QTRY_VERIFY(part<QLabel>(strip, "exportText")->text().contains(QStringLiteral("9 files")));
  }
};

QTEST_MAIN(ExportsTest)
#include "tst_exports.moc"
