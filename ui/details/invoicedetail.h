// One invoice: what is owed and since when, with its ids, the way to its customer and to its document. Reads the row
// that the list holds.
#pragma once

#include "models/invoicemodel.h"
#include "ui/details/detailview.h"

class QPushButton;

namespace billing::ui {

struct OrderOffer;

class ConfirmationCard;
class FactsCard;
class HistoryTab;
class InvoiceTabs;
class NoteStrip;
class ReviewCard;

class InvoiceDetail : public DetailView {
  Q_OBJECT
 public:
  explicit InvoiceDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasInvoice() const { return shown_.id != 0; }
  void fire();
  /// Shows where the document is, and opens it there only when that is confirmed.
  void openDocument();
  /// What can be done by hand with its payment.
  [[nodiscard]] QVector<OrderOffer> offers() const;

 protected:
  void forget() override { shown_ = {}; }
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void show(const store::InvoiceRow& row);
  void askPayment();
  void showRefund();
  void showNote();
  void showDocument();
  void askParts();
  void buildTabs();
  [[nodiscard]] QVector<struct FactItem> facts() const;
  store::InvoiceRow shown_;
  store::PaymentRow payment_;  ///< that paid it; one without an id where none is known
  CancelToken asking_, askingParts_;
  QVBoxLayout* summary_ = nullptr;
  NoteStrip* note_;
  FactsCard* facts_;
  ConfirmationCard* confirmed_;
  InvoiceTabs* parts_ = nullptr;   ///< nullptr: nothing can be written here
  ReviewCard* review_ = nullptr;   ///< nullptr where nothing is reviewed
  HistoryTab* history_ = nullptr;  ///< nullptr where nothing is changed by hand
  QPushButton* document_ = nullptr;
  QPushButton* refund_ = nullptr;  ///< nullptr: this window only shows
};

}  // namespace billing::ui
