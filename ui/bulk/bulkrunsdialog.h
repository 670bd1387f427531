// Every bulk run, newest first, and how the selected one goes.
#pragma once

#include <QDialog>

#include "models/rowsmodel.h"
#include "operations/bulkdesk.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class BulkRunView;
class DataTable;
class ErrorBanner;

class BulkRunsDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there is a bulk desk.
  BulkRunsDialog(const PaneContext& context, QWidget* parent);
  ~BulkRunsDialog() override { cancel_.cancel(); }

 private:
  void load();
  void showRuns(const QVector<store::BulkRunRow>& runs);

  const PaneContext& context_;
  CancelToken cancel_;
  QTimer throttle_;
  models::RowsModel<store::BulkRunRow> rows_;
  DataTable* table_;
  ErrorBanner* banner_;
  BulkRunView* view_;
};

}  // namespace billing::ui
