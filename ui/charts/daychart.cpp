#include "ui/charts/daychart.h"

#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QStackedBarSeries>
#include <QTableWidget>
#include <QToolButton>
#include <QValueAxis>
#include <algorithm>

#include "ui/charts/charttheme.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

DayChart::DayChart(const QString& title, QWidget* parent)
    : QWidget(parent),
      title_(title),
      note_(new QLabel),
      legend_(new QLabel),
      switch_(new QToolButton),
      stack_(new QStackedWidget),
      view_(new QChartView),
      table_(new QTableWidget) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  auto* head = new QHBoxLayout;
  auto* name = new QToolButton;
  name->setProperty("plain", true);
  name->setText(title);
  name->setFont(strongFont(font()));
  name->setToolTip(tr("Show the rows behind this chart"));
  name->setFocusPolicy(Qt::StrongFocus);
  connect(name, &QToolButton::clicked, this, &DayChart::opened);
  note_->setForegroundRole(QPalette::PlaceholderText);
  switch_->setCheckable(true);
  switch_->setFocusPolicy(Qt::StrongFocus);
  connect(switch_, &QToolButton::toggled, this, &DayChart::showTable);
  head->addWidget(name);
  head->addWidget(note_);
  head->addStretch(1);
  head->addWidget(switch_);
  column->addLayout(head);
  legend_->setTextFormat(Qt::RichText);
  column->addWidget(legend_);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setRenderHint(QPainter::Antialiasing);
  view_->setFocusPolicy(Qt::NoFocus);
  table_->setAccessibleName(tr("%1, as a table").arg(title));
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setTabKeyNavigation(false);
  table_->setHorizontalHeader(new TableHeader(table_));
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->verticalHeader()->setDefaultSectionSize(rowHeight(fontMetrics()));
  table_->installEventFilter(this);
  connect(table_, &QTableWidget::cellDoubleClicked, this, &DayChart::openCell);
  stack_->addWidget(view_);
  stack_->addWidget(table_);
  stack_->setMinimumHeight(fontMetrics().height() * 11);
  column->addWidget(stack_, 1);
  showTable(false);
}

QChart* DayChart::chart() const {
  return view_->chart();
}

void DayChart::showTable(bool table) {
  stack_->setCurrentIndex(table ? 1 : 0);
  const QSignalBlocker quiet(switch_);
  switch_->setChecked(table);
  switch_->setIcon(symbol(table ? QStringLiteral("chart") : QStringLiteral("table"), Tone::Muted));
  switch_->setToolTip(table ? tr("Show as a chart") : tr("Show the numbers as a table"));
  switch_->setAccessibleName(QStringLiteral("%1: %2").arg(title_, switch_->toolTip()));
}

void DayChart::setDays(const QVector<QDate>& days, const QVector<DaySeries>& series, const QString& note) {
  days_ = days;
  series_ = series;
  note_->setText(note);
  fillTable();
  draw();
}

void DayChart::fillTable() {
  QStringList heads{tr("Day")};
  QStringList spoken;
  for (const DaySeries& series : series_) heads << series.name;
  table_->setColumnCount(static_cast<int>(heads.size()));
  table_->setHorizontalHeaderLabels(heads);
  table_->setRowCount(static_cast<int>(days_.size()));
  for (int day = 0; day < days_.size(); ++day) {
    const int row = static_cast<int>(days_.size()) - 1 - day;  // newest first, as in every list
    table_->setItem(
        row, 0, new QTableWidgetItem(QLocale(QLocale::English).toString(days_.at(day), QStringLiteral("d MMM yyyy"))));
    for (int i = 0; i < series_.size(); ++i) {
      auto* item = new QTableWidgetItem(series_.at(i).texts.value(day));
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      table_->setItem(row, i + 1, item);
    }
  }
  for (const DaySeries& series : series_)
    spoken << QStringLiteral("%1: %2").arg(series.name, series.texts.join(QStringLiteral(", ")));
  view_->setAccessibleName(title_);
  view_->setAccessibleDescription(spoken.join(QStringLiteral("; ")));
}

void DayChart::drawLegend() {
  const Tokens& tokens = tokensFor(palette());
  QStringList parts;
  for (const DaySeries& series : series_)
    parts << QStringLiteral("<span style='color:%1'>■</span>&nbsp;%2")
                 .arg(tokens.tone(series.tone).name(), series.name.toHtmlEscaped());
  legend_->setText(parts.join(QStringLiteral("&nbsp;&nbsp;&nbsp; ")));
}

void DayChart::draw() {
  const Tokens& tokens = tokensFor(palette());
  auto* chart = new QChart;
  auto* bars = new QStackedBarSeries;
  QVector<double> totals(days_.size(), 0.0);
  for (const DaySeries& series : std::as_const(series_)) {
    auto* set = new QBarSet(series.name);
    for (int day = 0; day < days_.size(); ++day) {
      const double height = series.heights.value(day);
      totals[day] += height;
      set->append(height);
    }
    set->setColor(tokens.tone(series.tone));
    set->setBorderColor(tokens.surface);
    bars->append(set);
  }
  bars->setBarWidth(0.72);
  connect(bars, &QAbstractBarSeries::clicked, this, [this, bars](int day, QBarSet* set) {
    Q_EMIT dayOpened(day, static_cast<int>(bars->barSets().indexOf(set)));
  });
  chart->addSeries(bars);
  drawAxes(*chart, totals.isEmpty() ? 0 : *std::max_element(totals.begin(), totals.end()));
  applyChartTheme(*chart, tokens, captionFont(font()));
  QChart* old = view_->chart();
  view_->setChart(chart);
  delete old;
  view_->setBackgroundBrush(tokens.surface);
  drawLegend();
}

void DayChart::drawAxes(QChart& chart, double top) {
  auto* x = new QCategoryAxis;
  x->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  x->setRange(-0.6, qMax(1.0, days_.size() - 0.4));
  for (int day = 0; day < days_.size(); day += 7)
    x->append(QLocale(QLocale::English).toString(days_.at(day), QStringLiteral("d MMM")), day);
  x->setGridLineVisible(false);
  auto* y = new QValueAxis;
  y->setRange(0, top > 0 ? top : 1);
  y->setTickCount(4);
  y->setLabelFormat(QStringLiteral("%.0f"));
  y->applyNiceNumbers();
  chart.addAxis(x, Qt::AlignBottom);
  chart.addAxis(y, Qt::AlignLeft);
  for (QAbstractSeries* series : chart.series()) {
    series->attachAxis(x);
    series->attachAxis(y);
  }
}

// The table has the newest day first.
void DayChart::openCell(int row, int column) {
  if (row >= 0) Q_EMIT dayOpened(static_cast<int>(days_.size()) - 1 - row, column - 1);
}

bool DayChart::eventFilter(QObject* watched, QEvent* event) {
  if (watched == table_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      openCell(table_->currentRow(), table_->currentColumn());
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

void DayChart::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !series_.isEmpty()) draw();
}

}  // namespace billing::ui
