#include <algorithm>

#include "providers/answer/exactsum.h"
#include "providers/answer/slices.h"
#include "providers/dodo/answers.h"

namespace billing::providers::dodo {

Result<Page<Provided<InvoiceState>>> readInvoices(std::string_view body, const PageRequest& asked, Instant readAt) {
  const auto payments = readPage(body, asked, paymentKind(), &BillingEvent::payments, readAt);
  if (!payments) return failure(payments.error());
  Page<Provided<InvoiceState>> page;
  page.next = payments->next;
  page.unreadable = payments->unreadable;
  for (const auto& payment : payments->items) {
    if (payment.facts.invoices.empty()) continue;
    page.items.push_back({payment.facts.invoices.front(), payment.facts, payment.raw, payment.unknown});
  }
  return page;
}

namespace {

std::int64_t withTax(const JsonObject& item) {
  ExactSum amount(item, "amount");
  amount += item.requiredInteger("amount");
  amount += item.integer("tax").value_or(0);
  return amount.value();
}

}  // namespace

Result<std::vector<RefundableLine>> readRefundableLines(std::string_view lineItems) {
  return readBody(lineItems, [](const JsonObject& root) {
    std::vector<RefundableLine> lines;
    const Currency currency = root.currency("currency");
    for (const JsonObject& item : root.objects("items")) {
      RefundableLine line;
      line.item = item.required("items_id");
      line.text = item.text("name").empty() ? item.text("description") : item.text("name");
      line.amount = {withTax(item), currency};
      line.refundable = {std::max<std::int64_t>(item.requiredInteger("refundable_amount"), 0), currency};
      lines.push_back(std::move(line));
    }
    return lines;
  });
}

Result<std::vector<RefundItem>> splitRefund(const std::vector<RefundableLine>& lines, std::int64_t amountMinor) {
  std::vector<RefundItem> items;
  std::int64_t open = amountMinor;
  for (const RefundableLine& line : lines) {
    const std::int64_t share = std::min(open, line.refundable.minor);
    if (share > 0) items.push_back({line.item, share});
    open -= share;
  }
  if (open == 0 && !items.empty()) return items;
  return failure(ErrorKind::InvalidInput, "refund_exceeds", "The refund is more than what is left of the payment",
                 "of its lines " + std::to_string(amountMinor - open) + " can be given back, in the smallest unit",
                 "Refund at most that");
}

Result<std::vector<UsageState>> readCreditBalances(std::string_view body, const std::string& customer) {
  return readBody(body, [&](const JsonObject& root) {
    std::vector<UsageState> balances;
    for (const JsonObject& item : root.objects("items")) {
      UsageState usage;
      usage.externalId = item.required("credit_entitlement_id");
      usage.customerExternalId = customer;
      usage.name = item.text("name");
      usage.unit = item.text("unit");
      if (const auto balance = item.milli("balance")) {
        // Used beyond the balance: less than nothing is left.
        ExactSum left(item, "balance");
        left += *balance;
        left -= item.milli("overage").value_or(0);
        usage.remainingMilli = left.value();
      }
      balances.push_back(std::move(usage));
    }
    return balances;
  });
}

}  // namespace billing::providers::dodo
