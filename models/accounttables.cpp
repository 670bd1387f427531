#include "models/accounttables.h"

#include "models/facts.h"
#include "models/statustext.h"
#include "models/usageforecast.h"

namespace billing::models {
namespace {

Fact creditsFact(qint64 tenths) {
  return quantityFact(creditMilli(tenths), {});
}

QString statusOfEntitlement(const store::EntitlementRow& row) {
  return row.status;
}
QString verdictOfAction(const store::BillableActionRow& row) {
  return row.verdict;
}
QString statusOfPurchase(const store::CreditPurchaseRow& row) {
  return row.status;
}

// "plan 2026-11", "top up pi_3Q…": where the credits came from.
Fact sourceFact(const QString& source, const QString& reference, const QString& note) {
  return textFact(statusText(source), note.isEmpty() ? reference : QString(reference + QLatin1Char('\n') + note));
}

Fact periodShareFact(const PeriodUseRow& row) {
  const auto share = shareThousandths(row.usedMilli, row.limitMilli.value_or(0));
  if (!share) return {};
  Fact fact{QVariant::fromValue(*share), {}, {}, columnText("of the present limit"), {}};
  fact.series = row.marks;
  return fact;
}

}  // namespace

qint64 creditMilli(qint64 tenths) {
  return tenths * 100;
}

FactTable entitlementTable() {
  using K = CellKind;
  using Row = store::EntitlementRow;
  return makeTable<Row>(
      {
          {{"email", columnText("E-mail"), K::Text, false}, [](const Row& r) { return textFact(r.email); }},
          {{"plan", columnText("Plan"), K::Text, false}, [](const Row& r) { return textFact(r.plan); }},
          {{"status", columnText("Status"), K::Status, false}, [](const Row& r) { return textFact(r.status); }},
          {{"payment_id", columnText("Payment id"), K::Id, false}, [](const Row& r) { return textFact(r.paymentId); }},
          {{"payment_provider", columnText("Provider"), K::Text, false},
           [](const Row& r) { return textFact(providerName(r.paymentProvider)); }},
          {{"created_at", columnText("Created"), K::Instant, false},
           [](const Row& r) { return instantFact(r.createdAt); }},
          {{"expires_at", columnText("Expires"), K::Instant, false},
           [](const Row& r) { return r.expiresAt ? instantFact(r.expiresAt) : saidFact(columnText("never")); }},
          {{"source", columnText("Source"), K::Text, false},
           [](const Row& r) { return textFact(statusText(r.source)); }},
          {{"product_id", columnText("Product id"), K::Id, false}, [](const Row& r) { return textFact(r.productId); }},
          {{"metadata", columnText("Metadata"), K::Text, false},
           [](const Row& r) { return textFact(r.metadata == QLatin1String("{}") ? QString() : r.metadata); }},
      },
      &statusOfEntitlement);
}

FactTable billableActionTable() {
  using K = CellKind;
  using Row = store::BillableActionRow;
  return makeTable<Row>(
      {
          {{"at", columnText("Time"), K::Instant, false}, [](const Row& r) { return instantFact(r.at); }},
          {{"action", columnText("Action"), K::Text, false}, [](const Row& r) { return textFact(r.action); }},
          {{"units", columnText("Units"), K::Count, false}, [](const Row& r) { return numberFact(r.units); }},
          {{"verdict", columnText("Verdict"), K::Status, false},
           [](const Row& r) { return textFact(r.verdict, statusText(r.detail)); }},
          {{"credits", columnText("Credits"), K::Quantity, false},
           [](const Row& r) { return r.creditsTenths == 0 ? Fact{} : creditsFact(r.creditsTenths); }},
          {{"detail", columnText("Reason"), K::Text, false},
           [](const Row& r) { return textFact(statusText(r.detail)); }},
          {{"request_id", columnText("Request id"), K::Id, false}, [](const Row& r) { return textFact(r.requestId); }},
      },
      &verdictOfAction);
}

FactTable creditLedgerTable() {
  using K = CellKind;
  using Row = store::CreditEntryRow;
  return makeTable<Row>({
      {{"at", columnText("Time"), K::Instant, false}, [](const Row& r) { return instantFact(r.at); }},
      {{"kind", columnText("Entry"), K::Text, false},
       [](const Row& r) { return textFact(statusText(r.kind), r.note); }},
      {{"credits", columnText("Credits"), K::Quantity, false}, [](const Row& r) { return creditsFact(r.tenths); }},
      {{"balance", columnText("Balance"), K::Quantity, false},
       [](const Row& r) { return creditsFact(r.balanceTenths); }},
      {{"source", columnText("Grant"), K::Text, false}, [](const Row& r) { return textFact(statusText(r.source)); }},
      {{"reference", columnText("For"), K::Id, false}, [](const Row& r) { return textFact(r.reference); }},
  });
}

FactTable creditGrantTable() {
  using K = CellKind;
  using Row = store::CreditGrantRow;
  return makeTable<Row>({
      {{"source", columnText("Grant"), K::Text, false},
       [](const Row& r) { return sourceFact(r.source, r.reference, r.note); }},
      {{"remaining", columnText("Remaining"), K::Quantity, false},
       [](const Row& r) { return creditsFact(r.remainingTenths); }},
      {{"granted", columnText("Granted"), K::Quantity, false}, [](const Row& r) { return creditsFact(r.tenths); }},
      {{"expires_at", columnText("Expires"), K::Instant, false},
       [](const Row& r) { return r.expiresAt ? instantFact(r.expiresAt) : saidFact(columnText("never")); }},
      {{"priority", columnText("Priority"), K::Count, false}, [](const Row& r) { return numberFact(r.priority); }},
      {{"granted_at", columnText("Since"), K::Instant, false}, [](const Row& r) { return instantFact(r.grantedAt); }},
      {{"reference", columnText("Reference"), K::Id, false}, [](const Row& r) { return textFact(r.reference); }},
  });
}

FactTable creditPurchaseTable() {
  using K = CellKind;
  using Row = store::CreditPurchaseRow;
  return makeTable<Row>(
      {
          {{"purchased_at", columnText("Time"), K::Instant, false},
           [](const Row& r) { return instantFact(r.purchasedAt); }},
          {{"status", columnText("Status"), K::Status, false},
           [](const Row& r) { return textFact(r.status, statusText(r.reason)); }},
          {{"credits", columnText("Credits"), K::Quantity, false}, [](const Row& r) { return creditsFact(r.tenths); }},
          {{"amount", columnText("Paid"), K::Money, false},
           [](const Row& r) { return moneyFact(r.amountMinor, r.currency); }},
          {{"reason", columnText("Reason"), K::Text, false},
           [](const Row& r) { return textFact(statusText(r.reason)); }},
          {{"kind", columnText("Kind"), K::Text, false}, [](const Row& r) { return textFact(statusText(r.kind)); }},
          {{"payment_id", columnText("Payment id"), K::Id, false},
           [](const Row& r) { return textFact(r.paymentExternalId); }},
      },
      &statusOfPurchase);
}

FactTable periodUseTable() {
  using K = CellKind;
  using Row = PeriodUseRow;
  return makeTable<Row>({
      {{"start", columnText("Period from"), K::Date, false},
       [](const Row& r) { return instantFact(r.start, r.present ? columnText("since") : QString()); }},
      {{"end", columnText("To"), K::Date, false}, [](const Row& r) { return instantFact(r.end); }},
      {{"used", columnText("Used"), K::Quantity, false},
       [](const Row& r) { return quantityFact(r.usedMilli, r.unit); }},
      {{"share", columnText("Of today's limit"), K::Percent, false}, &periodShareFact},
  });
}

}  // namespace billing::models
