// The jobs that keep accounts in order: when each runs, what it did, what it would do now; and every run with its
// items.
#pragma once

#include <QTimer>
#include <array>

#include "models/jobtables.h"
#include "models/rowsmodel.h"
#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"
#include "ui/presenters/jobrun.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace billing::ui {

class DataTable;
class EmptyState;
class ErrorBanner;
class JobCard;
class ProgressLine;

class JobsPane : public Pane {
  Q_OBJECT
 public:
  /// Only where the workspace has rules: `context.services.desk` is not nullptr.
  explicit JobsPane(const PaneContext& context, QWidget* parent = nullptr);
  ~JobsPane() override { cancel_.cancel(); }

  void refresh() override;
  [[nodiscard]] bool isSettled() const override { return !loading_ && !itemsLoading_ && !isRunning(); }
  [[nodiscard]] QWidget* firstFocus() override;
  void stepBack() override;
  void copySelection() override;
  [[nodiscard]] QString selectionText() const override { return selectionText_; }

  void dryRun(operations::JobKind kind);
  /// First the dry run; then a dialog with what it found asks whether it shall be.
  void runNow(operations::JobKind kind);
  [[nodiscard]] bool isRunning() const;
  [[nodiscard]] DataTable& runs() { return *runsTable_; }
  [[nodiscard]] DataTable& items() { return *itemsTable_; }

 Q_SIGNALS:
  /// Whether each job may be run for real, by the reason why not.
  void possibleChanged(billing::operations::JobKind kind, const QString& reason);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Line {
    JobCard* card = nullptr;
    JobRun* run = nullptr;
    bool asking = false;  ///< the dry run on its way is the first of two steps
  };
  QWidget* buildCards();
  QWidget* buildLists();
  Line& line(operations::JobKind kind) { return lines_[static_cast<size_t>(kind)]; }
  void connectLine(Line& line);
  void loadSwitches();
  void show(const QVector<operations::JobInfo>& jobs);
  void showRuns(const QVector<store::JobRunRow>& runs);
  void showItemsOf(qint64 run);
  void show(const operations::JobReport& report);
  void ended(operations::JobKind kind, const operations::JobReport& report);
  void failed(operations::JobKind kind, const Error& error);
  void lookAtNewest();
  void askWhether(operations::JobKind kind, const operations::JobReport& report);
  void settleDown();

  const PaneContext& context_;
  operations::BillingDesk& desk_;
  std::array<Line, 3> lines_{};
  QVector<operations::JobInfo> jobs_;
  QVector<store::SwitchRow> switches_;
  CancelToken cancel_;
  bool loading_ = false, itemsLoading_ = false;
  qint64 shownRun_ = 0;
  QString selectionText_;
  QTimer throttle_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  QStackedWidget* lists_;
  EmptyState* empty_;
  QLabel* itemsTitle_ = nullptr;
  DataTable* runsTable_ = nullptr;
  DataTable* itemsTable_ = nullptr;
  models::RowsModel<store::JobRunRow> runRows_;
  models::RowsModel<models::NumberedItem> itemRows_;
};

}  // namespace billing::ui
