// The overview over finance that answers at once: every number opens its rows, every drawing has its numbers as a
// table, what is not defined says so, and nothing is added across currencies.
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

#include "support/fakefinancedesk.h"
#include "support/pictures.h"
#include "support/windowfixture.h"
#include "ui/charts/niceaxis.h"
#include "ui/overview/ageingcard.h"
#include "ui/overview/amountbars.h"
#include "ui/overview/cohortcard.h"
#include "ui/overview/definitionsdialog.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/overview/figuretiles.h"
#include "ui/overview/financeboard.h"
#include "ui/overview/metricsdialog.h"
#include "ui/overview/movementcard.h"
#include "ui/overview/movementchart.h"
#include "ui/overview/periodpicker.h"
#include "ui/overview/sincestrip.h"
#include "ui/panes/listpane.h"
#include "ui/panes/overviewpane.h"
#include "ui/presenters/lastvisit.h"
#include "ui/presenters/moneytext.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/keyfigure.h"

using namespace billing;
using namespace billing::ui;
using operations::FigureQuestion;
using operations::Metric;

class OverviewTest : public QObject {
  Q_OBJECT

  std::unique_ptr<test::FakeFinanceDesk> desk_;
  std::unique_ptr<test::WindowFixture> fixture_;

  [[nodiscard]] MainWindow& window() { return *fixture_->window; }
  template <class T>
  [[nodiscard]] T* part(const char* name = nullptr) {
    return window().findChild<T*>(name == nullptr ? QString() : QLatin1String(name));
  }
  void start(bool full = true, QSize size = {1440, 1000}) {
    fixture_.reset();
    desk_ = std::make_unique<test::FakeFinanceDesk>(full);
    fixture_ = std::make_unique<test::WindowFixture>(full, test::FakeProduct::PersistQ);
    fixture_->finance = desk_.get();
    reopen(size);
  }
  void reopen(QSize size = {1440, 1000}) {
    fixture_->reopen();
    window().resize(size);
    window().show();
    window().showPane(PaneId::Overview);
    QVERIFY(fixture_->settle());
  }
  /// The rows dialog that was opened last, loaded; closes those before.
  FigureRowsDialog* rowsDialog() {
    FigureRowsDialog* found = nullptr;
    const auto ready = [&] {
      const auto all = window().findChildren<FigureRowsDialog*>();
      found = all.isEmpty() ? nullptr : all.last();
      return found != nullptr && !found->isLoading();
    };
    return QTest::qWaitFor(ready) ? found : nullptr;
  }
  void closeRows() {
    for (auto* dialog : window().findChildren<FigureRowsDialog*>()) delete dialog;
    desk_->questions.clear();
  }

 private Q_SLOTS:
  void init() { start(); }
  void cleanup() {
    fixture_.reset();
    desk_.reset();
  }

  void five_figures_tell_value_change_and_definition_and_open_their_rows() {
    const auto tiles = part<FigureTiles>()->findChildren<KeyFigure*>();
    QCOMPARE(tiles.size(), 5);
    for (const operations::Figure& figure : part<FigureTiles>()->figures())
      QCOMPARE(figure.currency, QStringLiteral("USD"));
    QVERIFY(tiles.first()->toolTip().contains(QStringLiteral("Formula:")));
    QVERIFY(tiles.first()->toolTip().contains(QStringLiteral("version 1")));
    QTest::mouseClick(tiles.first(), Qt::LeftButton);
    FigureRowsDialog* dialog = rowsDialog();
    QVERIFY(dialog != nullptr);
    QVERIFY(desk_->questions.last() ==
            (FigureQuestion{Metric::Mrr, part<PeriodPicker>()->period(), QStringLiteral("USD")}));
    QCOMPARE(dialog->rows().sum, *dialog->rows().figure.value);
    QCOMPARE(dialog->table()->model()->rowCount(), 12);
    QVERIFY(
        dialog->findChild<QLabel*>(QStringLiteral("figureExplanation"))->text().contains(QStringLiteral("Formula")));
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("figure-rows")));
    dialog->table()->setCurrentIndex(dialog->table()->model()->index(2, 0));
    QTest::keyClick(dialog->table(), Qt::Key_Return);
    QCOMPARE(window().currentPaneId(), PaneId::Subscriptions);
  }

  void every_part_of_every_column_opens_the_rows_of_its_month() {
    auto* chart = part<MovementChart>();
    QVERIFY(chart != nullptr);
    QObject::disconnect(chart, &MovementChart::opened, nullptr, nullptr);  // no dialog for each of so many
    QSignalSpy opened(chart, &MovementChart::opened);
    const auto press = [&](int index, Metric metric) {
      const QPointF at = chart->centreOf(index, metric);
      if (at.isNull()) return;
      const qsizetype before = opened.size();
      QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, at.toPoint());
      QCOMPARE(opened.size(), before + 1);
      QVERIFY2(opened.last().at(0).value<Metric>() == metric, qPrintable(operations::metricKey(metric)));
      QCOMPARE(opened.last().at(1).toInt(), 202512 + index + (index > 0 ? 88 : 0));
    };
    for (int index = 0; index < 12; ++index)
      for (const MovementPart& one : movementParts()) press(index, one.metric);
    QVERIFY(opened.size() > 40);
    reopen();
    chart = part<MovementChart>();
    QTest::mouseClick(chart->viewport(), Qt::LeftButton, {}, chart->centreOf(3, Metric::ChurnedMrr).toPoint());
    QVERIFY(rowsDialog() != nullptr);
    const FigureQuestion asked = desk_->questions.last();
    QVERIFY(asked.metric == Metric::ChurnedMrr);
    QCOMPARE(asked.period.from, QDate(2026, 3, 1));
    QCOMPARE(asked.period.to, QDate(2026, 3, 31));
    QVERIFY(rowsDialog()->windowTitle().contains(QStringLiteral("Mar 2026")));
  }

  void the_table_beside_says_what_the_chart_draws_and_opens_the_same() {
    auto* card = part<MovementCard>();
    part<QToolButton>("movementsSwitch")->click();
    QVERIFY(card->showsTable() && card->table().isVisible());
    const auto& months = part<FinanceBoard>()->months();
    QTableWidget& table = card->table();
    QCOMPARE(table.rowCount(), 12);
    for (int row = 0; row < 12; ++row) {
      const operations::MonthRow& month = months.at(11 - row);
      QCOMPARE(table.item(row, 8)->text(),
               moneyText(month.endMinor, QStringLiteral("USD"), window().context().words.locale));
    }
    table.setCurrentCell(8, 6);  // March, churn
    QTest::keyClick(&table, Qt::Key_Return);
    QVERIFY(rowsDialog() != nullptr);
    QVERIFY(desk_->questions.last().metric == Metric::ChurnedMrr);
    QCOMPARE(desk_->questions.last().period.from, QDate(2026, 3, 1));
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-table")));
  }

  void months_are_chosen_by_arrow_keys_and_said() {
    auto* chart = part<MovementChart>();
    QSignalSpy said(chart, &MovementChart::pointed);
    chart->setFocus(Qt::TabFocusReason);
    QTest::keyClick(chart, Qt::Key_Home);
    QVERIFY(said.last().first().toString().startsWith(QStringLiteral("Dec 2025:")));
    QTest::keyClick(chart, Qt::Key_Right);
    QTest::keyClick(chart, Qt::Key_Return);
    QVERIFY(rowsDialog() != nullptr);
    QVERIFY(desk_->questions.last().metric == Metric::NetNewMrr);
    QCOMPARE(desk_->questions.last().period.from, QDate(2026, 1, 1));
    QVERIFY(chart->accessibleDescription().contains(QStringLiteral("Mar 2026")));
  }

  void ages_open_the_invoices_of_that_age_and_sum_to_the_bar() {
    auto* card = part<AgeingCard>();
    const auto bars = card->findChildren<QAbstractButton*>();
    for (int bucket = 0; bucket < 5; ++bucket) {
      closeRows();
      QTest::mouseClick(card->bars().button(bucket), Qt::LeftButton);
      FigureRowsDialog* dialog = rowsDialog();
      QVERIFY(dialog != nullptr);
      const auto& ages = part<FinanceBoard>()->overview().ages.first();
      QCOMPARE(dialog->rows().sum, ages.totals.at(bucket));
      QCOMPARE(dialog->rows().rows.size(), ages.invoices.at(bucket));
    }
    closeRows();
    QTest::mouseClick(part<KeyFigure>("figure_owed"), Qt::LeftButton);
    QCOMPARE(rowsDialog()->rows().rows.size(), 10);
    QVERIFY(rowsDialog()->rows().rows.first().what.contains(QStringLiteral("overdue by 132 days")));
  }

  void a_cell_of_retention_opens_the_customers_that_it_counts() {
    auto* card = part<CohortCard>();
    QCOMPARE(card->heat().rowCount(), 12);
    QVERIFY(card->heat().item(0, 2)->text() == QStringLiteral("100 %"));
    card->heat().setCurrentCell(0, 5);
    QTest::keyClick(&card->heat(), Qt::Key_Return);
    QVERIFY(rowsDialog() != nullptr);
    QVERIFY(desk_->questions.last().metric == Metric::PayingCustomers);
    QCOMPARE(desk_->questions.last().cohort, 202512);
    QCOMPARE(desk_->questions.last().period.from, QDate(2026, 3, 1));
  }

  void columns_of_thirty_days_say_so_and_open_no_month() {
    CohortCard card;
    QSignalSpy opened(&card, &CohortCard::cohortOpened);
    operations::CohortRow row{202601, QStringLiteral("USD"), 4, {4, 3}, {400, 300}};
    card.setCohorts({row}, QStringLiteral("USD"), QLocale(QLocale::English));
    card.heat().setCurrentCell(0, 3);
    QTest::keyClick(&card.heat(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    row.everyThirtyDays = true;
    card.setCohorts({row}, QStringLiteral("USD"), QLocale(QLocale::English));
    QCOMPARE(card.heat().horizontalHeaderItem(3)->text(), QStringLiteral("+60 d"));
    QVERIFY(card.heat().item(0, 3)->toolTip().endsWith(QStringLiteral("pay 60 days after they began")));
    card.heat().setCurrentCell(0, 3);
    QTest::keyClick(&card.heat(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
  }

  void the_period_and_the_zone_are_named_and_remembered() {
    auto* periods = part<QComboBox>("overviewPeriod");
    periods->setCurrentIndex(static_cast<int>(PeriodChoice::LastYear));
    Q_EMIT periods->activated(periods->currentIndex());
    QVERIFY(fixture_->settle());
    QCOMPARE(desk_->overviews.last().from, QDate(2025, 1, 1));
    QCOMPARE(desk_->overviews.last().to, QDate(2025, 12, 31));
    QCOMPARE(part<QLabel>("overviewPeriodName")->text(), QStringLiteral("Jan 2025 – Dec 2025"));
    auto* zones = part<QComboBox>("overviewZone");
    zones->setCurrentIndex(1);
    Q_EMIT zones->activated(1);
    QVERIFY(fixture_->settle());
    QCOMPARE(desk_->overviews.last().zone, QStringLiteral("UTC"));
    reopen();
    QCOMPARE(desk_->overviews.last().from, QDate(2025, 1, 1));
    QCOMPARE(desk_->overviews.last().zone, QStringLiteral("UTC"));
  }

  void periods_are_whole_months_and_a_chart_has_at_least_twelve_of_them() {
    const QDate leap(2028, 2, 29);
    const auto of = [&](PeriodChoice choice) { return periodOf(choice, leap, QStringLiteral("UTC")); };
    QCOMPARE(of(PeriodChoice::ThisMonth).to, leap);
    QCOMPARE(of(PeriodChoice::LastMonth).from, QDate(2028, 1, 1));
    QCOMPARE(of(PeriodChoice::Last12Months).from, QDate(2027, 3, 1));
    QCOMPARE(of(PeriodChoice::LastYear).to, QDate(2027, 12, 31));
    QCOMPARE(atLeastMonths(of(PeriodChoice::ThisMonth), 12).from, QDate(2027, 3, 1));
    QVERIFY(atLeastMonths(of(PeriodChoice::LastYear), 12) == of(PeriodChoice::LastYear));
    QCOMPARE(monthAfter(202711, 3), 202802);
    QCOMPARE(niceMarks(-480, 930, 2), (QVector<double>{0, 500}));
    QCOMPARE(niceMarks(0, 0, 2), (QVector<double>{0}));
    QCOMPARE(shortNumber(-20'000, QLocale(QLocale::English)), QStringLiteral("−20k"));
  }

  void unlike_currencies_are_shown_one_at_a_time() {
    auto* currencies = part<QComboBox>("overviewCurrency");
    QVERIFY(currencies->isVisible());
    QCOMPARE(currencies->count(), 2);
    currencies->setCurrentText(QStringLiteral("EUR"));
    Q_EMIT currencies->activated(1);
    for (const auto& figure : part<FigureTiles>()->figures()) QCOMPARE(figure.currency, QStringLiteral("EUR"));
    QTest::mouseClick(part<KeyFigure>("figure_mrr"), Qt::LeftButton);
    QVERIFY(rowsDialog() != nullptr);
    QCOMPARE(desk_->questions.last().currency, QStringLiteral("EUR"));
    desk_->currencies = {QStringLiteral("USD")};
    reopen();
    QVERIFY(!part<QComboBox>("overviewCurrency")->isVisible());
  }

  void what_came_since_the_last_visit_is_told_until_it_is_seen() {
    auto* strip = part<SinceStrip>();
    QVERIFY(!strip->isVisible());  // the first visit
    desk_->extraMinor = 12'000;
    fixture_->clock.advance(2 * test::kDay);
    reopen();
    strip = part<SinceStrip>();
    QVERIFY(strip->isVisible());
    QVERIFY2(strip->text().contains(QStringLiteral("4 new customers (USD), MRR +$120.00")), qPrintable(strip->text()));
    QVERIFY(strip->text().startsWith(QStringLiteral("Since Friday, 11:00")));
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-since")));
    Q_EMIT part<QLabel>("sinceLine")->linkActivated(QStringLiteral("1"));
    QVERIFY(rowsDialog() != nullptr);
    QVERIFY(desk_->questions.last().metric == Metric::NetNewMrr);
    QCOMPARE(desk_->questions.last().currency, QStringLiteral("EUR"));
    part<QPushButton>("sinceSeen")->click();
    QVERIFY(!strip->isVisible());
  }

  void a_currency_new_since_is_told_and_months_of_another_zone_are_not_compared() {
    operations::MonthRow dollars, euros;
    std::tie(dollars.month, dollars.currency) = std::pair(202601, QStringLiteral("USD"));
    std::tie(euros.month, euros.currency) = std::pair(202602, QStringLiteral("EUR"));
    euros.customersNew = 2;
    euros.endMinor = 5'000;
    const auto seen = seenFigures({dollars}, QStringLiteral("UTC"), {}, 1);
    const QLocale english(QLocale::English);
    const auto told = changesSince(seen, {dollars, euros}, QStringLiteral("UTC"), {}, english);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.first().words, QStringLiteral("2 new customers (EUR)"));
    QVERIFY(changesSince(seen, {dollars, euros}, QStringLiteral("Asia/Tokyo"), {}, english).isEmpty());
  }

  void a_day_of_webhooks_opens_its_deliveries() {
    auto* pane = qobject_cast<OverviewPane*>(window().currentPane());
    auto* days = part<QWidget>("webhookDays")->findChild<QTableWidget*>();
    days->setCurrentCell(4, 3);  // refused, four days ago
    QTest::keyClick(days, Qt::Key_Return);
    QCOMPARE(window().currentPaneId(), PaneId::Webhooks);
    const auto filters = qobject_cast<ListPane*>(window().currentPane())->model().query().filters;
    QCOMPARE(filters.size(), 3);
    QCOMPARE(filters.at(0).values.first().toLongLong(), pane->facts().webhookDays.at(25).dayStart);
    QCOMPARE(filters.at(2).values, (QVariantList{QStringLiteral("rejected")}));
  }

  void nothing_yet_says_so_and_an_error_can_be_tried_again() {
    desk_->failure = Error{ErrorKind::Unavailable, "gone", "The database is gone", {}, {}, true, {}};
    window().currentPane()->refresh();
    QVERIFY(fixture_->settle());
    auto* banner = window().currentPane()->findChild<ErrorBanner*>();
    QVERIFY(banner->isVisible() && banner->message().contains(QStringLiteral("gone")));
    desk_->failure.reset();
    Q_EMIT banner->actionTriggered();
    QVERIFY(fixture_->settle());
    QVERIFY(!banner->isVisible());
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-light")));
  }

  void both_ways_to_count_stand_side_by_side_before_one_is_chosen_with_a_reason() {
    window().showDefinitions();
    auto* dialog = part<DefinitionsDialog>();
    QVERIFY(dialog != nullptr);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isAsking(); }));
    auto* table = dialog->findChild<QTableWidget*>(QStringLiteral("definitionEffect"));
    QCOMPARE(table->rowCount(), 4);
    QCOMPARE(table->columnCount(), 3);
    QVERIFY(table->item(0, 2)->text().startsWith(QStringLiteral("≠")));
    QCOMPARE(table->item(3, 1)->text(), QStringLiteral("n/a"));
    auto* use = dialog->findChild<QPushButton*>(QStringLiteral("definitionUse"));
    QVERIFY(!use->isEnabled() && !use->autoDefault());
    dialog->findChild<QRadioButton*>(QStringLiteral("definition_request"))->click();
    QVERIFY(!use->isEnabled());  // no reason yet
    dialog->findChild<QLineEdit*>(QStringLiteral("definitionReason"))->setText(QStringLiteral("as the auditor asks"));
    QVERIFY(use->isEnabled());
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("definitions")));
    const qsizetype asked = desk_->overviews.size();
    use->click();
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isAsking(); }));
    QCOMPARE(desk_->chosen, QStringList{QStringLiteral("churn_at=request: as the auditor asks")});
    QVERIFY(desk_->overviews.size() > asked);  // the overview is drawn anew
    QVERIFY(dialog->findChild<QRadioButton*>(QStringLiteral("definition_request"))->isChecked());
    auto* terms = dialog->findChild<QListWidget*>(QStringLiteral("definitionTerms"));
    terms->setCurrentRow(1);
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("definitionSince"))->text().contains(QStringLiteral("by ada")));
  }

  void all_figures_of_a_period_are_listed_and_each_opens_its_rows() {
    window().showAllFigures();
    auto* dialog = part<MetricsDialog>();
    QVERIFY(dialog != nullptr);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isLoading(); }));
    auto* table = dialog->findChild<DataTable*>(QStringLiteral("table_figures"));
    QCOMPARE(table->model()->rowCount(), operations::kMetricCount);
    const auto texts = [&](const char* field) {
      QStringList all;
      for (int row = 0; row < table->model()->rowCount(); ++row)
        all << table->model()->index(row, table->facts()->columnOf(field)).data().toString();
      return all;
    };
    QVERIFY(texts("value").contains(QStringLiteral("n/a")));  // the quick ratio of months in which nobody left
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("all-figures")));
    table->setCurrentIndex(table->model()->index(static_cast<int>(Metric::Arr), 0));
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(QTest::qWaitFor([&] { return !desk_->questions.isEmpty(); }));
    QVERIFY(desk_->questions.last().metric == Metric::Arr);
    auto* revenue = dialog->findChild<QTableWidget*>(QStringLiteral("table_revenue"));
    QCOMPARE(revenue->rowCount(), 12);
    dialog->findChild<QTabWidget*>()->setCurrentIndex(3);
    revenue->setCurrentCell(1, 3);
    QTest::keyClick(revenue, Qt::Key_Return);
    QVERIFY(desk_->questions.last().metric == Metric::Deferred);
    QCOMPARE(desk_->questions.last().period.from, QDate(2026, 10, 1));
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("all-figures-revenue")));
    auto* credits = dialog->findChild<QTableWidget*>(QStringLiteral("table_credits"));
    dialog->findChild<QTabWidget*>()->setCurrentIndex(4);
    const qsizetype asked = desk_->questions.size();
    for (const int column : {2, 1}) {  // no figure is of what is given, one is of what is sold
      credits->setCurrentCell(0, column);
      QTest::keyClick(credits, Qt::Key_Return);
      QCOMPARE(desk_->questions.size(), asked + (column == 1 ? 1 : 0));
    }
    dialog->findChild<QTabWidget*>()->setCurrentIndex(2);
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("all-figures-retention")));
  }

  void rows_are_told_for_files_as_they_are_shown_and_the_largest_stands_first() {
    QTest::mouseClick(part<KeyFigure>("figure_owed"), Qt::LeftButton);
    FigureRowsDialog* dialog = rowsDialog();
    QVERIFY(dialog->findChild<QPushButton*>(QStringLiteral("figureExport")) == nullptr);  // nothing can be written here
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("figureExplanation"))
                ->text()
                .contains(QStringLiteral(" owes most: ")));
    const auto rows = dialog->reportFeed()->next(100, {});
    QVERIFY(rows.has_value());
    QCOMPARE(rows->size(), 10);
    const auto columns = FigureRowsDialog::reportColumns(dialog->rows().figure.kind);
    for (const auto& column : columns)
      QCOMPARE(column.personal, (QByteArrayList{"customer", "customer_id", "what", "id"}.contains(column.name)));
    qint64 sum = 0;
    for (const auto& row : *rows) {
      QCOMPARE(row.size(), columns.size());
      QCOMPARE(row.at(4).currency, QStringLiteral("USD"));
      sum += row.at(4).value.toLongLong();
    }
    QCOMPARE(sum, dialog->rows().sum);
    QCOMPARE(rows->first().at(4).value.toLongLong(), 44'700);
    QCOMPARE(dialog->reportHead().list, QStringLiteral("owed"));
    QVERIFY(test::keepPicture(*dialog, QStringLiteral("owed-rows")));
  }

  void menu_entries_work_only_where_finance_answers() {
    auto* last = part<QAction>("actionPeriod_last_3");
    QVERIFY(last != nullptr && last->isEnabled());
    last->trigger();
    QVERIFY(fixture_->settle());
    QCOMPARE(desk_->overviews.last().from, QDate(2026, 9, 1));
    fixture_->finance = nullptr;
    reopen();
    QVERIFY(!part<QAction>("actionAllFigures")->isEnabled());
    QVERIFY(part<PeriodPicker>() == nullptr && part<FinanceBoard>() == nullptr);
    QCOMPARE(window().currentPane()->findChildren<KeyFigure*>().size(), 5);
  }

  void it_looks_right_small_dark_and_without_rows() {
    start(true, {1024, 640});
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-small")));
    start(true, {1440, 1500});
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-tall")));
    window().chooseTheme(ThemeChoice::Dark);
    QTest::qWait(0);
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-dark")));
    window().chooseTheme(ThemeChoice::Light);
    desk_->full = false;
    reopen();
    QVERIFY(!part<QToolButton>("movementsSwitch")->isEnabled());
    QVERIFY(test::keepPicture(window(), QStringLiteral("overview-empty")));
  }
};

QTEST_MAIN(OverviewTest)
#include "tst_overview.moc"
