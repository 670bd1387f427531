#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"
#include "reports/lists/reviewcolumns.h"

namespace billing::reports {
namespace {

// Unlike currencies are never added: better no figure than a wrong one.
Cell customerSum(const store::CustomerRow& row, qint64 minor) {
  return row.mixedCurrencies || row.currency.isEmpty() ? Cell{} : moneyCell(minor, row.currency);
}

}  // namespace

const ListTable<store::CustomerRow>& customerColumns() {
  using K = CellKind;
  using Row = store::CustomerRow;
  static const ListTable<Row> table = withReview(ListTable<Row>{
      {{"name", titleText("Name"), K::Text, true},
       [](const Row& r) { return firstText({r.name, r.email, r.externalId}); }},
      {{"email", titleText("E-mail"), K::Text, true}, [](const Row& r) { return textCell(r.email); }},
      {{"status", titleText("Status"), K::Text},
       [](const Row& r) { return textCell(r.deleted ? QStringLiteral("deleted") : r.status); }},
      {{"plan", titleText("Plan"), K::Text}, [](const Row& r) { return textCell(r.planSummary); }},
      {{"mrr", titleText("MRR"), K::Money}, [](const Row& r) { return customerSum(r, r.mrrMinor); }},
      {{"paid", titleText("Paid"), K::Money}, [](const Row& r) { return customerSum(r, r.paidMinor); }},
      {{"currency", titleText("Currency"), K::Text},
       [](const Row& r) { return textCell(r.mixedCurrencies ? QStringLiteral("mixed") : r.currency); }},
      {{"last_payment_at", titleText("Last payment"), K::Instant},
       [](const Row& r) { return timeCell(r.lastPaymentAt); }},
      {{"last_event_at", titleText("Last event"), K::Instant}, [](const Row& r) { return timeCell(r.lastEventAt); }},
      {{"created_at", titleText("Created"), K::Date}, [](const Row& r) { return timeCell(r.createdAt); }},
      {{"subscriptions", titleText("Subscriptions"), K::Count},
       [](const Row& r) { return numberCell(r.subscriptions); }},
      {{"active_subscriptions", titleText("Active subscriptions"), K::Count},
       [](const Row& r) { return numberCell(r.activeSubscriptions); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"external_id", titleText("Customer id"), K::Id, true}, [](const Row& r) { return textCell(r.externalId); }},
  });
  return table;
}

}  // namespace billing::reports
