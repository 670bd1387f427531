// One entry of the audit log: who did what to which object and why, and every field before and after.
#pragma once

#include "models/audittables.h"
#include "models/rowsmodel.h"
#include "ui/details/detailview.h"

namespace billing::ui {

class AuditList;
class DataTable;
class FactsCard;
class NoteStrip;

class AuditDetail : public DetailView {
  Q_OBJECT
 public:
  /// Shows rows that the list holds; it outlives this.
  AuditDetail(const PaneContext& context, const AuditList& list, QWidget* parent = nullptr);
  /// What was found wrong with the entry that is shown, if anything.
  void setFindings(std::vector<store::AuditFinding> findings);
  [[nodiscard]] const store::AuditRow& shown() const { return shown_; }

 protected:
  void forget() override { shown_ = {}; }
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void show(const store::AuditRow& row);
  void showFindings();
  void followObject();
  const AuditList& list_;
  store::AuditRow shown_;
  std::vector<store::AuditFinding> findings_;
  NoteStrip* note_;
  FactsCard* facts_;
  models::RowsModel<models::ChangedField> fields_;
};

}  // namespace billing::ui
