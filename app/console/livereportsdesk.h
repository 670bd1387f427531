// Files that leave the open workspace, as the window's thread asks for them.
#pragma once

#include <QHash>
#include <QThreadPool>
#include <functional>

#include "app/console/liveadmindesk.h"
#include "operations/hand.h"
#include "reports/documents/invoicewriting.h"
#include "reports/reportsdesk.h"

namespace billing::console {

class LiveReportsDesk final : public reports::ReportsDesk {
  Q_OBJECT
 public:
  /// All that these refer to outlives the desk.
  struct Parts {
    const workspace::Profile& profile;
    store::Database& database;
    const Clock& clock;
    LiveAdminDesk& admin;  ///< asked whether this person may
    /// As it is spoken to now, on any thread; nullptr: not connected.
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
  };
  explicit LiveReportsDesk(Parts parts);
  /// What is being written is cancelled and waited for.
  ~LiveReportsDesk() override;

  QFuture<Result<reports::ExportReceipt>> write(QString path, reports::ReportHead head,
                                                QVector<reports::ReportColumn> columns,
                                                std::shared_ptr<reports::RowFeed> feed, reports::ExportOptions options,
                                                reports::ExportProgress progress, CancelToken cancel) override;
  QFuture<Result<QVector<reports::ExportReceipt>>> monthEnd(reports::MonthEndWish wish,
                                                            reports::ExportProgress progress,
                                                            CancelToken cancel) override;
  QFuture<Result<store::InvoiceRecord>> invoice(qint64 invoice, CancelToken cancel) override;
  QFuture<Result<reports::InvoicePages>> invoicePages(qint64 invoice, bool letter, QString language, int dpi,
                                                      CancelToken cancel) override;
  QFuture<Result<reports::ExportReceipt>> invoiceFile(reports::InvoiceFileWish wish, reports::ExportProgress progress,
                                                      CancelToken cancel) override;

 private:
  /// On the pool; cancelled with the desk.
  template <class T>
  QFuture<Result<T>> onOwnPool(CancelToken cancel, std::function<Result<T>(const CancelToken&)> work);
  [[nodiscard]] Result<operations::Hand> handFor(bool personal) const;
  [[nodiscard]] reports::InvoiceSources invoiceSources(providers::BillingProvider* provider) const;

  const Parts parts_;
  QHash<int, CancelToken> running_;
  int lastRunning_ = 0;
  QThreadPool pool_;
};

}  // namespace billing::console
