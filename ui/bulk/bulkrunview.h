// A bulk run as it goes: how far it is, what became of each object, and what can be done about it.
#pragma once

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "models/rowsmodel.h"
#include "operations/bulkdesk.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DataTable;
class ErrorBanner;
class NoteStrip;

class BulkRunView : public QWidget {
  Q_OBJECT
 public:
  /// Only where there is a bulk desk.
  explicit BulkRunView(const PaneContext& context, QWidget* parent = nullptr);
  ~BulkRunView() override { cancel_.cancel(); }
  /// 0: nothing.
  void showRun(qint64 run);
  [[nodiscard]] const store::BulkRunRow& run() const { return report_.run; }
  [[nodiscard]] bool isLoading() const { return loading_; }

 Q_SIGNALS:
  void shown();

 private:
  void build();
  QWidget* buildButtons();
  void load();
  void showReport(const operations::BulkReport& report);
  void showButtons();
  void steer(operations::BulkSteer how);
  void decide(bool approve);
  void finish(const QFuture<Result<store::BulkRunRow>>& deed);
  [[nodiscard]] QString headline() const;

  const PaneContext& context_;
  operations::BulkDesk& desk_;
  qint64 id_ = 0;
  bool loading_ = false, again_ = false;
  operations::BulkReport report_;
  CancelToken cancel_;
  QTimer throttle_, countdown_;
  models::RowsModel<store::BulkItemRow> items_;
  QLabel* title_;
  QLabel* counts_;
  QProgressBar* bar_;
  NoteStrip* note_;
  ErrorBanner* banner_;
  DataTable* table_ = nullptr;
  QPushButton *withdraw_, *pause_, *resume_, *stop_, *approve_, *reject_;
};

}  // namespace billing::ui
