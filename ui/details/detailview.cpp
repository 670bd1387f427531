#include "ui/details/detailview.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

#include "ui/details/detailheader.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/scrollbox.h"

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

QVBoxLayout* DetailView::addSummary() {
  auto* about = new QWidget;
  auto* top = new QVBoxLayout(about);
  top->setContentsMargins(space(about, 4), 0, space(about, 4), space(about, 3));
  top->setSpacing(space(about, 3));
  summary_ = new ScrollBox(about);
  rows_->addWidget(summary_);
  return top;
}

QTabWidget* DetailView::addTabs(const QString& spoken) {
  foot_ = new QTabWidget;
  foot_->setDocumentMode(true);
  foot_->tabBar()->setDrawBase(false);
  foot_->tabBar()->setAccessibleName(spoken);
  foot_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
  foot_->setMinimumHeight(fontMetrics().height() * 9);
  rows_->addWidget(foot_, 1);
  return foot_;
}

void DetailView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (foot_ == nullptr || summary_ == nullptr) return;
  // The summary leaves the tabs their share. A limit above, not below: that would keep the window from getting smaller.
  const int line = fontMetrics().height();
  const int share = qBound(line * 9, height() * 2 / 5, line * 14);
  summary_->setMaximumHeight(
      qMax(summary_->minimumSizeHint().height(), height() - header_->sizeHint().height() - share));
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
