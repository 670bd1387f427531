// The provider beside the database beside the webhooks: what differs, why, and what would mend it.
#pragma once

#include <QWidget>

#include "models/rowsmodel.h"
#include "operations/reconciledesk.h"
#include "ui/panes/panecontext.h"
#include "ui/reconcile/repairdialog.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace billing::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class NoteStrip;

class ReconcileView : public QWidget {
  Q_OBJECT
 public:
  /// Only where there is a reconcile desk.
  explicit ReconcileView(const PaneContext& context, QWidget* parent = nullptr);
  ~ReconcileView() override { cancel_.cancel(); }

  /// Shows the last run again.
  void refresh();
  /// Asks the provider; once more while it runs: nothing.
  void compare();
  [[nodiscard]] bool isSettled() const { return !reading_ && !comparing_; }
  [[nodiscard]] int openDrifts() const;
  [[nodiscard]] DataTable& table() { return *table_; }

 Q_SIGNALS:
  void changed();

 private:
  QWidget* buildHead();
  QWidget* buildFilters();
  QWidget* buildButtons();
  void connectAll();
  void showReport(const Result<operations::ReconcileReport>& report);
  void showEmpty();
  void fillFilters();
  void filter();
  void explain();
  void setComparing(bool comparing);
  void progressed(qint64 done, const QString& what);
  void openObject(qint64 id);
  void openDialog(RepairDialog::Purpose purpose);
  [[nodiscard]] QVector<operations::Drift> chosen() const;
  [[nodiscard]] QString runWords() const;

  const PaneContext& context_;
  std::optional<operations::ReconcileReport> report_;
  bool reading_ = false, comparing_ = false;
  CancelToken cancel_, run_;
  models::RowsModel<operations::Drift> rows_;
  QLabel* summary_;
  QLabel* lastRun_;
  QPushButton* compare_;
  QPushButton* stop_;
  QProgressBar* bar_;
  QComboBox* kind_;
  QComboBox* cause_;
  ErrorBanner* banner_;
  QStackedWidget* stack_;
  EmptyState* empty_;
  DataTable* table_;
  NoteStrip* why_;
  QPushButton* repair_;
  QPushButton* accept_;
};

}  // namespace billing::ui
