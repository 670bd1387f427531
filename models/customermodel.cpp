#include "models/customermodel.h"

#include "models/facts.h"
#include "models/reviewfacts.h"

namespace billing::models {
namespace {

QString customerStatus(const store::CustomerRow& row) {
  return row.deleted ? QStringLiteral("deleted") : row.status;
}

// Unlike currencies are never added: better no figure than a wrong one.
Fact sumFact(const store::CustomerRow& row, qint64 minor) {
  if (row.mixedCurrencies)
    return {{}, {}, {}, columnText("In several currencies: see its subscriptions."), columnText("mixed")};
  return row.currency.isEmpty() ? Fact{} : moneyFact(minor, row.currency);
}

}  // namespace

FactTable customerTable() {
  using K = CellKind;
  return makeTable<store::CustomerRow>(
      {
          {{"name", columnText("Name"), K::Text},
           [](const store::CustomerRow& r) { return nameFact({r.name, r.email, r.externalId}); }},
          {{"email", columnText("E-mail"), K::Text}, [](const store::CustomerRow& r) { return textFact(r.email); }},
          {{"status", columnText("Status"), K::Status},
           [](const store::CustomerRow& r) { return textFact(customerStatus(r)); }},
          {{"plan", columnText("Plan"), K::Text, false},
           [](const store::CustomerRow& r) { return textFact(r.planSummary); }},
          {{"mrr", columnText("MRR"), K::Money}, [](const store::CustomerRow& r) { return sumFact(r, r.mrrMinor); }},
          {{"paid", columnText("Paid"), K::Money}, [](const store::CustomerRow& r) { return sumFact(r, r.paidMinor); }},
          {{"last_payment_at", columnText("Last payment"), K::Instant},
           [](const store::CustomerRow& r) { return instantFact(r.lastPaymentAt); }},
          {{"last_event_at", columnText("Last event"), K::Instant},
           [](const store::CustomerRow& r) { return instantFact(r.lastEventAt); }},
          {{"created_at", columnText("Created"), K::Date},
           [](const store::CustomerRow& r) { return instantFact(r.createdAt); }},
          {{"subscriptions", columnText("Subscriptions"), K::Count, true, false},
           [](const store::CustomerRow& r) { return numberFact(r.subscriptions); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const store::CustomerRow& r) { return textFact(providerName(r.provider)); }},
          {{"external_id", columnText("Customer id"), K::Id, true, false},
           [](const store::CustomerRow& r) { return textFact(r.externalId); }},
          {{"flag", columnText("Flag"), K::Status, true, false},
           [](const store::CustomerRow& r) { return flaggedFact(r.review); }},
          {{"reviewed", columnText("Reviewed"), K::Text, true, false},
           [](const store::CustomerRow& r) { return reviewedFact(r.review); }},
          {{"has_note", columnText("Notes"), K::Count, true, false},
           [](const store::CustomerRow& r) { return notesFact(r.review); }},
      },
      &customerStatus);
}

CustomerModel::CustomerModel(operations::ListSource<store::CustomerRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, customerTable(), {"created_at", false}, std::move(context), parent) {}

}  // namespace billing::models
