#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"
#include "reports/lists/reviewcolumns.h"

namespace billing::reports {
namespace {

// The day from which it is overdue; nothing for what is settled. Without a date it is due when issued.
Cell payableCell(const store::InvoiceRow& row) {
  const bool owed = row.status == QLatin1String("open") && row.remainingMinor > 0;
  return owed ? timeCell(row.dueAt ? row.dueAt : row.issuedAt) : Cell{};
}

}  // namespace

const ListTable<store::InvoiceRow>& invoiceColumns() {
  using K = CellKind;
  using Row = store::InvoiceRow;
  static const ListTable<Row> table = withReview(ListTable<Row>{
      {{"number", titleText("Number"), K::Id}, [](const Row& r) { return firstText({r.number, r.externalId}); }},
      {{"customer", titleText("Customer"), K::Text, true},
       [](const Row& r) { return firstText({r.customerName, r.customerExternalId}); }},
      {{"status", titleText("Status"), K::Text}, [](const Row& r) { return textCell(r.status); }},
      {{"issued_at", titleText("Issued"), K::Date}, [](const Row& r) { return timeCell(r.issuedAt); }},
      {{"due_at", titleText("Due"), K::Date}, [](const Row& r) { return timeCell(r.dueAt); }},
      {{"age", titleText("Payable"), K::Date}, &payableCell},
      {{"total", titleText("Total"), K::Money}, [](const Row& r) { return moneyCell(r.totalMinor, r.currency); }},
      {{"paid", titleText("Paid"), K::Money}, [](const Row& r) { return moneyCell(r.paidMinor, r.currency); }},
      {{"remaining", titleText("Owed"), K::Money},
       [](const Row& r) { return moneyCell(r.remainingMinor, r.currency); }},
      {{"refunded", titleText("Refunded"), K::Money},
       [](const Row& r) { return moneyCell(r.refundedMinor, r.currency); }},
      {{"currency", titleText("Currency"), K::Text}, [](const Row& r) { return textCell(r.currency); }},
      {{"paid_at", titleText("Paid on"), K::Date}, [](const Row& r) { return timeCell(r.paidAt); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"provider_status", titleText("Provider's status"), K::Text},
       [](const Row& r) { return textCell(r.providerStatus); }},
      {{"external_id", titleText("Invoice id"), K::Id}, [](const Row& r) { return textCell(r.externalId); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"subscription_external_id", titleText("Subscription id"), K::Id},
       [](const Row& r) { return textCell(r.subscriptionExternalId); }},
  });
  return table;
}

}  // namespace billing::reports
