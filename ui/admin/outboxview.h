// Every change by hand of this workspace: its state, who asked for it and why, what was previewed and what happened.
// Beside other work: it need not be closed.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>

#include "models/outboxtable.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

class QPushButton;

namespace billing::ui {

class CallDetail;
class DataTable;
class ErrorBanner;
class OutboxBoard;

class OutboxView : public QDialog {
  Q_OBJECT
 public:
  OutboxView(const PaneContext& context, OutboxBoard& board, QWidget* parent);
  ~OutboxView() override { cancel_.cancel(); }
  /// Selects the call once it is there.
  void showCall(const QString& operation);

 Q_SIGNALS:
  void compensationWanted(const billing::store::OutboxRow& call);

 private:
  void build();
  void reload();
  void take(const QVector<store::OutboxRow>& calls);
  void select(qint64 id);
  void closeByHand(const store::OutboxRow& call);
  const PaneContext& context_;
  OutboxBoard& board_;
  CancelToken cancel_;
  models::RowsModel<models::WordedCall> calls_;
  DataTable* table_;
  CallDetail* detail_;
  ErrorBanner* banner_;
  QToolButton* openOnly_;
  QLabel* count_;
  QString wanted_;  ///< operation
};

}  // namespace billing::ui
