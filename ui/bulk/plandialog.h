// A plan as the workspace's file has it: name, features and limits, with the lines that change before they are written;
// and a new price, made at the provider and then written beside the old one.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include "operations/bulkdesk.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class ErrorBanner;
class NoteStrip;

class PlanDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there are a bulk desk and rules. `plan`: key; empty: the first.
  PlanDialog(const PaneContext& context, const QString& plan, QWidget* parent);
  ~PlanDialog() override { cancel_.cancel(); }

 Q_SIGNALS:
  void previewed();
  void written();

 private:
  void build();
  QWidget* buildFields();
  QWidget* buildPrice();
  QWidget* buildButtons();
  void showPlan();
  void chosenAnew();
  [[nodiscard]] const Plan* plan() const;
  [[nodiscard]] Result<workspace::PlanEdit> edit() const;
  void preview();
  void showChange(const operations::CatalogueChange& change);
  void write();
  void previewPrice();
  void showPricePreview(const Result<operations::OrderPreview>& preview);
  void makePrice();
  void judge();

  const PaneContext& context_;
  const BillingRules& rules_;
  CancelToken cancel_;
  std::optional<operations::CatalogueChange> change_;
  std::optional<operations::OrderPreview> pricePreview_;
  operations::AdminOrder priceOrder_;
  QComboBox* plan_;
  QLineEdit* name_;
  QPlainTextEdit* features_;
  QPlainTextEdit* limits_;
  QPushButton* previewButton_;
  QPlainTextEdit* diff_;
  QLineEdit* amount_;
  QComboBox* interval_;
  QPushButton* priceButton_;
  QLabel* priceWords_;
  QLineEdit* reason_;
  NoteStrip* note_;
  ErrorBanner* banner_;
  QPushButton* makePrice_;
  QPushButton* write_;
};

}  // namespace billing::ui
