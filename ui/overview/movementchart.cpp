#include "ui/overview/movementchart.h"

#include <QAreaSeries>
#include <QBarSet>
#include <QCategoryAxis>
#include <QChart>
#include <QKeyEvent>
#include <QLineSeries>
#include <QStackedBarSeries>
#include <algorithm>
#include <cmath>

#include "domain/money.h"
#include "ui/charts/charttheme.h"
#include "ui/charts/niceaxis.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

using operations::Metric;
using operations::MonthRow;

namespace {

/// The columns' part of the height; the line has the rest above them.
constexpr double kColumnsShare = 0.50;

double unitsOf(const QString& currency) {
  const auto code = Currency::fromCode(currency.toStdString());
  return std::pow(10.0, code ? code->exponent() : 2);
}

struct MovementRange {
  double up = 0, down = 0;
};

MovementRange movementRange(const MonthRow& month) {
  MovementRange range;
  for (const MovementPart& part : movementParts()) {
    const auto amount = static_cast<double>(month.*part.amount);
    (amount > 0 ? range.up : range.down) += std::abs(amount);
  }
  return range;
}

QCategoryAxis* markedAxis(double bottom, double top, double from, double to, int most, const QLocale& locale) {
  auto* axis = new QCategoryAxis;
  axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  axis->setRange(bottom, top);
  for (const double mark : niceMarks(from, to, most)) axis->append(shortNumber(mark, locale), mark);
  return axis;
}

}  // namespace

const QVector<MovementPart>& movementParts() {
  static const QVector<MovementPart> parts = {{Metric::NewMrr, &MonthRow::newMinor, "new"},
                                              {Metric::ExpansionMrr, &MonthRow::expansionMinor, "expansion"},
                                              {Metric::ReactivatedMrr, &MonthRow::reactivationMinor, "reactivation"},
                                              {Metric::ContractionMrr, &MonthRow::contractionMinor, "contraction"},
                                              {Metric::ChurnedMrr, &MonthRow::churnMinor, "churn"},
                                              {Metric::CurrencyMrr, &MonthRow::currencyMinor, "currency"}};
  return parts;
}

// Up and down differ by place; within each, by lightness: it holds in grey.
QColor movementColor(Metric metric, const Tokens& tokens) {
  switch (metric) {
    case Metric::NewMrr:
      return tokens.accent;
    case Metric::ExpansionMrr:
      return mixed(tokens.accent, tokens.surface, 0.60);
    case Metric::ReactivatedMrr:
      return mixed(tokens.accent, tokens.surface, 0.30);
    case Metric::ContractionMrr:
      return mixed(tokens.danger, tokens.surface, 0.45);
    case Metric::ChurnedMrr:
      return tokens.danger;
    default:
      return tokens.muted;
  }
}

MovementChart::MovementChart(QWidget* parent) : QChartView(parent) {
  setObjectName(QStringLiteral("movementChart"));
  setFrameShape(QFrame::NoFrame);
  setRenderHint(QPainter::Antialiasing);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("MRR and its movements by month"));
}

void MovementChart::setMonths(const QVector<MonthRow>& months, const QLocale& locale) {
  months_ = months;
  locale_ = locale;
  chosen_ = -1;
  QStringList spoken;
  for (int i = 0; i < months.size(); ++i) spoken << wordsOf(i);
  setAccessibleDescription(spoken.join(QStringLiteral("; ")));
  draw();
}

QString MovementChart::wordsOf(int index) const {
  const MonthRow& month = months_.at(index);
  QStringList parts{tr("%1: %2").arg(monthText(month.month), moneyText(month.endMinor, month.currency, locale_))};
  for (const MovementPart& part : movementParts())
    if (const qint64 amount = month.*part.amount; amount != 0)
      parts << QStringLiteral("%1 %2").arg(say(part.name), signedMoneyText(amount, month.currency, locale_));
  return parts.join(QStringLiteral(" · "));
}

void MovementChart::draw() {
  const Tokens& tokens = tokensFor(palette());
  auto* chart = new QChart;
  columns_ = nullptr;
  line_ = nullptr;
  if (!months_.isEmpty()) {
    scale_ = unitsOf(months_.first().currency);
    addColumns(*chart, tokens);
    addLine(*chart, tokens);
    addMonths(*chart);
  }
  applyChartTheme(*chart, tokens, captionFont(font()));
  QChart* old = this->chart();
  setChart(chart);
  delete old;
  setBackgroundBrush(tokens.surface);
}

void MovementChart::addColumns(QChart& chart, const Tokens& tokens) {
  columns_ = new QStackedBarSeries;
  MovementRange most;
  for (const MovementPart& part : movementParts()) {
    auto* set = new QBarSet(say(part.name));
    for (const MonthRow& month : months_) set->append(static_cast<double>(month.*part.amount) / scale_);
    set->setColor(movementColor(part.metric, tokens));
    set->setBorderColor(tokens.surface);
    columns_->append(set);
  }
  for (const MonthRow& month : months_) {
    const MovementRange range = movementRange(month);
    most.up = qMax(most.up, range.up / scale_);
    most.down = qMax(most.down, range.down / scale_);
  }
  if (most.up + most.down <= 0) most.up = 1;
  columns_->setBarWidth(0.64);
  chart.addSeries(columns_);
  const double bottom = -most.down * 1.08;
  QCategoryAxis* axis =
      markedAxis(bottom, bottom + (most.up * 1.12 - bottom) / kColumnsShare, -most.down, most.up, 2, locale_);
  chart.addAxis(axis, Qt::AlignLeft);
  columns_->attachAxis(axis);
}

void MovementChart::addLine(QChart& chart, const Tokens& tokens) {
  line_ = new QLineSeries;
  auto* upper = new QLineSeries(&chart);  // what an area is drawn between is not its own
  auto* ground = new QLineSeries(&chart);
  double top = 0;
  for (int i = 0; i < months_.size(); ++i) {
    const double end = static_cast<double>(months_.at(i).endMinor) / scale_;
    top = qMax(top, end);
    for (QLineSeries* series : {line_, upper}) series->append(i, end);
    ground->append(i, 0);
  }
  if (top <= 0) top = 1;
  line_->setPen(QPen(tokens.text, 2));
  line_->setPointsVisible(true);
  auto* area = new QAreaSeries(upper, ground);
  area->setBrush(mixed(tokens.text, tokens.surface, 0.07));
  area->setPen(Qt::NoPen);
  const double height = top * 1.18 / (1 - kColumnsShare);
  QCategoryAxis* axis = markedAxis(top * 1.18 - height, top * 1.18, 0, top, 2, locale_);
  chart.addAxis(axis, Qt::AlignRight);
  for (QAbstractSeries* series : {static_cast<QAbstractSeries*>(area), static_cast<QAbstractSeries*>(line_)}) {
    chart.addSeries(series);
    series->attachAxis(axis);
  }
}

void MovementChart::addMonths(QChart& chart) {
  auto* axis = new QCategoryAxis;
  axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
  axis->setRange(-0.5, qMax(0.5, months_.size() - 0.5));
  axis->setGridLineVisible(false);
  const int step = static_cast<int>(months_.size() + 11) / 12;  // more than twelve names do not fit
  for (int i = 0; i < months_.size(); ++i) {
    const int month = months_.at(i).month;
    QString name = month % 100 == 1 ? QStringLiteral("Jan ’%1").arg(month / 100 % 100, 2, 10, QLatin1Char('0'))
                                    : shortMonthText(month);
    if (!months_.at(i).note.isEmpty()) name += QLatin1Char('*');
    if (i % step == 0) axis->append(name, i);
  }
  chart.addAxis(axis, Qt::AlignBottom);
  for (QAbstractSeries* series : chart.series()) series->attachAxis(axis);
}

int MovementChart::monthAt(const QPointF& place) const {
  if (months_.isEmpty() || columns_ == nullptr || !chart()->plotArea().contains(place)) return -1;
  const int index = static_cast<int>(std::lround(chart()->mapToValue(place, columns_).x()));
  return index >= 0 && index < months_.size() ? index : -1;
}

/// The part under a point of the plot: a segment, or the line above them.
std::optional<Metric> MovementChart::partAt(const QPointF& place) const {
  const int index = monthAt(place);
  if (index < 0) return std::nullopt;
  if (place.y() < chart()->mapToPosition({0, 0}, line_).y()) return Metric::Mrr;
  const double value = chart()->mapToValue(place, columns_).y() * scale_;
  double up = 0, down = 0;
  for (const MovementPart& part : movementParts()) {
    const auto amount = static_cast<double>(months_.at(index).*part.amount);
    double& edge = amount > 0 ? up : down;
    if (amount > 0 ? value >= edge && value <= edge + amount : amount < 0 && value <= edge && value >= edge + amount)
      return part.metric;
    edge += amount;
  }
  return Metric::NetNewMrr;
}

QPointF MovementChart::centreOf(int index, Metric metric) const {
  if (metric == Metric::Mrr) return chart()->mapToPosition(line_->at(index), line_);
  double up = 0, down = 0;
  for (const MovementPart& part : movementParts()) {
    const double amount = static_cast<double>(months_.at(index).*part.amount) / scale_;
    double& edge = amount > 0 ? up : down;
    if (part.metric == metric)
      return amount == 0 ? QPointF() : chart()->mapToPosition({double(index), edge + amount / 2}, columns_);
    edge += amount;
  }
  return {};
}

void MovementChart::choose(int index) {
  chosen_ = index;
  Q_EMIT pointed(index < 0 ? QString() : wordsOf(index));
  viewport()->update();
}

void MovementChart::keyPressEvent(QKeyEvent* event) {
  const int last = static_cast<int>(months_.size()) - 1;
  const int now = chosen_ < 0 ? last : chosen_;
  switch (event->key()) {
    case Qt::Key_Left:
      return choose(qMax(0, now - 1));
    case Qt::Key_Right:
      return choose(qMin(last, now + 1));
    case Qt::Key_Home:
      return choose(qMin(0, last));
    case Qt::Key_End:
      return choose(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
      if (now >= 0) Q_EMIT opened(Metric::NetNewMrr, months_.at(now).month);
      return;
    default:
      QChartView::keyPressEvent(event);
  }
}

void MovementChart::focusInEvent(QFocusEvent* event) {
  QChartView::focusInEvent(event);
  if (event->reason() != Qt::MouseFocusReason && chosen_ < 0) choose(static_cast<int>(months_.size()) - 1);
}

void MovementChart::focusOutEvent(QFocusEvent* event) {
  QChartView::focusOutEvent(event);
  choose(-1);
}

void MovementChart::mouseMoveEvent(QMouseEvent* event) {
  QChartView::mouseMoveEvent(event);
  const int index = monthAt(event->position());
  setCursor(index < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
  if (index != chosen_) choose(index);
}

void MovementChart::mouseReleaseEvent(QMouseEvent* event) {
  QChartView::mouseReleaseEvent(event);
  const int index = monthAt(event->position());
  const auto part = partAt(event->position());
  if (event->button() == Qt::LeftButton && index >= 0 && part) Q_EMIT opened(*part, months_.at(index).month);
}

void MovementChart::leaveEvent(QEvent* event) {
  QChartView::leaveEvent(event);
  if (!hasFocus()) choose(-1);
}

void MovementChart::changeEvent(QEvent* event) {
  QChartView::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !months_.isEmpty()) draw();
}

void MovementChart::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  viewport()->update();
}

/// The chosen month's band, the zero line of the columns, and the last amount written at its point.
void MovementChart::drawForeground(QPainter* painter, const QRectF& rect) {
  QChartView::drawForeground(painter, rect);
  if (months_.isEmpty() || columns_ == nullptr) return;
  const Tokens& tokens = tokensFor(palette());
  const QRectF plot = chart()->plotArea();
  const double zero = chart()->mapToPosition({0, 0}, columns_).y();
  painter->setPen(QPen(tokens.muted, 1));
  painter->drawLine(QPointF(plot.left(), zero), QPointF(plot.right(), zero));
  if (chosen_ >= 0) {
    const double middle = chart()->mapToPosition({double(chosen_), 0}, columns_).x();
    const double width = plot.width() / static_cast<double>(months_.size());
    QColor band = tokens.accent;
    band.setAlphaF(0.10F);
    painter->fillRect(QRectF(middle - width / 2, plot.top(), width, plot.height()), band);
  }
  const QPointF end = chart()->mapToPosition(line_->points().constLast(), line_);
  const QString amount = moneyText(months_.last().endMinor, months_.last().currency, locale_);
  painter->setFont(strongFont(captionFont(font())));
  const QFontMetricsF metrics(painter->font());
  const double width = metrics.horizontalAdvance(amount);
  painter->setPen(tokens.text);
  painter->drawText(QPointF(qMin(end.x() - width / 2, plot.right() - width), end.y() - space(this, 1.5)), amount);
}

}  // namespace billing::ui
