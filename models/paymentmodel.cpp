#include "models/paymentmodel.h"

#include "models/facts.h"

namespace billing::models {
namespace {

// How long the provider took to tell.
Fact delayFact(const store::PaymentRow& row) {
  if (!row.receivedAt || !row.createdAt) return {};
  return {QVariant::fromValue(qMax<qint64>(0, *row.receivedAt - *row.createdAt)), {}, {}, {}, {}};
}

QString paymentStatus(const store::PaymentRow& row) {
  return row.status;
}

Fact refundedFact(const store::PaymentRow& row) {
  return row.refundedMinor == 0 ? Fact{} : moneyFact(row.refundedMinor, row.currency);
}

}  // namespace

FactTable paymentTable() {
  using K = CellKind;
  return makeTable<store::PaymentRow>(
      {
          {{"created_at", columnText("Time"), K::Instant},
           [](const store::PaymentRow& r) { return instantFact(r.createdAt); }},
          {{"customer", columnText("Customer"), K::Text, false},
           [](const store::PaymentRow& r) { return nameFact({r.customerName, r.customerExternalId}); }},
          {{"status", columnText("Status"), K::Status},
           [](const store::PaymentRow& r) { return statusFact(r.status, r.provider, r.providerStatus); }},
          {{"amount", columnText("Amount"), K::Money},
           [](const store::PaymentRow& r) { return moneyFact(r.amountMinor, r.currency); }},
          {{"refunded", columnText("Refunded"), K::Money, false}, &refundedFact},
          {{"method", columnText("Method"), K::Text, false},
           [](const store::PaymentRow& r) { return textFact(r.method); }},
          {{"failure", columnText("Failure"), K::Text, false},
           [](const store::PaymentRow& r) { return nameFact({r.failureMessage, r.failureCode}); }},
          {{"delay", columnText("Told after"), K::Duration, false, false}, &delayFact},
          {{"disputed", columnText("Disputed"), K::Flag, false, false},
           [](const store::PaymentRow& r) { return flagFact(r.disputed); }},
          {{"external_id", columnText("Payment id"), K::Id, false, false},
           [](const store::PaymentRow& r) { return textFact(r.externalId); }},
          {{"customer_external_id", columnText("Customer id"), K::Id, true, false},
           [](const store::PaymentRow& r) { return textFact(r.customerExternalId); }},
          {{"subscription_external_id", columnText("Subscription id"), K::Id, true, false},
           [](const store::PaymentRow& r) { return textFact(r.subscriptionExternalId); }},
          {{"invoice_external_id", columnText("Invoice id"), K::Id, false, false},
           [](const store::PaymentRow& r) { return textFact(r.invoiceExternalId); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const store::PaymentRow& r) { return textFact(providerName(r.provider)); }},
          {{"currency", columnText("Currency"), K::Text, true, false},
           [](const store::PaymentRow& r) { return textFact(r.currency); }},
      },
      &paymentStatus);
}

PaymentModel::PaymentModel(operations::ListSource<store::PaymentRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, paymentTable(), {"created_at", false}, std::move(context), parent) {}

}  // namespace billing::models
