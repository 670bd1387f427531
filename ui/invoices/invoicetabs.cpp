#include "ui/invoices/invoicetabs.h"

#include "reports/documents/invoicefiles.h"
#include "ui/details/detailpage.h"
#include "ui/invoices/documentdialog.h"
#include "ui/invoices/documentsaver.h"
#include "ui/invoices/documentview.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

InvoiceTabs* InvoiceTabs::addTo(QTabWidget* tabs, const PaneContext& context) {
  return context.services.reports == nullptr ? nullptr : new InvoiceTabs(tabs, context);
}

InvoiceTabs::InvoiceTabs(QTabWidget* tabs, const PaneContext& context)
    : QObject(tabs),
      context_(context),
      tabs_(tabs),
      lines_(models::invoiceLineTable(), context.words),
      payments_(models::invoicePaymentTable(), context.words),
      notes_(models::creditNoteTable(), context.words) {
  addTables();
  addDocument();
}

void InvoiceTabs::addTables() {
  const auto words = [](std::initializer_list<const char*> names) {
    QStringList list;
    for (const char* name : names) list << QLatin1String(name);
    return list;
  };
  auto* lines = shortTable(QStringLiteral("table_invoiceLines"), tr("Lines of the invoice"), &lines_,
                           words({"description", "quantity", "amount", "rate", "tax", "from", "to"}));
  setColumnWidths(*lines, {{"quantity", 8}, {"amount", 11}, {"rate", 7}, {"tax", 10}, {"from", 9}, {"to", 9}},
                  "description");
  linesTab_ = tabs_->addTab(shortList(lines, QStringLiteral("table"), tr("No line told"),
                                      tr("The provider told what this invoice comes to, but not of what it is made.")),
                            tr("Lines"));
  auto* payments = shortTable(QStringLiteral("table_invoicePayments"), tr("Payments of the invoice"), &payments_,
                              words({"created_at", "status", "amount", "tax", "method", "external_id"}));
  paymentsTab_ = tabs_->addTab(shortList(payments, QStringLiteral("card"), tr("No payment yet"),
                                         tr("Payments that settle this invoice appear here, failed ones too.")),
                               tr("Payments"));
  auto* notes = shortTable(QStringLiteral("table_creditNotes"), tr("Credit notes of the invoice"), &notes_,
                           words({"number", "issued_at", "status", "total", "tax", "reason", "refund"}));
  notesTab_ = tabs_->addTab(shortList(notes, QStringLiteral("invoices"), tr("No credit note"),
                                      tr("Each refund of its payments becomes a numbered credit note.")),
                            tr("Credit notes"));
}

void InvoiceTabs::addDocument() {
  document_ = new DocumentView(context_);
  saver_ = new DocumentSaver(context_, document_);
  tabs_->addTab(document_, tr("Document"));
  connect(document_, &DocumentView::saveWanted, saver_, &DocumentSaver::saveOne);
  connect(document_, &DocumentView::largerWanted, this, [this](qint64 invoice, const QString& name) {
    if (invoice != 0) (new DocumentDialog(context_, invoice, name, tabs_->window()))->open();
  });
  connect(saver_, &DocumentSaver::saved, document_,
          [this](const QString& path, qint64) { document_->say(tr("Saved as %1").arg(path), true); });
  connect(saver_, &DocumentSaver::failed, document_, [this](const QString& why) { document_->say(why, false); });
}

void InvoiceTabs::count(int tab, const QString& title, qsizetype rows) {
  tabs_->setTabText(tab, rows == 0 ? title : QStringLiteral("%1 %2").arg(title, context_.words.locale.toString(rows)));
}

void InvoiceTabs::show(const store::InvoiceRecord& record) {
  invoice_ = record.row.id;
  name_ = reports::documentFileName(reports::invoiceDocument(record, {})).chopped(4);
  lines_.setRows(models::lineRows(record));
  payments_.setRows(record.payments);
  notes_.setRows(record.creditNotes);
  count(linesTab_, tr("Lines"), record.lines.size());
  count(paymentsTab_, tr("Payments"), record.payments.size());
  count(notesTab_, tr("Credit notes"), record.creditNotes.size());
  document_->showInvoice(invoice_, name_);
}

void InvoiceTabs::showCreditNotes() {
  tabs_->setCurrentIndex(notesTab_);
  tabs_->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void InvoiceTabs::saveDocument() {
  saver_->saveOne(invoice_, name_, SavedPaper::Ours);
}

}  // namespace billing::ui
