#include "ui/details/detailview.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

#include "ui/details/detailheader.h"
#include "ui/widgets/emptystate.h"

namespace billing::ui {

DetailView::DetailView(const PaneContext& context, const DetailWords& words, QWidget* parent)
    : QWidget(parent), context_(context), stack_(new QStackedWidget), header_(new DetailHeader) {
  setObjectName(words.name);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(stack_);
  auto* empty = new EmptyState;
  empty->say(words.icon, words.emptyTitle, words.emptyWhy);
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  rows_ = new QVBoxLayout(page);
  rows_->setContentsMargins(0, 0, 0, 0);
  rows_->setSpacing(0);
  rows_->addWidget(header_);
  stack_->addWidget(empty);
  stack_->addWidget(page);
}

QTabWidget* DetailView::addTabs(const QString& spoken) {
  foot_ = new QTabWidget;
  foot_->setDocumentMode(true);
  foot_->tabBar()->setDrawBase(false);
  foot_->tabBar()->setAccessibleName(spoken);
  foot_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
  rows_->addWidget(foot_, 1);
  return foot_;
}

void DetailView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const int line = fontMetrics().height();
  if (foot_ != nullptr) foot_->setMinimumHeight(qBound(line * 9, height() * 2 / 5, line * 14));
}

void DetailView::showRow(qint64 row) {
  if (row == row_ && row != 0) return;
  row_ = row;
  reload();
}

void DetailView::reload() {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = row_ != 0;
  if (row_ == 0) {
    clearView();
    return;
  }
  load(row_, cancel_);
}

void DetailView::clearView() {
  forget();
  stack_->setCurrentIndex(0);
}

void DetailView::finishLoading() {
  stack_->setCurrentIndex(1);
  loading_ = false;
  Q_EMIT loaded();
}

void DetailView::finishEmpty() {
  clearView();
  loading_ = false;
  Q_EMIT loaded();
}

void DetailView::failLoading(const Error& error) {
  if (error.kind == ErrorKind::Cancelled) return;
  if (error.kind == ErrorKind::NotFound) {
    finishEmpty();
    return;
  }
  loading_ = false;
  Q_EMIT loaded();
  Q_EMIT context_.navigator.errorHappened(error);
}

}  // namespace billing::ui
