// One order for many: what is to be done, what it would come to in sum, and then how it goes.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

#include "models/rowsmodel.h"
#include "operations/bulkdesk.h"
#include "ui/bulk/bulktables.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class BulkForm;
class BulkRunView;
class DataTable;
class ErrorBanner;
class NoteStrip;

/// Where it starts: which objects, and perhaps what is meant.
struct BulkSeed {
  operations::BulkSelection selection;
  std::optional<operations::OrderKind> kind;
  QString product;  ///< of a change of plan
};

class BulkDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there is a bulk desk.
  BulkDialog(const PaneContext& context, const BulkSeed& seed, QWidget* parent);
  ~BulkDialog() override;
  [[nodiscard]] BulkForm& form() { return *form_; }
  [[nodiscard]] bool isPreviewing() const { return asking_; }

 Q_SIGNALS:
  void previewed();
  void started(qint64 run);

 private:
  void build();
  QWidget* buildChoice();
  QWidget* buildTables();
  QWidget* buildConfirm();
  QWidget* buildButtons();
  void connectParts();
  void chosenAnew();
  void askPreview();
  void stopAsking();
  void showPreview(const operations::BulkPreview& preview);
  void showSentence(const operations::BulkPreview& preview);
  void judge();
  [[nodiscard]] QString whyNot() const;
  void start();
  void rehearse();
  void showRun(const store::BulkRunRow& run);

  const PaneContext& context_;
  operations::BulkDesk& desk_;
  BulkSeed seed_;
  std::optional<operations::BulkPreview> preview_;
  operations::AdminOrder order_;
  bool asking_ = false, starting_ = false;
  CancelToken cancel_;
  models::RowsModel<Numbered<operations::BulkTotals>> totals_;
  models::RowsModel<Numbered<operations::BulkRefusal>> refusals_;
  BulkForm* form_;
  QStackedWidget* pages_;
  QPushButton* previewButton_;
  QProgressBar* bar_;
  QLabel* sentence_;
  NoteStrip* approval_;
  DataTable* totalsTable_ = nullptr;
  DataTable* refusalsTable_ = nullptr;
  QLabel* typedLabel_;
  QLineEdit* typed_;
  ErrorBanner* banner_;
  QPushButton* close_;
  QPushButton* rehearse_;
  QPushButton* deed_;
  BulkRunView* run_;
};

}  // namespace billing::ui
