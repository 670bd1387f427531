// Who did what and why: every change by hand, newest first, and whether the record of them is still what was written.
#pragma once

#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"
#include "ui/presenters/auditlist.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace billing::ui {

class AuditDetail;
struct ExportSeed;
class DataTable;
class EmptyState;
class ErrorBanner;
class NoteStrip;
class ProgressLine;

class AuditPane : public Pane {
  Q_OBJECT
 public:
  /// Only where there is a desk for changes by hand: `context.services.admin` is not nullptr.
  explicit AuditPane(const PaneContext& context, QWidget* parent = nullptr);
  ~AuditPane() override { checking_.cancel(); }

  void refresh() override;
  void focusSearch() override;
  void stepBack() override;
  void copySelection() override;
  void toggleDetail() override;
  /// Shows one entry, whatever the filters were.
  void showRow(qint64 entry) override;
  [[nodiscard]] QWidget* firstFocus() override;
  [[nodiscard]] bool isSettled() const override { return !list_.isLoading() && !isChecking_; }
  [[nodiscard]] QString selectionText() const override;

  /// Reads the whole log and says whether it is what was written.
  void check();
  [[nodiscard]] DataTable& table() { return *table_; }
  [[nodiscard]] AuditDetail& detail() { return *detail_; }

 private:
  QWidget* buildHead();
  QWidget* buildFilters();
  QWidget* buildVerdict();
  QWidget* buildList();
  [[nodiscard]] ExportSeed exportSeed() const;
  void ask();
  void showRows();
  void addChoices();
  void checked(const Result<store::AuditVerdict>& verdict);
  void showVerdict(const store::AuditVerdict& verdict);
  void startAnew();
  void clearFilters();
  [[nodiscard]] store::AuditQuestion question() const;
  [[nodiscard]] bool isFiltered() const;

  const PaneContext& context_;
  AuditList list_;
  CancelToken checking_;
  bool isChecking_ = false;
  qint64 wanted_ = 0;  ///< to be selected once it is there
  store::AuditVerdict verdict_;
  QTimer typing_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  QLineEdit* search_ = nullptr;
  QComboBox *person_ = nullptr, *action_ = nullptr, *object_ = nullptr, *period_ = nullptr;
  QLabel* count_ = nullptr;
  QPushButton *check_ = nullptr, *showFinding_ = nullptr, *startAnew_ = nullptr, *older_ = nullptr;
  QWidget* verdictBox_ = nullptr;
  NoteStrip* verdictNote_ = nullptr;
  QStackedWidget* stack_ = nullptr;
  EmptyState* empty_ = nullptr;
  DataTable* table_ = nullptr;
  AuditDetail* detail_ = nullptr;
};

}  // namespace billing::ui
