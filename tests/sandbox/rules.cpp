// The laws of money that no sequence of actions may break.
#include "shop.h"

namespace billing::sandbox::test {
namespace {

std::string brokenSum(const Invoice& invoice) {
  std::int64_t total = 0;
  for (const InvoiceLine& line : invoice.lines)
    total += line.amountMinor - line.discountMinor - line.creditMinor + (line.taxInclusive ? 0 : line.taxMinor);
  if (total != invoice.totalMinor) return "the lines do not sum to the total: " + invoice.id;
  // Neither lost nor made: what the balance gave or took is the difference of total and due.
  if (invoice.status != "draft" && invoice.status != "void" &&
      invoice.endingBalanceMinor - invoice.startingBalanceMinor != invoice.totalMinor - invoice.dueMinor)
    return "the balance does not add up: " + invoice.id;
  if (invoice.dueMinor < 0) return "less than nothing is due: " + invoice.id;
  return {};
}

std::string brokenPayment(const Ledger& ledger, const Payment& payment) {
  std::int64_t captured = 0, refunded = 0, refunds = 0;
  for (const std::string& id : payment.charges) {
    captured += ledger.charges.find(id)->capturedMinor;
    refunded += ledger.charges.find(id)->refundedMinor;
  }
  for (const auto& refund : ledger.refunds.all())
    if (refund->payment == payment.id) refunds += refund->amount.minor;
  if (captured != payment.capturedMinor) return "charges and payment differ: " + payment.id;
  if (refunded != payment.refundedMinor || refunds != refunded) return "refunds do not add up: " + payment.id;
  if (refunded > captured) return "more was refunded than captured: " + payment.id;
  if (captured > payment.amount.minor) return "more was captured than asked for: " + payment.id;
  return {};
}

std::string brokenSettlement(const Ledger& ledger, const Invoice& invoice) {
  std::int64_t captured = 0;
  int succeeded = 0;
  for (const std::string& id : invoice.payments) {
    captured += ledger.payments.find(id)->capturedMinor;
    succeeded += ledger.payments.find(id)->status == "succeeded" ? 1 : 0;
  }
  if (succeeded > 1) return "an invoice was charged twice: " + invoice.id;
  if (invoice.status == "paid" && captured != invoice.dueMinor) return "paid is not what was due: " + invoice.id;
  if (invoice.status != "paid" && captured != 0) return "charged, but not paid: " + invoice.id;
  return {};
}

std::string brokenTime(const Subscription& subscription) {
  if (subscription.periodEnd <= subscription.periodStart) return "an empty period: " + subscription.id;
  if (isFinal(subscription.status) != subscription.endedAt.has_value()) return "ended or not: " + subscription.id;
  if (subscription.status == SubscriptionStatus::Active && subscription.nextAttempt)
    return "an active subscription waits for a retry: " + subscription.id;
  return {};
}

}  // namespace

std::string brokenRule(Shop& shop) {
  const Ledger& ledger = *shop.ledger;
  std::map<std::string, std::int64_t> credits;
  for (const auto& invoice : ledger.invoices.all()) {
    for (const std::string& broken : {brokenSum(*invoice), brokenSettlement(ledger, *invoice)})
      if (!broken.empty()) return broken;
    if (invoice->status != "draft")
      credits[invoice->customer] -= invoice->endingBalanceMinor - invoice->startingBalanceMinor;
  }
  for (const auto& payment : ledger.payments.all())
    if (const std::string broken = brokenPayment(ledger, *payment); !broken.empty()) return broken;
  for (const auto& subscription : ledger.subscriptions.all())
    if (const std::string broken = brokenTime(*subscription); !broken.empty()) return broken;
  for (const auto& customer : ledger.customers.all())
    if (shop.credit(customer->id) != credits[customer->id]) return "credit was lost or made: " + customer->id;
  return {};
}

}  // namespace billing::sandbox::test
