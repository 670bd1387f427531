// What stands below an invoice's facts: lines with their tax, payments, credit notes, the document.
#pragma once

#include <QObject>
#include <QTabWidget>

#include "models/invoicetables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DocumentSaver;
class DocumentView;

class InvoiceTabs : public QObject {
  Q_OBJECT
 public:
  /// Adds its tabs to `tabs`, which owns them and this. nullptr where there is no desk for reports.
  static InvoiceTabs* addTo(QTabWidget* tabs, const PaneContext& context);
  void show(const store::InvoiceRecord& record);
  void showCreditNotes();
  void saveDocument();
  [[nodiscard]] DocumentView& document() { return *document_; }
  [[nodiscard]] DocumentSaver& saver() { return *saver_; }

 private:
  InvoiceTabs(QTabWidget* tabs, const PaneContext& context);
  void addTables();
  void addDocument();
  void count(int tab, const QString& title, qsizetype rows);

  const PaneContext& context_;
  QTabWidget* tabs_;
  qint64 invoice_ = 0;
  QString name_;
  int linesTab_ = 0, paymentsTab_ = 0, notesTab_ = 0;
  models::RowsModel<models::InvoiceLineRow> lines_;
  models::RowsModel<store::InvoicePayment> payments_;
  models::RowsModel<store::CreditNoteRow> notes_;
  DocumentView* document_ = nullptr;
  DocumentSaver* saver_ = nullptr;
};

}  // namespace billing::ui
