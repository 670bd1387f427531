#include "ui/panes/listpane.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QLocale>
#include <QScrollBar>

#include "ui/panes/viewcounts.h"
#include "ui/presenters/rowcopy.h"
#include "ui/presenters/syncwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/arrivalspill.h"

namespace billing::ui {

ListPane::ListPane(const PaneContext& context, ListPaneSpec spec, std::unique_ptr<models::WindowedModel> model,
                   DetailView* detail, QWidget* parent)
    : Pane(parent),
      context_(context),
      spec_(std::move(spec)),
      model_(std::move(model)),
      detail_(detail),
      table_(new DataTable),
      filters_(new FilterBar(context.services.queries, context.services.clock, spec_.list.toLatin1(), spec_.filters,
                             spec_.searchHint)),
      banner_(new ErrorBanner),
      progress_(new ProgressLine),
      empty_(new EmptyState),
      columns_(new ColumnChooser(*table_, context.services.settings, spec_.list, spec_.columns, this)),
      views_(new SavedViews(context.services.settings, spec_.list, spec_.views)) {
  setObjectName(QStringLiteral("pane_") + spec_.list);
  empty_->setObjectName(QStringLiteral("listEmpty"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHeader());
  column->addWidget(banner_);
  column->addWidget(progress_);
  column->addWidget(buildBody(), 1);
  table_->setFacts(model_.get());
  columns_->restore();
  prepareViews();
  connectModel();
  connectTable();
  if (context_.services.provider != nullptr)
    connect(context_.services.provider, &operations::ProviderDesk::connectionChanged, this,
            &ListPane::updateEmptyState);
  model_->reload();
}

void ListPane::prepareViews() {
  if (spec_.datedViews)
    views_->setBuiltIn([this] {
      return spec_.datedViews(QDateTime::fromMSecsSinceEpoch(context_.nowMs(), Qt::UTC), context_.words.zone);
    });
  views_->setCounter([this](const store::ListQuery& query, const std::function<void(qint64)>& told) {
    countRows(context_.services.queries, spec_.list, query, cancel_, this, told);
  });
}

void ListPane::connectModel() {
  connect(model_.get(), &models::WindowedModel::countsChanged, this, &ListPane::updateCounts);
  connect(model_.get(), &models::WindowedModel::loadingChanged, this, [this](bool loading) {
    progress_->setRunning(loading);
    updateCounts();
    if (loading) return;
    if (!model_->error()) banner_->dismiss();
    selectFirstRow();
    Q_EMIT settled();
  });
  connect(model_.get(), &models::WindowedModel::failed, this, [this](const Error& error) {
    if (error.kind != ErrorKind::Cancelled) banner_->showError(error, tr("Try again"));
  });
  connect(banner_, &ErrorBanner::actionTriggered, model_.get(), &models::WindowedModel::reload);
  connect(model_.get(), &models::WindowedModel::pendingArrivals, this, &ListPane::updateArrivals);
  connect(model_.get(), &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first) {
    if (first.row() == 0 && isSettled()) Q_EMIT settled();
  });
  connect(model_.get(), &QAbstractItemModel::rowsInserted, this, &ListPane::revealWantedRow);
  connect(model_.get(), &QAbstractItemModel::modelReset, this, &ListPane::revealWantedRow);
}

void ListPane::connectTable() {
  connect(table_, &DataTable::atTopChanged, this, &ListPane::updateHold);
  connect(table_, &DataTable::previewWanted, this, &ListPane::toggleDetail);
  const auto sumUp = [this] {
    selectionText_ = selectionSummary(*model_, table_->selectedRows(), spec_.sumField);
    Q_EMIT selectionTextChanged(selectionText_);
  };
  connect(table_, &DataTable::selectionUpdated, this, sumUp);
  // Rows that were on their way are there now, or have changed.
  connect(model_.get(), &QAbstractItemModel::dataChanged, this, [this, sumUp] {
    if (!selectionText_.isEmpty()) sumUp();
  });
  table_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(table_, &QWidget::customContextMenuRequested, this, &ListPane::openContextMenu);
  if (detail_ == nullptr) return;
  // What can be done with the row is known when it is there.
  connect(detail_, &DetailView::loaded, this, [this] { Q_EMIT selectionTextChanged(selectionText_); });
  connect(table_, &DataTable::rowSelected, this, [this](qint64 id) {
    if (!detail_->isHidden()) detail_->showRow(id);
  });
  connect(table_, &DataTable::rowOpened, this, [this](qint64 id) {
    if (!wantsDetail_) toggleDetail();
    detail_->showRow(id);
  });
  connect(detail_, &DetailView::loaded, this, [this] {
    if (isSettled()) Q_EMIT settled();
  });
}

bool ListPane::isSettled() const {
  const bool rowsThere = model_->rowCount() == 0 || !model_->index(0, 0).data(models::LoadingRole).toBool();
  return rowsThere && !model_->isLoading() && (detail_ == nullptr || !detail_->isLoading());
}

void ListPane::applyQuery(const store::ListQuery& query) {
  model_->setQuery(query);
  views_->showQuery(query);
  const QSignalBlocker quiet(table_->horizontalHeader());
  const int column = query.sortField.isEmpty() ? -1 : model_->columnOf(query.sortField);
  table_->horizontalHeader()->setSortIndicator(column, query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void ListPane::showQuery(const store::ListQuery& query) {
  filters_->show(query.text, query.filters);
  applyQuery(query);
}

void ListPane::showRow(qint64 row) {
  wantedRow_ = row;
  if (detail_ != nullptr && !wantsDetail_) toggleDetail();
  if (detail_ != nullptr) detail_->showRow(row);
  // A filter must not hide what was asked for.
  if (model_->rowOf(row) < 0 && !filters_->isEmpty()) showQuery({});
  revealWantedRow();
}

void ListPane::revealWantedRow() {
  const int row = wantedRow_ == 0 ? -1 : model_->rowOf(wantedRow_);
  if (row < 0) return;
  wantedRow_ = 0;
  table_->selectRow(row);
  table_->scrollTo(model_->index(row, 0), QAbstractItemView::PositionAtCenter);
}

void ListPane::selectFirstRow() {
  revealWantedRow();
  if (wantedRow_ != 0 || table_->currentIndex().isValid() || model_->rowCount() == 0) return;
  table_->selectRow(0);
}

void ListPane::updateCounts() {
  const QLocale& locale = model_->context().locale;
  const qint64 shown = model_->shownCount();
  const qint64 total = model_->totalCount();
  count_->setText(total < 0 || total == shown
                      ? locale.toString(shown)
                      : tr("%1 shown of %2").arg(locale.toString(shown), locale.toString(total)));
  updateEmptyState();
}

void ListPane::updateEmptyState() {
  const bool empty = model_->rowCount() == 0 && !model_->isLoading();
  stack_->setCurrentIndex(empty ? 1 : 0);
  updateDetail();
  if (!empty) return;
  if (detail_ != nullptr) detail_->showRow(0);
  if (model_->error()) {
    empty_->say(QStringLiteral("error"), tr("The list could not be read"), tr("The message above says why."), {});
  } else if (filters_->isEmpty()) {
    empty_->say(spec_.emptyIcon, spec_.emptyTitle, spec_.emptyWhy,
                offersReading() ? readOffer(context_.services) : spec_.emptyAction);
  } else {
    empty_->say(QStringLiteral("filter"), tr("Nothing matches"),
                tr("No row fits the search and filters above. There are %1 rows without them.")
                    .arg(model_->context().locale.toString(qMax<qint64>(0, model_->totalCount()))),
                tr("Clear search and filters"));
  }
}

bool ListPane::offersReading() const {
  return spec_.readable && !readOffer(context_.services).isEmpty();
}

void ListPane::updateHold() {
  model_->setHoldArrivals(isPaused() || !table_->isAtTop());
}

void ListPane::setPaused(bool paused) {
  if (pause_ == nullptr) return;
  const QSignalBlocker quiet(pause_);
  pause_->setChecked(paused);
  pause_->setIcon(symbol(paused ? QStringLiteral("play") : QStringLiteral("pause"), Tone::Muted));
  updateHold();
  updateArrivals(model_->pendingArrivalCount());
}

void ListPane::updateArrivals(int count) {
  pill_->setCount(count);
  pill_->move((stack_->width() - pill_->width()) / 2, ui::rowHeight(fontMetrics()) + space(this, 3));
  pill_->raise();
  if (pause_ == nullptr) return;
  const QString waiting = count > 0 ? tr("Resume · %1 new").arg(QLocale().toString(count)) : tr("Resume");
  pause_->setText(isPaused() ? waiting : tr("Pause"));
  pause_->setAccessibleName(pause_->text());
}

void ListPane::resizeEvent(QResizeEvent* event) {
  Pane::resizeEvent(event);
  updateArrivals(model_->pendingArrivalCount());
}

void ListPane::toggleDetail() {
  if (detail_ == nullptr) return;
  wantsDetail_ = !wantsDetail_;
  updateDetail();
  if (wantsDetail_) detail_->showRow(table_->currentId());
  context_.services.settings.setValue(QStringLiteral("lists/%1/detail").arg(spec_.list), wantsDetail_);
}

/// An empty list has nothing to tell more of.
void ListPane::updateDetail() {
  if (detail_ == nullptr) return;
  const bool show = wantsDetail_ && stack_->currentIndex() == 0;
  if (show && detail_->isHidden()) detail_->showRow(table_->currentId());
  detail_->setVisible(show);
  const QSignalBlocker quiet(detailButton_);
  detailButton_->setChecked(wantsDetail_);
}

void ListPane::refresh() {
  model_->reload();
}

void ListPane::stepBack() {
  if (banner_->isVisible()) {
    banner_->dismiss();
  } else if (!filters_->isEmpty()) {
    filters_->clear();
  } else {
    table_->clearSelection();
  }
  table_->setFocus();
}

void ListPane::addHeaderWidget(QWidget* widget) {
  static_cast<QHBoxLayout*>(headerButtons_->layout())->insertWidget(0, widget);
}

void ListPane::saveView() {
  auto* dialog = new QInputDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Save this view"));
  dialog->setLabelText(tr("Name of the view:"));
  connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    if (!name.trimmed().isEmpty()) views_->save({name.trimmed(), model_->query(), columns_->shownColumns()});
  });
  dialog->open();
}

}  // namespace billing::ui
