#include <algorithm>

#include "domain/decimal.h"
#include "providers/answer/exactsum.h"
#include "providers/stripe/answers.h"

namespace billing::providers::stripe {

Result<CheckoutLink> readSession(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    CheckoutLink link;
    link.id = root.required("id");
    link.url = root.text("url");
    link.status = root.text("status");
    link.payment = root.id("payment_intent");
    link.subscription = root.id("subscription");
    return link;
  });
}

Result<std::string> readUrl(std::string_view body) {
  return readBody(body, [](const JsonObject& root) { return root.required("url"); });
}

Result<PaidInvoice> readPaidInvoice(std::string_view invoicePayments) {
  return readBody(invoicePayments, [](const JsonObject& root) {
    PaidInvoice paid;
    const auto payments = root.objects("data");
    if (payments.empty()) return paid;
    const JsonObject invoice = payments.front().object("invoice");
    paid.invoice = payments.front().id("invoice");
    paid.subscription = invoice.object("parent").object("subscription_details").id("subscription");
    if (paid.subscription.empty()) paid.subscription = invoice.id("subscription");
    return paid;
  });
}

namespace {

struct Taken {
  std::int64_t whole = 0, left = 0;
};

// Of an intent the charge tells; what was received is the most when it is not there.
Taken takenOf(const JsonObject& payment) {
  const JsonObject latest = payment.object("latest_charge");
  const JsonObject& charge = latest.exists() ? latest : payment;
  Taken taken;
  taken.whole = charge.integer("amount").value_or(0);
  for (const char* key : {"amount_captured", "amount_received"}) {
    if (charge.has(key)) taken.whole = charge.integer(key).value_or(0);
  }
  ExactSum left(charge, "amount_refunded");
  left += taken.whole;
  left -= charge.integer("amount_refunded").value_or(0);
  taken.left = std::max<std::int64_t>(left.value(), 0);
  return taken;
}

// Taxes that are not in the price come on top; discounts go off.
std::int64_t paidFor(const JsonObject& line) {
  ExactSum amount(line, "amount");
  amount += line.requiredInteger("amount");
  for (const JsonObject& discount : line.objects("discount_amounts")) amount -= discount.integer("amount").value_or(0);
  for (const JsonObject& tax : line.objects("taxes"))
    if (tax.text("tax_behavior") != "inclusive") amount += tax.integer("amount").value_or(0);
  return amount.value();
}

}  // namespace

Result<std::int64_t> readRefundable(std::string_view payment) {
  return readBody(payment, [](const JsonObject& root) { return takenOf(root).left; });
}

Result<RefundableLine> readRefundableWhole(std::string_view payment) {
  return readBody(payment, [](const JsonObject& root) {
    const Taken taken = takenOf(root);
    const Currency currency = root.currency("currency");
    return RefundableLine{
        root.required("id"), root.text("description"), {taken.whole, currency}, {taken.left, currency}};
  });
}

Result<InvoiceLinePage> readInvoiceLines(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    InvoiceLinePage page;
    for (const JsonObject& line : root.objects("data")) {
      const Money amount{paidFor(line), line.currency("currency")};
      page.lines.push_back({line.required("id"), line.text("description"), amount, {0, amount.currency}});
    }
    if (root.flag("has_more") && !page.lines.empty()) page.next = page.lines.back().item;
    return page;
  });
}

Result<std::string> readPdfUrl(std::string_view invoice) {
  auto url = readBody(invoice, [](const JsonObject& root) { return root.text("invoice_pdf"); });
  if (!url || !url->empty()) return url;
  return failure(ErrorKind::NotFound, "no_pdf", "The invoice has no PDF yet",
                 "Stripe makes it when the invoice is finalised", "Finalise the invoice, then try again");
}

namespace {

// In thousandths of the currency's own unit.
std::optional<std::int64_t> creditMilli(const JsonObject& amount) {
  const JsonObject monetary = amount.object("monetary");
  if (!monetary.exists()) return std::nullopt;
  const auto milli = milliDecimal(toDecimal(monetary.money("value", "currency")));
  return milli ? std::optional(*milli) : std::nullopt;
}

}  // namespace

Result<std::vector<UsageState>> readCreditSummary(std::string_view body, const std::string& customer) {
  return readBody(body, [&](const JsonObject& root) {
    std::vector<UsageState> balances;
    for (const JsonObject& balance : root.objects("balances")) {
      const JsonObject available = balance.object("available_balance");
      if (!available.object("monetary").exists()) continue;
      UsageState usage;
      usage.unit = available.object("monetary").currency("currency").code();
      usage.externalId = "credit_balance." + usage.unit;
      usage.name = "Credit balance";
      usage.customerExternalId = customer;
      usage.remainingMilli = creditMilli(available);
      balances.push_back(std::move(usage));
    }
    return balances;
  });
}

Result<CreditGrantPage> readCreditGrants(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    CreditGrantPage page;
    for (const JsonObject& grant : root.objects("data")) {
      if (root.flag("has_more")) page.next = grant.required("id");
      const auto milli = grant.has("voided_at") ? std::nullopt : creditMilli(grant.object("amount"));
      if (!milli) continue;
      page.grants.push_back(
          {std::string(grant.object("amount").object("monetary").currency("currency").code()), *milli});
    }
    return page;
  });
}

}  // namespace billing::providers::stripe
