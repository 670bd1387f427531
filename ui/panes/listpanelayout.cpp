// How a list pane is laid out: title and buttons, search and chips, table left, detail right.
#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/exports/exportactions.h"
#include "ui/panes/listpane.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/arrivalspill.h"

namespace billing::ui {

namespace {

QToolButton* headerButton(const QString& text, const QString& icon, const QString& name, const QString& tip) {
  auto* button = new QToolButton;
  button->setObjectName(name);
  button->setText(text);
  button->setIcon(symbol(icon, Tone::Muted));
  button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  button->setAccessibleName(tip.section(QLatin1Char('('), 0, 0).trimmed());
  button->setToolTip(tip);
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

}  // namespace

QWidget* ListPane::buildHeader() {
  auto* header = new QWidget;
  auto* rows = new QVBoxLayout(header);
  rows->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  rows->setSpacing(space(this, 2.5));
  auto* top = new QHBoxLayout;
  top->setSpacing(space(this, 2));
  auto* title = new QLabel(spec_.title);
  title->setFont(titleFont(font()));
  count_ = new QLabel;
  count_->setObjectName(QStringLiteral("count"));
  count_->setForegroundRole(QPalette::PlaceholderText);
  headerButtons_ = new QWidget;
  auto* buttons = new QHBoxLayout(headerButtons_);
  buttons->setContentsMargins(0, 0, 0, 0);
  buttons->setSpacing(space(this, 1));
  buttons->addWidget(views_);
  if (QToolButton* exporting = exportButton(context_, *this)) buttons->addWidget(exporting);
  auto* chooser =
      headerButton(tr("Columns"), QStringLiteral("columns"), QStringLiteral("columnsButton"), tr("Choose columns"));
  chooser->setMenu(columns_);
  chooser->setPopupMode(QToolButton::InstantPopup);
  buttons->addWidget(chooser);
  detailButton_ = headerButton({}, QStringLiteral("panel-right"), QStringLiteral("detailButton"),
                               tr("Show or hide the details (F4)"));
  detailButton_->setCheckable(true);
  buttons->addWidget(detailButton_);
  detailButton_->setHidden(detail_ == nullptr);
  connect(detailButton_, &QToolButton::toggled, this, &ListPane::toggleDetail);
  if (spec_.pausable) {
    pause_ = headerButton(tr("Pause"), QStringLiteral("pause"), QStringLiteral("pause"),
                          tr("Hold new rows back without losing them (Ctrl+P)"));
    pause_->setCheckable(true);
    connect(pause_, &QToolButton::toggled, this, &ListPane::setPaused);
    buttons->insertWidget(0, pause_);
  }
  top->addWidget(title);
  top->addSpacing(space(this, 1));
  top->addWidget(count_, 0, Qt::AlignBaseline);
  top->addStretch(1);
  top->addWidget(headerButtons_);
  rows->addLayout(top);
  rows->addWidget(filters_);
  connect(filters_, &FilterBar::changed, this, [this] {
    store::ListQuery query = model_->query();
    query.text = filters_->text();
    query.filters = filters_->filters();
    applyQuery(query);
  });
  connect(views_, &SavedViews::chosen, this, [this](const SavedView& view) {
    filters_->show(view.query.text, view.query.filters);
    if (!view.columns.isEmpty()) columns_->showColumns(view.columns);
    applyQuery(view.query);
  });
  connect(views_, &SavedViews::saveWanted, this, &ListPane::saveView);
  return header;
}

QWidget* ListPane::buildBody() {
  stack_ = new QStackedWidget;
  stack_->addWidget(table_);
  stack_->addWidget(empty_);
  table_->setObjectName(QStringLiteral("table_") + spec_.list);
  table_->setAccessibleName(tr("%1 table").arg(spec_.title));
  pill_ = new ArrivalsPill(stack_);
  connect(pill_, &QPushButton::clicked, this, [this] {
    model_->showArrivals();
    table_->scrollToTop();
  });
  connect(empty_, &EmptyState::actionTriggered, this, [this] {
    if (filters_->isEmpty()) {
      Q_EMIT emptyActionTriggered();
    } else {
      filters_->clear();
    }
  });
  if (detail_ == nullptr) return stack_;
  splitter_ = new QSplitter(Qt::Horizontal);
  splitter_->setObjectName(QStringLiteral("splitter"));
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  splitter_->addWidget(stack_);
  splitter_->addWidget(detail_);
  splitter_->setStretchFactor(0, 1);
  detail_->setMinimumWidth(chars(this, 40));
  stack_->setMinimumWidth(chars(this, 40));
  const QString key = QStringLiteral("lists/%1/").arg(spec_.list);
  if (!splitter_->restoreState(
          context_.services.settings.value(QString(key + QStringLiteral("splitter"))).toByteArray()))
    splitter_->setSizes({chars(this, 100), chars(this, 56)});
  wantsDetail_ = context_.services.settings.value(QString(key + QStringLiteral("detail")), true).toBool();
  updateDetail();
  connect(splitter_, &QSplitter::splitterMoved, this, [this, key] {
    context_.services.settings.setValue(QString(key + QStringLiteral("splitter")), splitter_->saveState());
  });
  return splitter_;
}

}  // namespace billing::ui
