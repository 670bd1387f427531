#include "ui/details/detailview.h"

namespace billing::ui {

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

void DetailView::finishLoading() {
  loading_ = false;
  Q_EMIT loaded();
}

void DetailView::failLoading(const Error& error) {
  if (error.kind == ErrorKind::Cancelled) return;
  finishLoading();
  if (error.kind == ErrorKind::NotFound) {
    clearView();
  } else {
    Q_EMIT context_.navigator.errorHappened(error);
  }
}

}  // namespace billing::ui
