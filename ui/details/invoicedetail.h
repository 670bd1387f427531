// One invoice: what is owed and since when, with its ids and the way to its customer. Reads the row that the list
// holds.
#pragma once

#include "models/invoicemodel.h"
#include "ui/details/detailview.h"

class QStackedWidget;

namespace billing::ui {

class DetailHeader;
class EmptyState;
class FactsCard;
class NoteStrip;

class InvoiceDetail : public DetailView {
  Q_OBJECT
 public:
  explicit InvoiceDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasInvoice() const { return shown_.id != 0; }
  void fire();

 protected:
  void clearView() override;
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void show(const store::InvoiceRow& row);
  void showNote(const store::InvoiceRow& row);
  store::InvoiceRow shown_;
  QStackedWidget* stack_;
  DetailHeader* header_;
  NoteStrip* note_;
  FactsCard* facts_;
  EmptyState* empty_;
};

}  // namespace billing::ui
