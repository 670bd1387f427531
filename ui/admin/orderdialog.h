// A change by hand, from the choices to the press of the button: whose it is, what it would do, why, and in live mode
// that one means it. Nothing has left when it closes: the change then waits in sight.
#pragma once

#include <QBoxLayout>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <optional>

#include "operations/admindesk.h"
#include "ui/admin/orderseed.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class ErrorBanner;
class LiveRow;
class OrderPage;
class PreviewCard;
class ProgressLine;

class OrderDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there is an admin desk.
  OrderDialog(const PaneContext& context, const OrderSeed& seed, QWidget* parent);
  ~OrderDialog() override;

  [[nodiscard]] OrderPage& page() { return *page_; }
  [[nodiscard]] bool isPreviewing() const { return asking_; }

 Q_SIGNALS:
  void submitted(const billing::store::OutboxRow& call);
  void previewed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build();
  QWidget* buildHead();
  QWidget* buildBody();
  QWidget* buildFoot();
  QWidget* buildButtons();
  QWidget* buildPreviewSide();
  void connectParts();

  void chosenAnew();
  void askPreview();
  void stopAsking();
  void showPreview(const Result<operations::OrderPreview>& preview);
  void judge();
  [[nodiscard]] QString whyNot() const;
  void submit();
  void finish(const store::OutboxRow& call);
  [[nodiscard]] operations::AdminDesk& desk() const { return *context_.services.admin; }

  const PaneContext& context_;
  OrderSeed seed_;
  OrderPage* page_;
  operations::AdminOrder order_;
  std::optional<operations::OrderPreview> preview_;
  QString missing_;  ///< what of the choices
  bool asking_ = false, sending_ = false, done_ = false;
  CancelToken cancel_;
  QTimer settle_;  ///< choices that follow one another quickly are asked for once
  QTimer slow_;
  QBoxLayout* columns_ = nullptr;
  PreviewCard* card_;
  ProgressLine* progress_;
  QPushButton* stop_;
  QLineEdit* reason_;
  QLabel* typedLabel_;
  QLineEdit* typed_;
  LiveRow* live_;
  ErrorBanner* banner_;
  QLabel* why_;  ///< why the button cannot be pressed
  QPushButton* cancelButton_;
  QPushButton* deed_;
};

}  // namespace billing::ui
