// A desk of reports that writes nothing: it says what it was asked, and ends when the test says so.
#pragma once

#include <QPromise>
#include <optional>

#include "reports/reportsdesk.h"

namespace billing::test {

class FakeReportsDesk final : public reports::ReportsDesk {
 public:
  using Receipts = QVector<reports::ExportReceipt>;

  QFuture<Result<reports::ExportReceipt>> write(QString path, reports::ReportHead head,
                                                QVector<reports::ReportColumn> columns,
                                                std::shared_ptr<reports::RowFeed> feed, reports::ExportOptions options,
                                                reports::ExportProgress progress, CancelToken cancel) override {
    asked = {std::move(path), std::move(head), std::move(columns), options};
    token = cancel;
    rows = feed->expected();
    if (progress) progress(rows, rows);
    writing = std::make_shared<QPromise<Result<reports::ExportReceipt>>>();
    writing->start();
    if (!hold) finish();
    return writing->future();
  }
  /// Ends what is being written: well, with `error`, or cancelled where it was.
  void finish() {
    reports::ExportReceipt receipt;
    receipt.path = asked.path;
    receipt.rows = rows;
    Result<reports::ExportReceipt> answer = receipt;
    if (error) answer = failure(*error);
    if (token.cancelled()) answer = failure(ErrorKind::Cancelled, "cancelled", "The export was cancelled");
    writing->addResult(answer);
    writing->finish();
  }

  QFuture<Result<Receipts>> monthEnd(reports::MonthEndWish wish, reports::ExportProgress, CancelToken) override {
    month = std::move(wish);
    if (error) return QtFuture::makeReadyFuture(Result<Receipts>(failure(*error)));
    return QtFuture::makeReadyFuture(Result<Receipts>(Receipts(9)));
  }
  QFuture<Result<store::InvoiceRecord>> invoice(qint64 row, CancelToken) override {
    record.row.id = row;
    return QtFuture::makeReadyFuture(Result<store::InvoiceRecord>(record));
  }
  QFuture<Result<reports::InvoicePages>> invoicePages(qint64, bool letter, QString language, int,
                                                      CancelToken) override {
    pagesAsked << QStringLiteral("%1 %2").arg(language, letter ? QStringLiteral("letter") : QStringLiteral("a4"));
    return QtFuture::makeReadyFuture(Result<reports::InvoicePages>(pages));
  }
  QFuture<Result<reports::ExportReceipt>> invoiceFile(reports::InvoiceFileWish wish, reports::ExportProgress,
                                                      CancelToken) override {
    invoices = std::move(wish);
    if (error) return QtFuture::makeReadyFuture(Result<reports::ExportReceipt>(failure(*error)));
    reports::ExportReceipt receipt;
    receipt.path = invoices->path;
    receipt.rows = invoices->invoices.size();
    return QtFuture::makeReadyFuture(Result<reports::ExportReceipt>(receipt));
  }

  struct Asked {
    QString path;
    reports::ReportHead head;
    QVector<reports::ReportColumn> columns;
    reports::ExportOptions options;
  };
  Asked asked;
  qint64 rows = 0;  ///< that the feed would give; reading them would hold up the window
  CancelToken token;
  bool hold = false;
  std::optional<Error> error;
  std::optional<reports::MonthEndWish> month;
  std::optional<reports::InvoiceFileWish> invoices;
  store::InvoiceRecord record;  ///< what every invoice is said to hold
  reports::InvoicePages pages;
  QStringList pagesAsked;  ///< "de a4"
  std::shared_ptr<QPromise<Result<reports::ExportReceipt>>> writing;
};

}  // namespace billing::test
