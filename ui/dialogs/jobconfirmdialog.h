// What a job would do, by its dry run, and the question whether it shall. The second of the two steps of "Run now".
#pragma once

#include <QDialog>

#include "models/jobtables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class JobConfirmDialog : public QDialog {
  Q_OBJECT
 public:
  /// `report` is of the dry run.
  JobConfirmDialog(const PaneContext& context, operations::JobKind kind, const operations::JobReport& report,
                   QWidget* parent);

 Q_SIGNALS:
  void confirmed();

 private:
  [[nodiscard]] QString question(const store::JobRunRow& run) const;
  const PaneContext& context_;
  operations::JobKind kind_;
  models::RowsModel<models::NumberedItem> items_;
};

}  // namespace billing::ui
