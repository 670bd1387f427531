#include "reports/documents/invoicefiles.h"

#include "reports/pdf/pagedrawing.h"
#include "store/read/invoicerecord.h"

namespace billing::reports {
namespace {

// Letters and digits of any writing; everything else becomes one dash.
QString fileWordOf(const QString& text, int most) {
  QString word;
  for (const QChar letter : text) {
    const bool plain = letter.isLetterOrNumber() || letter.isMark() || letter.isSurrogate();
    if (plain)
      word += letter;
    else if (!word.isEmpty() && !word.endsWith(u'-'))
      word += u'-';
  }
  // A name of 255 bytes is as long as file systems allow; letters take up to four.
  while (word.toUtf8().size() > most) word.chop(word.back().isLowSurrogate() ? 2 : 1);
  while (word.endsWith(u'-')) word.chop(1);
  return word;
}

}  // namespace

DocumentSeller sellerOf(const workspace::Profile& profile) {
  return {profile.company, QString::fromStdString(profile.name), QString::fromStdString(profile.timeZone),
          !profile.live()};
}

Result<store::InvoiceRecord> invoiceRecord(store::Database& database, qint64 invoice, CancelToken cancel) {
  return database
      .read<store::InvoiceRecord>(
          [invoice](QSqlDatabase& connection) { return store::readInvoiceRecord(connection, invoice); },
          std::move(cancel))
      .result();
}

Result<QByteArray> documentPdf(const InvoiceDocument& document, const PagesWish& wish, const CancelToken& cancel) {
  return pdfOf(documentPages(document, wish), cancel);
}

QString documentFileName(const InvoiceDocument& document) {
  const QString number = fileWordOf(document.number, 90), buyer = fileWordOf(document.buyer.name, 120);
  return (buyer.isEmpty() ? number : number + u'_' + buyer) + QStringLiteral(".pdf");
}

}  // namespace billing::reports
