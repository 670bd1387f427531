// The plan of a repair, step by step with both versions, and the reason; done only when somebody says so. The same for
// "right as it is", which has no steps.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "models/rowsmodel.h"
#include "operations/reconciledesk.h"
#include "ui/panes/panecontext.h"
#include "ui/reconcile/drifttable.h"

namespace billing::ui {

class DataTable;
class ErrorBanner;
class ProgressLine;

class RepairDialog : public QDialog {
  Q_OBJECT
 public:
  enum class Purpose { Repair, Accept };
  /// Only where there is a reconcile desk.
  RepairDialog(const PaneContext& context, Purpose purpose, const QVector<operations::Drift>& drifts, QWidget* parent);
  ~RepairDialog() override { cancel_.cancel(); }
  [[nodiscard]] bool isBusy() const { return busy_; }

 Q_SIGNALS:
  void shown();  ///< the plan is there, or why it is not
  void done();   ///< it was carried out

 private:
  void build();
  QWidget* buildButtons();
  void askPlan();
  void showPlan(const operations::RepairPlan& plan);
  void carryOut();
  void finished(const std::optional<Error>& error, int count);
  void refreshDeed();
  void setBusy(bool busy);

  const PaneContext& context_;
  const Purpose purpose_;
  QVector<qint64> ids_;
  operations::RepairPlan plan_;
  bool busy_ = false;
  CancelToken cancel_;
  models::RowsModel<StepRow> steps_;
  QLabel* title_;
  ErrorBanner* banner_;
  ProgressLine* line_;
  DataTable* table_;
  QLabel* refused_;
  QLineEdit* reason_;
  QPushButton* deed_;
  QPushButton* close_;
};

}  // namespace billing::ui
