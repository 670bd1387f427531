// What stands beside a list: everything about the row that is selected there. Follows the selection, never takes the
// focus.
#pragma once

#include <QWidget>

#include "support/canceltoken.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DetailView : public QWidget {
  Q_OBJECT
 public:
  explicit DetailView(const PaneContext& context, QWidget* parent = nullptr) : QWidget(parent), context_(context) {}
  ~DetailView() override { cancel_.cancel(); }

  /// 0: nothing is selected.
  void showRow(qint64 row);
  [[nodiscard]] qint64 row() const { return row_; }
  /// The same row again, because it has changed.
  void reload();
  [[nodiscard]] bool isLoading() const { return loading_; }

 Q_SIGNALS:
  void loaded();

 protected:
  virtual void clearView() = 0;
  /// Asks for the row; calls finish() with its error or fill itself. A newer question cancels `cancel`.
  virtual void load(qint64 row, const CancelToken& cancel) = 0;
  void finishLoading();
  void failLoading(const Error& error);
  [[nodiscard]] const PaneContext& context() const { return context_; }

 private:
  const PaneContext& context_;
  CancelToken cancel_;
  qint64 row_ = 0;
  bool loading_ = false;
};

}  // namespace billing::ui
