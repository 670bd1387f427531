// Entries of the audit log as the rows of a table: the newest that a question finds, and older ones on wish. New
// entries join by themselves.
#pragma once

#include <QObject>
#include <QTimer>

#include "models/audittables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class AuditList : public QObject {
  Q_OBJECT
 public:
  /// Only where there is a desk for changes by hand: `context.services.admin` is not nullptr.
  explicit AuditList(const PaneContext& context, QObject* parent = nullptr);
  ~AuditList() override { cancel_.cancel(); }

  void ask(const store::AuditQuestion& question);
  /// The same question anew.
  void reload();
  /// Another page below the oldest one shown.
  void showOlder();
  /// No object is shown: no rows.
  void clear();

  [[nodiscard]] bool hasOlder() const { return hasOlder_; }
  [[nodiscard]] bool isLoading() const { return loading_; }
  [[nodiscard]] models::RowsModel<store::AuditRow>& model() { return model_; }
  [[nodiscard]] const QVector<store::AuditRow>& rows() const { return model_.rows(); }
  /// nullptr: it is not shown.
  [[nodiscard]] const store::AuditRow* entry(qint64 number) const;

 Q_SIGNALS:
  void changed();  ///< rows are there
  void failed(const billing::Error& error);

 private:
  void load(qint64 before);
  const PaneContext& context_;
  store::AuditQuestion question_;
  models::RowsModel<store::AuditRow> model_;
  CancelToken cancel_;
  QTimer throttle_;
  bool asked_ = false, loading_ = false, hasOlder_ = false;
};

}  // namespace billing::ui
