// Who was let in although it could not be checked: the price of failing open, listed.
#pragma once

#include <QTimer>
#include <QWidget>

#include "models/jobtables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

class QStackedWidget;

namespace billing::ui {

class DataTable;
class EmptyState;

class LetThroughView : public QWidget {
  Q_OBJECT
 public:
  /// Only where `context.services.desk` is not nullptr.
  explicit LetThroughView(const PaneContext& context, QWidget* parent = nullptr);
  ~LetThroughView() override { cancel_.cancel(); }
  void refresh();
  [[nodiscard]] bool isSettled() const { return !loading_; }
  [[nodiscard]] int count() const { return rows_.rowCount(); }
  [[nodiscard]] DataTable& table() { return *table_; }

 Q_SIGNALS:
  void changed();
  void failed(const billing::Error& error);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  const PaneContext& context_;
  CancelToken cancel_;
  bool loading_ = false;
  QTimer throttle_;
  QStackedWidget* stack_;
  EmptyState* empty_;
  DataTable* table_;
  models::RowsModel<models::NumberedLetThrough> rows_;
};

}  // namespace billing::ui
