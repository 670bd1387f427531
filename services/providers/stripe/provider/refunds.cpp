// Money that goes back. Stripe refunds payments, not lines: the lines are those of the invoice that was paid, and of
// each no more than is left of the whole payment can be given back.
#include <algorithm>

#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

constexpr std::int64_t kMostAmount = 99'999'999;  // eight digits of the smallest unit
constexpr int kMostLinePages = 20;

}  // namespace

Result<std::vector<RefundableLine>> StripeProvider::invoiceLines(const std::string& invoice,
                                                                 const CancelToken& cancel) {
  std::vector<RefundableLine> all;
  std::string cursor;
  for (int count = 0; count < kMostLinePages; ++count) {
    auto page = calls_.ask(request::invoiceLines(invoice, cursor), cancel, readInvoiceLines);
    if (!page) return failure(page.error());
    std::ranges::move(page->lines, std::back_inserter(all));
    if (page->next.empty()) break;
    cursor = std::move(page->next);
  }
  return all;
}

// A payment without an invoice is one line, named like itself. So is one of an invoice with credits on it: what its
// lines cost is not what was paid for them.
Result<std::vector<RefundableLine>> StripeProvider::refundableLines(const std::string& payment,
                                                                    const CancelToken& cancel) {
  auto whole = calls_.ask(request::payment(payment), cancel, readRefundableWhole);
  if (!whole) return failure(whole.error());
  const auto held = this->payment(payment, cancel);
  if (!held) return failure(held.error());
  std::vector<RefundableLine> single{*whole};
  if (held->state.invoiceExternalId.empty()) return single;
  auto lines = invoiceLines(held->state.invoiceExternalId, cancel);
  if (!lines) return lines;
  std::int64_t sum = 0;
  bool plain = !lines->empty();
  for (RefundableLine& line : *lines) {
    sum += line.amount.minor;
    plain = plain && line.amount.minor > 0 && line.amount.currency == whole->amount.currency;
    line.refundable = {std::min(line.amount.minor, whole->refundable.minor), line.amount.currency};
  }
  return plain && sum == whole->amount.minor ? lines : single;
}

// The sum of the lines is what Stripe is asked for.
Result<RefundOrder> StripeProvider::summedUp(const RefundOrder& order, const CancelToken& cancel) {
  if (order.lines.empty()) return order;
  const auto lines = refundableLines(order.payment, cancel);
  if (!lines) return failure(lines.error());
  const auto sum = checkRefundLines(order.lines, *lines);
  if (!sum) return failure(sum.error());
  RefundOrder summed = order;
  summed.amountMinor = *sum;
  return summed;
}

// What Stripe would refuse is refused before it is asked: the answer is the same, and nothing has been sent.
Result<void> StripeProvider::checkRefund(const RefundOrder& order, const CancelToken& cancel) {
  if (!order.amountMinor) return {};
  if (const auto fine = checkAmount(*order.amountMinor, kMostAmount); !fine) return fine;
  const auto left = calls_.ask(request::payment(order.payment), cancel, readRefundable);
  if (!left) return failure(left.error());
  if (*order.amountMinor <= *left) return {};
  return failure(ErrorKind::InvalidInput, "refund_exceeds", "The refund is more than what is left of the payment",
                 std::to_string(*left) + " can be given back, in the smallest unit", "Refund at most that");
}

Result<Provided<RefundState>> StripeProvider::refund(const RefundOrder& order, const CancelToken& cancel) {
  const auto summed = summedUp(order, cancel);
  if (!summed) return failure(summed.error());
  if (const auto fine = checkRefund(*summed, cancel); !fine) return failure(fine.error());
  return calls_.ask(request::refund(*summed, keyOr(order.idempotencyKey)), cancel, [&](std::string_view body) {
    return provided(body, refundKind(), &BillingEvent::refunds, clock_.now());
  });
}

Result<Provided<PriceState>> StripeProvider::createPrice(const NewPrice& wanted, const CancelToken& cancel) {
  if (const auto fine = checkNewPrice(wanted); !fine) return failure(fine.error());
  return calls_.ask(request::createPrice(wanted, keyOr(wanted.operation)), cancel, [&](std::string_view body) {
    return provided(body, priceKind(), &BillingEvent::prices, clock_.now());
  });
}

Result<void> StripeProvider::archivePrice(const std::string& product, const CancelToken& cancel) {
  const auto answer = calls_.send(request::archivePrice(product, newKey()), cancel);
  return answer ? Result<void>() : failure(answer.error());
}

}  // namespace billing::providers::stripe
