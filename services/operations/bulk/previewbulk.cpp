#include "operations/bulk/previewbulk.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "operations/admin/permissions.h"

namespace billing::operations {
namespace {

constexpr int kSubjectsTold = 5;

// Of this very object: the others can still be done.
bool isOfTheObject(ErrorKind kind) {
  return kind == ErrorKind::NotFound || kind == ErrorKind::InvalidInput || kind == ErrorKind::Conflict;
}

class BulkPreviewer {
 public:
  BulkPreviewer(const BulkPreviewing& parts, const AdminOrder& order, const QVector<BulkSubject>& subjects,
                const BulkProgress& progress, const CancelToken& cancel)
      : parts_(parts), order_(order), subjects_(subjects), progress_(progress), cancel_(cancel) {
    for (const auto& subject : subjects) items_.append({subject, {}});
    slots_ = items_.data();
  }

  Result<QVector<BulkPreviewItem>> run() {
    {
      std::vector<std::jthread> workers;
      const auto count = std::min<qsizetype>(parts_.atOnce, subjects_.size());
      for (qsizetype i = 0; i < count; ++i) workers.emplace_back([this] { work(); });
    }
    if (cancel_.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The preview was cancelled");
    if (error_) return failure(*error_);
    return std::move(items_);
  }

 private:
  void work() {
    for (int i = next_++; i < subjects_.size() && !stopped(); i = next_++) {
      previewOne(slots_[i]);
      const int done = ++done_;
      if (progress_) progress_(done, static_cast<int>(subjects_.size()));
    }
  }
  bool stopped() {
    const std::scoped_lock hold(mutex_);
    return error_.has_value() || cancel_.cancelled();
  }
  void previewOne(BulkPreviewItem& item) {
    auto preview = parts_.preview(orderFor(order_, item.subject), cancel_);
    if (preview) {
      item.preview = std::move(*preview);
    } else if (isOfTheObject(preview.error().kind)) {
      item.preview.refusal = preview.error();
    } else {
      const std::scoped_lock hold(mutex_);
      error_ = preview.error();
    }
  }

  const BulkPreviewing& parts_;
  const AdminOrder& order_;
  const QVector<BulkSubject>& subjects_;
  const BulkProgress& progress_;
  const CancelToken cancel_;
  QVector<BulkPreviewItem> items_;
  BulkPreviewItem* slots_ = nullptr;  // each worker writes its own
  std::atomic<int> next_ = 0, done_ = 0;
  std::mutex mutex_;
  std::optional<Error> error_;
};

BulkTotals& totalsOf(QVector<BulkTotals>& totals, const Currency& currency) {
  const auto known = std::ranges::find(totals, currency, &BulkTotals::currency);
  if (known != totals.end()) return *known;
  BulkTotals fresh;
  fresh.currency = currency;
  totals.append(fresh);
  return totals.back();
}

std::optional<Currency> currencyOf(const OrderPreview& preview) {
  if (preview.today) return preview.today->currency;
  if (preview.nextInvoice) return preview.nextInvoice->currency;
  if (preview.givenAway.minor != 0) return preview.givenAway.currency;
  return std::nullopt;
}

void addAmounts(QVector<BulkTotals>& totals, const OrderPreview& preview) {
  const auto currency = currencyOf(preview);
  if (!currency) return;
  BulkTotals& sum = totalsOf(totals, *currency);
  ++sum.count;
  if (preview.estimate) ++sum.estimates;
  if (preview.today)
    (preview.today->minor > 0 ? sum.chargedMinor : sum.givenBackMinor) += std::abs(preview.today->minor);
  // A preview may speak of two currencies; each sum is of its own.
  if (preview.nextInvoice) totalsOf(totals, preview.nextInvoice->currency).nextMinor += preview.nextInvoice->minor;
  if (preview.givenAway.minor != 0)
    totalsOf(totals, preview.givenAway.currency).givenAwayMinor += preview.givenAway.minor;
}

void addGrouped(QVector<BulkRefusal>& groups, const QString& code, const QString& message, const QString& subject) {
  auto known = std::ranges::find_if(
      groups, [&](const BulkRefusal& one) { return code.isEmpty() ? one.message == message : one.code == code; });
  if (known == groups.end()) {
    groups.append({code, message, 0, {}});
    known = groups.end() - 1;
  }
  ++known->count;
  if (known->subjects.size() < kSubjectsTold) known->subjects.append(subject);
}

QString approvalOfRun(const BulkPreviewing& parts, const AdminOrder& order, const BulkPreview& preview) {
  for (const auto& sum : preview.totals) {
    const Money away{sum.givenAwayMinor, sum.currency};
    const QString why = approvalNeeded(order, away, parts.admin.approvalLimitUnits);
    if (!why.isEmpty()) return why;
  }
  // What already needs a second person's word one by one needs it in sum.
  for (const auto& item : preview.items)
    if (!item.preview.refusal && !item.preview.approvalWhy.isEmpty()) return item.preview.approvalWhy;
  return {};
}

void countItem(BulkPreview& preview, const BulkPreviewItem& item) {
  ++preview.total;
  if (const auto& refusal = item.preview.refusal) {
    ++preview.refused;
    return addGrouped(preview.refusals, QString::fromStdString(refusal->code), QString::fromStdString(refusal->message),
                      item.subject.subject);
  }
  ++preview.fine;
  addAmounts(preview.totals, item.preview);
  for (const QString& warning : item.preview.warnings) addGrouped(preview.warnings, {}, warning, item.subject.subject);
}

}  // namespace

BulkPreview sumUp(const BulkPreviewing& parts, const AdminOrder& order, QVector<BulkPreviewItem> items,
                  const QString& words) {
  BulkPreview preview;
  for (const auto& item : items) countItem(preview, item);
  preview.items = std::move(items);
  preview.words = words;
  std::ranges::stable_sort(preview.refusals, std::ranges::greater(), &BulkRefusal::count);
  preview.approvalWhy = approvalOfRun(parts, order, preview);
  preview.undoMs = std::int64_t{1000} * parts.admin.undoSeconds(parts.rules.live);
  if (parts.rules.live) preview.toType = QString::number(preview.fine);
  return preview;
}

Result<BulkPreview> previewBulk(const BulkPreviewing& parts, const AdminOrder& order,
                                const QVector<BulkSubject>& subjects, const QString& words,
                                const BulkProgress& progress, const CancelToken& cancel) {
  auto items = BulkPreviewer(parts, order, subjects, progress, cancel).run();
  if (!items) return failure(items.error());
  return sumUp(parts, order, std::move(*items), words);
}

}  // namespace billing::operations
