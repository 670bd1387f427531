#include "reports/documents/invoicewriting.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>

#include "providers/billingprovider.h"
#include "reports/documents/documentwords.h"
#include "reports/documents/zippedfile.h"
#include "reports/exportrecord.h"
#include "reports/file/atomicfile.h"
#include "reports/pdf/pagedrawing.h"

namespace billing::reports {
namespace {

PagesWish pagesWish(const InvoiceSources& sources, bool letter, const QString& language) {
  return {letter ? Paper::Letter : Paper::A4, documentLanguage(language), sources.now.ms};
}

Result<QVector<InvoiceDocument>> documentsOf(const store::InvoiceRecord& record, const DocumentSeller& seller,
                                             bool receipt, bool creditNotes) {
  QVector<InvoiceDocument> documents;
  if (receipt) {
    auto paid = receiptDocument(record, seller);
    if (!paid) return failure(paid.error());
    documents.append(std::move(*paid));
  } else {
    documents.append(invoiceDocument(record, seller));
  }
  if (creditNotes)
    for (const store::CreditNoteRow& note : record.creditNotes)
      documents.append(creditNoteDocument(record, note, seller));
  return documents;
}

// One after the other, each with its own "page 1 of 2".
PageList pagesOf(const QVector<InvoiceDocument>& documents, const PagesWish& wish) {
  PageList all = documentPages(documents.first(), wish);
  for (const InvoiceDocument& document : documents.mid(1)) all.pages += documentPages(document, wish).pages;
  return all;
}

tl::unexpected<Error> noPdf(const std::string& why) {
  return failure(ErrorKind::NotFound, "no_pdf", "The provider has no PDF of this invoice", why,
                 "Take the one that the console prints");
}

Result<void> looksLikePdf(const QByteArray& bytes) {
  if (bytes.startsWith("%PDF-") && bytes.right(1024).contains("%%EOF")) return {};
  return failure(ErrorKind::Corrupt, "pdf_damaged", "What came is not a whole PDF", {}, "Try again");
}

struct NamedDocument {
  QString name, currency;
  QByteArray bytes;
  qint64 totalMinor = 0;
};

Result<QVector<NamedDocument>> ownDocuments(const InvoiceSources& sources, const store::InvoiceRecord& record,
                                            const InvoiceFileWish& wish, bool together, const CancelToken& cancel) {
  const PagesWish paper = pagesWish(sources, wish.letter, wish.language);
  const auto documents = documentsOf(record, sources.seller, wish.receipt, wish.creditNotes);
  if (!documents) return failure(documents.error());
  QVector<NamedDocument> named;
  for (const InvoiceDocument& document : *documents) {
    const auto pdf = pdfOf(together ? pagesOf(*documents, paper) : documentPages(document, paper), cancel);
    if (!pdf) return failure(pdf.error());
    const bool credit = document.kind == DocumentKind::CreditNote;
    named.append(
        {documentFileName(document), document.currency, *pdf, credit ? -document.totalMinor : document.totalMinor});
    if (together) break;
  }
  return named;
}

Result<QVector<NamedDocument>> documentsFor(const InvoiceSources& sources, qint64 invoice, const InvoiceFileWish& wish,
                                            bool together, const CancelToken& cancel) {
  const auto record = invoiceRecord(sources.database, invoice, cancel);
  if (!record) return failure(record.error());
  if (!wish.providersOwn) return ownDocuments(sources, *record, wish, together, cancel);
  auto pdf = providersPdf(sources, *record, cancel);
  if (!pdf) return failure(pdf.error());
  return QVector<NamedDocument>{{documentFileName(invoiceDocument(*record, sources.seller)), record->row.currency,
                                 std::move(*pdf), record->row.totalMinor}};
}

Result<void> countDocument(ExportReceipt& receipt, const NamedDocument& document) {
  qint64& sum = receipt.sums["total"][document.currency];
  ++receipt.rows;
  if (__builtin_add_overflow(sum, document.totalMinor, &sum))
    return failure(ErrorKind::InvalidInput, "sum_out_of_range", "The totals are too large to be summed up");
  return {};
}

Result<ExportReceipt> writeOne(AtomicFile& file, const InvoiceSources& sources, const InvoiceFileWish& wish,
                               const CancelToken& cancel) {
  const auto documents = documentsFor(sources, wish.invoices.first(), wish, true, cancel);
  if (!documents) return failure(documents.error());
  ExportReceipt receipt;
  if (auto counted = countDocument(receipt, documents->first()); !counted) return failure(counted.error());
  if (auto whole = looksLikePdf(documents->first().bytes); !whole) return failure(whole.error());
  if (auto written = file.write(documents->first().bytes); !written) return failure(written.error());
  return receipt;
}

Result<ExportReceipt> writeMany(AtomicFile& file, const InvoiceSources& sources, const InvoiceFileWish& wish,
                                const ExportProgress& progress, const CancelToken& cancel) {
  file.closeForOthers();
  const auto zip = ZippedFile::at(file.temporaryPath(), wish.path, sources.now);
  if (!zip) return failure(zip.error());
  ExportReceipt receipt;
  qint64 done = 0;
  for (const qint64 invoice : wish.invoices) {
    if (cancel.cancelled())
      return failure(ErrorKind::Cancelled, "cancelled", "The ZIP was not finished", {}, "Nothing was left behind");
    const auto documents = documentsFor(sources, invoice, wish, false, cancel);
    if (!documents) return failure(documents.error());
    for (const NamedDocument& document : *documents) {
      if (auto counted = countDocument(receipt, document); !counted) return failure(counted.error());
      if (auto added = (*zip)->add(document.name, document.bytes); !added) return failure(added.error());
    }
    if (progress) progress(++done, wish.invoices.size());
  }
  if (auto finished = (*zip)->finish(); !finished) return failure(finished.error());
  const auto entries = entriesOfZip(file.temporaryPath());
  if (!entries) return failure(entries.error());
  if (entries->size() != receipt.rows)
    return failure(ErrorKind::Internal, "count_differs", "The ZIP holds another number of documents than it was given");
  return receipt;
}

Result<void> finishReceipt(ExportReceipt& receipt, const QString& written, const QString& path) {
  QFile file(written);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
    return failure(ErrorKind::Unavailable, "not_readable", "The file cannot be read back",
                   file.errorString().toStdString());
  receipt.path = QFileInfo(path).absoluteFilePath();
  receipt.bytes = file.size();
  receipt.sha256 = hash.result().toHex();
  return {};
}

}  // namespace

Result<InvoicePages> invoicePagesFor(const InvoiceSources& sources, qint64 invoice, bool letter,
                                     const QString& language, int dpi, const CancelToken& cancel) {
  const auto record = invoiceRecord(sources.database, invoice, cancel);
  if (!record) return failure(record.error());
  const auto documents = documentsOf(*record, sources.seller, false, true);
  if (!documents) return failure(documents.error());
  const PageList list = pagesOf(*documents, pagesWish(sources, letter, language));
  auto pictures = picturesOf(list, dpi, cancel);
  if (!pictures) return failure(pictures.error());
  InvoicePages pages{std::move(*pictures), {}};
  for (const PageItems& page : list.pages) pages.texts << textOf(page);
  return pages;
}

ReportHead invoiceFileHead(const workspace::Profile& profile, const InvoiceFileWish& wish) {
  ReportHead head = headOf(profile);
  head.list = QStringLiteral("invoice_documents");
  head.title = wish.providersOwn ? QStringLiteral("Documents of the provider") : QStringLiteral("Documents");
  head.filter = wish.invoices.size() == 1 ? QStringLiteral("invoice row %1").arg(wish.invoices.first())
                                          : QStringLiteral("%1 invoices").arg(wish.invoices.size());
  head.filterShape = head.filter;  // row numbers name nobody
  return head;
}

Result<QByteArray> providersPdf(const InvoiceSources& sources, const store::InvoiceRecord& record,
                                const CancelToken& cancel) {
  if (sources.provider == nullptr) return noPdf("No provider is connected to this workspace");
  std::string id = record.row.externalId.toStdString();
  if (sources.provider->provider() == Provider::Dodo) {
    id.clear();
    for (const store::InvoicePayment& payment : record.payments)
      if (id.empty() || payment.status == QStringLiteral("succeeded")) id = payment.externalId.toStdString();
  }
  if (id.empty()) return noPdf("It knows no payment of it");
  const auto bytes = sources.provider->invoicePdf(id, cancel);
  if (!bytes && bytes.error().kind == ErrorKind::NotFound) return noPdf(bytes.error().message);
  if (!bytes) return failure(bytes.error());
  QByteArray pdf = QByteArray::fromStdString(*bytes);
  if (auto whole = looksLikePdf(pdf); !whole) return failure(whole.error());
  return pdf;
}

Result<ExportReceipt> writeInvoiceFile(const InvoiceSources& sources, const InvoiceFileWish& wish,
                                       const ExportProgress& progress, const CancelToken& cancel,
                                       const ExportConsent& consent) {
  if (wish.invoices.isEmpty())
    return failure(ErrorKind::InvalidInput, "no_invoice", "No invoice was chosen", {}, "Choose one or more");
  const bool many = wish.path.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
  if (!many && wish.invoices.size() > 1)
    return failure(ErrorKind::InvalidInput, "one_file_for_many", "Several invoices do not fit into one PDF", {},
                   "Give the file the ending .zip");
  const auto file = AtomicFile::beside(wish.path, wish.overwrite);
  if (!file) return failure(file.error());
  auto receipt = many ? writeMany(**file, sources, wish, progress, cancel) : writeOne(**file, sources, wish, cancel);
  if (!receipt) return receipt;
  if (auto onDisk = (*file)->sync(); !onDisk) return failure(onDisk.error());
  if (auto finished = finishReceipt(*receipt, (*file)->temporaryPath(), wish.path); !finished)
    return failure(finished.error());
  if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The file was not put in place");
  if (consent)
    if (auto agreed = consent(*receipt); !agreed) return failure(agreed.error());
  if (auto published = (*file)->publish(); !published) return failure(published.error());
  return receipt;
}

}  // namespace billing::reports
