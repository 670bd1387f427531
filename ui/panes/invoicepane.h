// Invoices as far as events tell of them, with what is owed.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class DocumentSaver;

class InvoicePane : public ListPane {
  Q_OBJECT
 public:
  explicit InvoicePane(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] QVector<OrderOffer> orderOffers() const override;
  bool fireSelection() override;

 protected:
  void addRowActions(QMenu& menu) override;

 private:
  void addZipButton();
  /// The selected ones where there are several, else all that the list shows.
  void saveMany();
  DocumentSaver* saver_ = nullptr;  ///< nullptr: nothing can be written here
};

}  // namespace billing::ui
