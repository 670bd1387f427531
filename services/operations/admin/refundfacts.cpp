#include "operations/admin/refundfacts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace billing::operations {
namespace {

constexpr int kMostRefundPages = 50;

bool stands(const RefundState& refund) {
  return refund.status != "failed" && refund.status != "cancelled" && refund.status != "canceled";
}

QJsonObject rawObject(const std::string& raw) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(raw)).object();
}

void readDodosTax(const std::string& raw, RefundFacts& facts) {
  const QJsonValue tax = rawObject(raw)[u"tax"];
  facts.taxKnown = tax.isDouble();
  if (facts.taxKnown) facts.taxMinor = tax.toInteger();
}

// Stripe's payments do not know their tax: the invoice does.
void readInvoicesTax(const Sight& sight, RefundFacts& facts) {
  if (facts.payment.invoiceExternalId.empty()) return;
  providers::PageRequest page;
  page.customer = facts.payment.customerExternalId;
  const auto bills = sight.provider->invoices(page, sight.cancel);
  if (!bills) return facts.notRead.append(QStringLiteral("The invoice could not be read: the tax share is not known"));
  for (const auto& bill : bills->items) {
    if (bill.state.externalId != facts.payment.invoiceExternalId) continue;
    const QJsonObject raw = rawObject(bill.raw);
    if (!raw[u"total_excluding_tax"].isDouble() || !raw[u"total"].isDouble()) return;
    facts.taxKnown = true;
    facts.taxMinor = raw[u"total"].toInteger() - raw[u"total_excluding_tax"].toInteger();
  }
}

Result<void> readLines(const Sight& sight, RefundFacts& facts) {
  auto lines = sight.provider->refundableLines(sight.order.subject, sight.cancel);
  if (lines) {
    facts.lines = std::move(*lines);
    return {};
  }
  if (lines.error().code == "not_offered" && sight.order.lines.empty()) return {};
  return failure(lines.error());
}

void readDisputes(const Sight& sight, RefundFacts& facts) {
  providers::PageRequest page;
  page.payment = sight.order.subject;
  const auto disputes = sight.provider->disputes(page, sight.cancel);
  if (!disputes) return facts.notRead.append(QStringLiteral("Disputes could not be read: look whether there is one"));
  for (const auto& dispute : disputes->items) {
    facts.disputed = facts.disputed || dispute.state.open;
    facts.lostDispute = facts.lostDispute || dispute.state.status.find("lost") != std::string::npos;
  }
}

Error unknownPayment(const Sight& sight, Error told) {
  if (told.kind != ErrorKind::NotFound) return told;
  told.code = "unknown_payment";
  told.message =
      "There is no payment " + sight.order.subject + " at " + providerName(sight.parts.rules.provider).toStdString();
  told.hint = "Check its id and the mode: test and live know nothing of each other";
  return told;
}

}  // namespace

Result<std::int64_t> refundedSoFar(const Sight& sight) {
  providers::PageRequest page;
  page.payment = sight.order.subject;
  std::int64_t sum = 0;
  for (int count = 0; count < kMostRefundPages; ++count) {
    const auto refunds = sight.provider->refunds(page, sight.cancel);
    if (!refunds) return failure(refunds.error());
    for (const auto& refund : refunds->items)
      if (refund.state.paymentExternalId == sight.order.subject && stands(refund.state))
        sum += refund.state.amount.minor;
    if (refunds->next.empty() || refunds->next == page.cursor) return sum;
    page.cursor = refunds->next;
  }
  return failure(ErrorKind::Internal, "too_many_refunds", "The refunds of this payment could not all be read");
}

Result<RefundFacts> lookAtPayment(const Sight& sight) {
  if (!sight.provider) return failure(notConnected());
  RefundFacts facts;
  const auto payment = sight.provider->payment(sight.order.subject, sight.cancel);
  if (!payment) return failure(unknownPayment(sight, payment.error()));
  facts.payment = payment->state;
  const auto refunded = refundedSoFar(sight);
  if (!refunded) return failure(refunded.error());
  facts.refundedMinor = *refunded;
  if (auto read = readLines(sight, facts); !read) return failure(read.error());
  if (sight.parts.rules.provider == Provider::Dodo)
    readDodosTax(payment->raw, facts);
  else
    readInvoicesTax(sight, facts);
  readDisputes(sight, facts);
  auto held = heldPayment(sight, sight.order.subject);
  if (!held) return failure(held.error());
  facts.held = std::move(*held);
  return facts;
}

}  // namespace billing::operations
