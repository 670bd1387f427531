#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

const ListTable<store::PaymentRow>& paymentColumns() {
  using K = CellKind;
  using Row = store::PaymentRow;
  static const ListTable<Row> table{
      {{"created_at", titleText("Time"), K::Instant}, [](const Row& r) { return timeCell(r.createdAt); }},
      {{"customer", titleText("Customer"), K::Text, true},
       [](const Row& r) { return firstText({r.customerName, r.customerExternalId}); }},
      {{"status", titleText("Status"), K::Text}, [](const Row& r) { return textCell(r.status); }},
      {{"amount", titleText("Amount"), K::Money}, [](const Row& r) { return moneyCell(r.amountMinor, r.currency); }},
      // Money that went back: negative, so that a column of payments and refunds adds up.
      {{"refunded", titleText("Refunded"), K::Money},
       [](const Row& r) { return moneyCell(-r.refundedMinor, r.currency); }},
      {{"currency", titleText("Currency"), K::Text}, [](const Row& r) { return textCell(r.currency); }},
      {{"method", titleText("Method"), K::Text}, [](const Row& r) { return textCell(r.method); }},
      {{"failure", titleText("Failure"), K::Text},
       [](const Row& r) { return firstText({r.failureMessage, r.failureCode}); }},
      {{"disputed", titleText("Disputed"), K::Flag}, [](const Row& r) { return flagCell(r.disputed); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"provider_status", titleText("Provider's status"), K::Text},
       [](const Row& r) { return textCell(r.providerStatus); }},
      {{"external_id", titleText("Payment id"), K::Id}, [](const Row& r) { return textCell(r.externalId); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"subscription_external_id", titleText("Subscription id"), K::Id},
       [](const Row& r) { return textCell(r.subscriptionExternalId); }},
      {{"invoice_external_id", titleText("Invoice id"), K::Id},
       [](const Row& r) { return textCell(r.invoiceExternalId); }},
  };
  return table;
}

}  // namespace billing::reports
