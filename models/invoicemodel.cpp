#include "models/invoicemodel.h"

#include "models/facts.h"
#include "models/reviewfacts.h"

namespace billing::models {
namespace {

QString invoiceStatus(const store::InvoiceRow& row) {
  return row.status;
}

// How long it is overdue, or until then; nothing for what is settled. Without a date it is due when issued.
Fact ageFact(const store::InvoiceRow& row) {
  const bool owed = row.status == QLatin1String("open") && row.remainingMinor > 0;
  return owed ? instantFact(row.dueAt ? row.dueAt : row.issuedAt) : Fact{};
}

}  // namespace

FactTable invoiceTable() {
  using K = CellKind;
  return makeTable<store::InvoiceRow>(
      {
          {{"number", columnText("Number"), K::Text},
           [](const store::InvoiceRow& r) { return nameFact({r.number, r.externalId}); }},
          {{"customer", columnText("Customer"), K::Text},
           [](const store::InvoiceRow& r) { return nameFact({r.customerName, r.customerExternalId}); }},
          {{"status", columnText("Status"), K::Status},
           [](const store::InvoiceRow& r) { return statusFact(r.status, r.provider, r.providerStatus); }},
          {{"due_at", columnText("Due"), K::Date}, [](const store::InvoiceRow& r) { return instantFact(r.dueAt); }},
          {{"age", columnText("Payable"), K::Due, false}, &ageFact},
          {{"total", columnText("Total"), K::Money},
           [](const store::InvoiceRow& r) { return moneyFact(r.totalMinor, r.currency); }},
          {{"paid", columnText("Paid"), K::Money, false},
           [](const store::InvoiceRow& r) { return moneyFact(r.paidMinor, r.currency); }},
          {{"remaining", columnText("Owed"), K::Money},
           [](const store::InvoiceRow& r) { return moneyFact(r.remainingMinor, r.currency); }},
          {{"issued_at", columnText("Issued"), K::Date},
           [](const store::InvoiceRow& r) { return instantFact(r.issuedAt); }},
          {{"paid_at", columnText("Paid on"), K::Date, true, false},
           [](const store::InvoiceRow& r) { return instantFact(r.paidAt); }},
          {{"refunded", columnText("Refunded"), K::Money, false, false},
           [](const store::InvoiceRow& r) { return moneyFact(r.refundedMinor, r.currency); }},
          {{"provider", columnText("Provider"), K::Text, true, false},
           [](const store::InvoiceRow& r) { return textFact(providerName(r.provider)); }},
          {{"currency", columnText("Currency"), K::Text, true, false},
           [](const store::InvoiceRow& r) { return textFact(r.currency); }},
          {{"external_id", columnText("Invoice id"), K::Id, true, false},
           [](const store::InvoiceRow& r) { return textFact(r.externalId); }},
          {{"customer_external_id", columnText("Customer id"), K::Id, true, false},
           [](const store::InvoiceRow& r) { return textFact(r.customerExternalId); }},
          {{"subscription_external_id", columnText("Subscription id"), K::Id, true, false},
           [](const store::InvoiceRow& r) { return textFact(r.subscriptionExternalId); }},
          {{"flag", columnText("Flag"), K::Status, true, false},
           [](const store::InvoiceRow& r) { return flaggedFact(r.review); }},
          {{"reviewed", columnText("Reviewed"), K::Text, true, false},
           [](const store::InvoiceRow& r) { return reviewedFact(r.review); }},
          {{"has_note", columnText("Notes"), K::Count, true, false},
           [](const store::InvoiceRow& r) { return notesFact(r.review); }},
      },
      &invoiceStatus);
}

InvoiceModel::InvoiceModel(operations::ListSource<store::InvoiceRow>& source, ModelContext context, QObject* parent)
    : ListModel(source, invoiceTable(), {"issued_at", false}, std::move(context), parent) {}

}  // namespace billing::models
