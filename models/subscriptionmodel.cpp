#include "models/subscriptionmodel.h"

#include "models/discounttext.h"
#include "models/facts.h"
#include "models/reviewfacts.h"

namespace billing::models {
namespace {

QString subscriptionStatus(const store::SubscriptionRow& row) {
  return row.status;
}

// When something happens next: renewal, the end of a trial or of a cancelled subscription; or when it ended.
Fact renewsFact(const store::SubscriptionRow& row) {
  const auto is = [&](const char* word) { return row.status == QLatin1String(word); };
  if (is("cancelled") || is("expired") || is("failed"))
    return instantFact(row.cancelledAt ? row.cancelledAt : row.periodEnd, columnText("ended"));
  if (row.cancelAtPeriodEnd) return instantFact(row.periodEnd ? row.periodEnd : row.cancelAt, columnText("ends"));
  if (row.cancelAt) return instantFact(row.cancelAt, columnText("ends"));
  if (is("trialing") && row.trialEnd) return instantFact(row.trialEnd, columnText("trial ends"));
  return instantFact(row.periodEnd);
}

Fact discountFact(const store::SubscriptionRow& row) {
  return textFact(discountText(row), discountDetail(row));
}

Fact methodFact(const store::SubscriptionRow& row) {
  if (!row.hasPaymentMethod) return textFact({}, columnText("The provider has not told"));
  return textFact(*row.hasPaymentMethod != 0 ? columnText("yes") : columnText("none"));
}

}  // namespace

FactTable subscriptionTable() {
  using K = CellKind;
  return makeTable<store::SubscriptionRow>(
      {
          {{"customer", columnText("Customer"), K::Text},
           [](const store::SubscriptionRow& r) {
             return nameFact({r.customerName, r.customerEmail, r.customerExternalId});
           }},
          {{"plan", columnText("Plan"), K::Text},
           [](const store::SubscriptionRow& r) { return nameFact({r.productName, r.productId}); }},
          {{"status", columnText("Status"), K::Status},
           [](const store::SubscriptionRow& r) { return statusFact(r.status, r.provider, r.providerStatus); }},
          {{"renews_at", columnText("Renews"), K::Date}, &renewsFact},
          {{"mrr", columnText("MRR"), K::Money},
           [](const store::SubscriptionRow& r) { return moneyFact(r.mrrMinor, r.currency); }},
          {{"amount", columnText("Amount"), K::Money},
           [](const store::SubscriptionRow& r) {
             return moneyFact(r.amountMinor, r.currency, intervalText(r.intervalUnit, r.intervalCount));
           }},
          {{"interval_unit", columnText("Interval"), K::Text},
           [](const store::SubscriptionRow& r) { return textFact(intervalText(r.intervalUnit, r.intervalCount)); }},
          {{"provider", columnText("Provider"), K::Text},
           [](const store::SubscriptionRow& r) { return textFact(providerName(r.provider)); }},
          {{"created_at", columnText("Created"), K::Date},
           [](const store::SubscriptionRow& r) { return instantFact(r.createdAt); }},
          {{"quantity", columnText("Quantity"), K::Count, true, false},
           [](const store::SubscriptionRow& r) { return numberFact(r.quantity); }},
          {{"trial_end", columnText("Trial until"), K::Date, true, false},
           [](const store::SubscriptionRow& r) { return instantFact(r.trialEnd); }},
          {{"cancel_at_period_end", columnText("Cancelling"), K::Flag, true, false},
           [](const store::SubscriptionRow& r) { return flagFact(r.cancelAtPeriodEnd); }},
          {{"currency", columnText("Currency"), K::Text, true, false},
           [](const store::SubscriptionRow& r) { return textFact(r.currency); }},
          {{"updated_at", columnText("Updated"), K::Instant, true, false},
           [](const store::SubscriptionRow& r) { return instantFact(r.updatedAt); }},
          {{"external_id", columnText("Subscription id"), K::Id, true, false},
           [](const store::SubscriptionRow& r) { return textFact(r.externalId); }},
          {{"customer_external_id", columnText("Customer id"), K::Id, true, false},
           [](const store::SubscriptionRow& r) { return textFact(r.customerExternalId); }},
          {{"product_id", columnText("Product id"), K::Id, true, false},
           [](const store::SubscriptionRow& r) { return textFact(r.productId); }},
          {{"discount", columnText("Discount"), K::Text, true, false}, &discountFact},
          {{"payment_method", columnText("Payment method"), K::Text, true, false}, &methodFact},
          {{"ends_at", columnText("Ends"), K::Date, true, false},
           [](const store::SubscriptionRow& r) { return instantFact(r.cancelAt); }},
          {{"flag", columnText("Flag"), K::Status, true, false},
           [](const store::SubscriptionRow& r) { return flaggedFact(r.review); }},
          {{"reviewed", columnText("Reviewed"), K::Text, true, false},
           [](const store::SubscriptionRow& r) { return reviewedFact(r.review); }},
          {{"has_note", columnText("Notes"), K::Count, true, false},
           [](const store::SubscriptionRow& r) { return notesFact(r.review); }},
      },
      &subscriptionStatus);
}

SubscriptionModel::SubscriptionModel(operations::ListSource<store::SubscriptionRow>& source, ModelContext context,
                                     QObject* parent)
    : ListModel(source, subscriptionTable(), {"created_at", false}, std::move(context), parent) {}

}  // namespace billing::models
