// What the window asks of files: exports, the month-end pack, invoices as PDF. Answers come by whenDone on the caller's
// thread; the work runs in Qt's pool.
#pragma once

#include <QFuture>
#include <QObject>
#include <memory>

#include "reports/exporting.h"
#include "store/invoicerecord.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::reports {

struct MonthEndWish {
  int month = 0;  ///< yyyymm
  QString zone;
  QString folder;  ///< where the pack goes: one XLSX, a set of CSV, a summary as PDF
  ExportOptions options;
};

struct InvoiceFileWish {
  QVector<qint64> invoices;  ///< row ids
  QString path;              ///< a .pdf for one, a .zip for several
  bool letter = false;
  QString language;           ///< "en", "de", "fr", "es", "ja", "ar"; empty: of the desktop
  bool providersOwn = false;  ///< the provider's PDF instead of ours
  bool receipt = false;       ///< of what was paid, instead of the invoice
  bool creditNotes = true;    ///< with the credit notes that correct them
  bool overwrite = false;
};

/// A document as it will print.
struct InvoicePages {
  QVector<QByteArray> pictures;  ///< PNG, one for each page
  QStringList texts;             ///< what stands on each page, for those who cannot see it
};

class ReportsDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  virtual QFuture<Result<ExportReceipt>> write(QString path, ReportHead head, QVector<ReportColumn> columns,
                                               std::shared_ptr<RowFeed> feed, ExportOptions options,
                                               ExportProgress progress, CancelToken cancel) = 0;
  virtual QFuture<Result<QVector<ExportReceipt>>> monthEnd(MonthEndWish wish, ExportProgress progress,
                                                           CancelToken cancel) = 0;
  /// Lines, tax, payments and credit notes. NotFound "row_gone".
  virtual QFuture<Result<store::InvoiceRecord>> invoice(qint64 invoice, CancelToken cancel) = 0;
  /// The document as it will print, for the pane; `dpi` of the screen.
  virtual QFuture<Result<InvoicePages>> invoicePages(qint64 invoice, bool letter, QString language, int dpi,
                                                     CancelToken cancel) = 0;
  /// Leaves an entry in the audit log. NotFound "no_pdf" where the provider has none.
  virtual QFuture<Result<ExportReceipt>> invoiceFile(InvoiceFileWish wish, ExportProgress progress,
                                                     CancelToken cancel) = 0;
};

}  // namespace billing::reports
