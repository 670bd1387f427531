#include "ui/overview/chartcard.h"

#include <QEvent>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

enum CardPage { Drawn, Written, Empty };

}  // namespace

ChartCard::ChartCard(const QString& name, const QString& title, QWidget* parent)
    : QWidget(parent),
      title_(title),
      heading_(new QToolButton),
      note_(new QLabel),
      legend_(new QLabel),
      footnote_(new QLabel),
      nothing_(new QLabel),
      switch_(new QToolButton),
      stack_(new QStackedWidget),
      table_(new LedgerTable(name + QStringLiteral("Table"), title)) {
  setObjectName(name);
  connect(table_, &LedgerTable::cellOpened, this, &ChartCard::cellOpened);
  switch_->setObjectName(name + QStringLiteral("Switch"));
  build();
  setTitle(title);
  showTable(false);
}

void ChartCard::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  auto* head = new QHBoxLayout;
  head->setSpacing(space(this, 2));
  heading_->setProperty("plain", true);
  heading_->setFont(strongFont(font()));
  heading_->setFocusPolicy(Qt::StrongFocus);
  connect(heading_, &QToolButton::clicked, this, &ChartCard::opened);
  note_->setForegroundRole(QPalette::PlaceholderText);
  note_->setMinimumWidth(1);  // gives way before the title does
  switch_->setCheckable(true);
  switch_->setFocusPolicy(Qt::StrongFocus);
  connect(switch_, &QToolButton::toggled, this, &ChartCard::showTable);
  head->addWidget(heading_);
  head->addWidget(note_, 1);
  head->addWidget(switch_);
  column->addLayout(head);
  legend_->setTextFormat(Qt::RichText);
  legend_->setWordWrap(true);
  legend_->hide();
  footnote_->setForegroundRole(QPalette::PlaceholderText);
  footnote_->setWordWrap(true);
  footnote_->hide();
  nothing_->setForegroundRole(QPalette::PlaceholderText);
  nothing_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  nothing_->setWordWrap(true);
  column->addWidget(legend_);
  column->addWidget(stack_, 1);
  column->addWidget(footnote_);
}

void ChartCard::setDrawing(QWidget* drawing, double lines) {
  stack_->addWidget(drawing);
  stack_->addWidget(table_);
  stack_->addWidget(nothing_);
  height_ = static_cast<int>(fontMetrics().height() * lines);
  stack_->setMinimumHeight(height_);
}

void ChartCard::setTitle(const QString& title) {
  title_ = title;
  heading_->setText(title);
  heading_->setToolTip(tr("%1: show the rows").arg(title));
  table_->setAccessibleName(tr("%1, as a table").arg(title));
}

void ChartCard::setNote(const QString& note) {
  note_->setText(note);
  note_->setToolTip(note);
}

void ChartCard::setLegend(const QString& rich) {
  legend_->setText(rich);
  legend_->setVisible(!rich.isEmpty() && !showsTable() && stack_->currentIndex() != Empty);
}

void ChartCard::setFootnote(const QString& text) {
  footnote_->setText(text);
  footnote_->setVisible(!text.isEmpty());
}

void ChartCard::setNothing(const QString& why) {
  nothing_->setText(why);
  switch_->setEnabled(why.isEmpty());
  stack_->setMinimumHeight(why.isEmpty() ? height_
                                         : fontMetrics().height() * 3);  // a sentence takes no room for a chart
  stack_->setCurrentIndex(!why.isEmpty() ? Empty : showsTable() ? Written : Drawn);
  legend_->setVisible(why.isEmpty() && !showsTable() && !legend_->text().isEmpty());
}

void ChartCard::showTable(bool table) {
  const QSignalBlocker quiet(switch_);
  switch_->setChecked(table);
  switch_->setIcon(symbol(table ? QStringLiteral("chart") : QStringLiteral("table"), Tone::Muted));
  switch_->setToolTip(table ? tr("Show as a chart") : tr("Show the numbers as a table"));
  switch_->setAccessibleName(QStringLiteral("%1: %2").arg(title_, switch_->toolTip()));
  setNothing(nothing_->text());
}

void ChartCard::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange) Q_EMIT repainted();
}

}  // namespace billing::ui
