// One invoice: what is owed and since when, with its ids, the way to its customer and to its document. Reads the row
// that the list holds.
#pragma once

#include "models/invoicemodel.h"
#include "ui/details/detailview.h"

class QPushButton;

namespace billing::ui {

class ConfirmationCard;
class FactsCard;
class NoteStrip;

class InvoiceDetail : public DetailView {
  Q_OBJECT
 public:
  explicit InvoiceDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasInvoice() const { return shown_.id != 0; }
  void fire();
  /// Shows where the document is, and opens it there only when that is confirmed.
  void openDocument();

 protected:
  void forget() override { shown_ = {}; }
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void show(const store::InvoiceRow& row);
  void showNote();
  void showDocument();
  [[nodiscard]] QVector<struct FactItem> facts() const;
  store::InvoiceRow shown_;
  NoteStrip* note_;
  FactsCard* facts_;
  ConfirmationCard* confirmed_;
  QPushButton* document_ = nullptr;
};

}  // namespace billing::ui
