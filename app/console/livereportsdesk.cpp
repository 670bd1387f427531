#include "app/console/livereportsdesk.h"

#include <QPromise>

#include "operations/audited.h"
#include "providers/billingprovider.h"
#include "reports/exportrecord.h"
#include "reports/lists/listexport.h"
#include "reports/monthend/monthendpack.h"
#include "support/whendone.h"

namespace billing::console {
namespace {

using reports::ExportReceipt;

template <class T>
QFuture<Result<T>> refusedReport(const Error& error) {
  return QtFuture::makeReadyFuture(Result<T>(failure(error)));
}

template <class T>
QFuture<Result<T>> notYetReport() {
  return refusedReport<T>({ErrorKind::Unavailable, "not_yet", "This is not possible yet", {}, {}, false, {}});
}

}  // namespace

LiveReportsDesk::LiveReportsDesk(Parts parts) : parts_(std::move(parts)) {
  pool_.setMaxThreadCount(2);
}

LiveReportsDesk::~LiveReportsDesk() {
  for (const CancelToken& one : std::as_const(running_)) one.cancel();
  pool_.waitForDone();
}

template <class T>
QFuture<Result<T>> LiveReportsDesk::onOwnPool(CancelToken cancel, std::function<Result<T>(const CancelToken&)> work) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  auto future = promise->future();
  const int number = ++lastRunning_;
  running_.insert(number, cancel);
  pool_.start([promise, cancel, work = std::move(work)] {
    promise->addResult(work(cancel));
    promise->finish();
  });
  whenDone(future, this, [this, number](const Result<T>&) { running_.remove(number); });
  return future;
}

// Whoever takes nothing personal needs no right beyond looking.
Result<operations::Hand> LiveReportsDesk::handFor(bool personal) const {
  const operations::HandGuard& guard = parts_.admin.guard();
  if (personal)
    if (const auto may = guard.mayDo(operations::Deed::ExportPersonalData); !may) return failure(may.error());
  return operations::handOf(guard.actor(), parts_.profile.live());
}

QFuture<Result<ExportReceipt>> LiveReportsDesk::write(QString path, reports::ReportHead head,
                                                      QVector<reports::ReportColumn> columns,
                                                      std::shared_ptr<reports::RowFeed> feed,
                                                      reports::ExportOptions options, reports::ExportProgress progress,
                                                      CancelToken cancel) {
  const auto hand = handFor(reports::namesPeople(columns));
  if (!hand) return refusedReport<ExportReceipt>(hand.error());
  head.madeBy = hand->name;
  return onOwnPool<ExportReceipt>(
      std::move(cancel),
      [this, path = std::move(path), head = std::move(head), columns = std::move(columns), feed = std::move(feed),
       options = std::move(options), progress = std::move(progress), hand = *hand](const CancelToken& token) {
        const auto consent = reports::recordedBy(parts_.database, hand, head, options.format, parts_.clock.now());
        return reports::writeReport(path, head, columns, *feed, options, progress, token, consent);
      });
}

QFuture<Result<QVector<ExportReceipt>>> LiveReportsDesk::monthEnd(reports::MonthEndWish wish,
                                                                  reports::ExportProgress progress,
                                                                  CancelToken cancel) {
  using Receipts = QVector<ExportReceipt>;
  const auto hand = handFor(true);
  if (!hand) return refusedReport<Receipts>(hand.error());
  const QString zone = wish.zone.isEmpty() ? QString::fromStdString(parts_.profile.timeZone) : wish.zone;
  const auto span = reports::monthSpan(wish.month, zone);
  if (!span) return refusedReport<Receipts>(span.error());
  return onOwnPool<Receipts>(
      std::move(cancel), [this, span = *span, wish = std::move(wish), progress = std::move(progress),
                          hand = *hand](const CancelToken& token) {
        return reports::exportMonthEnd(parts_.database, parts_.profile, {{}, span, wish.folder, wish.options}, hand,
                                       parts_.clock, progress, token);
      });
}

QFuture<Result<store::InvoiceRecord>> LiveReportsDesk::invoice(qint64 invoice, CancelToken cancel) {
  return onOwnPool<store::InvoiceRecord>(std::move(cancel), [this, invoice](const CancelToken& token) {
    return reports::invoiceRecord(parts_.database, invoice, token);
  });
}

reports::InvoiceSources LiveReportsDesk::invoiceSources(providers::BillingProvider* provider) const {
  return {parts_.database, reports::sellerOf(parts_.profile), provider, parts_.clock.now()};
}

QFuture<Result<reports::InvoicePages>> LiveReportsDesk::invoicePages(qint64 invoice, bool letter, QString language,
                                                                     int dpi, CancelToken cancel) {
  return onOwnPool<reports::InvoicePages>(
      std::move(cancel), [this, invoice, letter, language = std::move(language), dpi](const CancelToken& token) {
        return reports::invoicePagesFor(invoiceSources(nullptr), invoice, letter, language, dpi, token);
      });
}

// A document names a person: it takes the same right as a list that does.
QFuture<Result<ExportReceipt>> LiveReportsDesk::invoiceFile(reports::InvoiceFileWish wish,
                                                            reports::ExportProgress progress, CancelToken cancel) {
  const auto hand = handFor(true);
  if (!hand) return refusedReport<ExportReceipt>(hand.error());
  return onOwnPool<ExportReceipt>(std::move(cancel), [this, wish = std::move(wish), progress = std::move(progress),
                                                      hand = *hand](const CancelToken& token) {
    const auto provider = wish.providersOwn && parts_.provider ? parts_.provider() : nullptr;
    const auto head = reports::invoiceFileHead(parts_.profile, wish);
    const auto consent = reports::recordedBy(parts_.database, hand, head, reports::Format::Pdf, parts_.clock.now());
    return reports::writeInvoiceFile(invoiceSources(provider.get()), wish, progress, token, consent);
  });
}

}  // namespace billing::console
