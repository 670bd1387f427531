#include "reports/file/cellwords.h"
#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"
#include "reports/lists/reviewcolumns.h"

namespace billing::reports {
namespace {

// When something happens next: renewal, the end of a trial or of a cancelled subscription; or when it ended. As the
// list on the screen says it.
Cell renewsCell(const store::SubscriptionRow& row) {
  const auto is = [&](const char* word) { return row.status == QLatin1String(word); };
  if (is("cancelled") || is("expired") || is("failed"))
    return timeCell(row.cancelledAt ? row.cancelledAt : row.periodEnd);
  if (row.cancelAtPeriodEnd) return timeCell(row.periodEnd ? row.periodEnd : row.cancelAt);
  if (row.cancelAt) return timeCell(row.cancelAt);
  if (is("trialing") && row.trialEnd) return timeCell(row.trialEnd);
  return timeCell(row.periodEnd);
}

// "12.50 % forever", "5.00 EUR once"; "untold" where the provider does not say how much.
Cell discountCell(const store::SubscriptionRow& row) {
  if (row.discountDuration.isEmpty()) return {};
  if (row.discountBps == 0 && row.discountMinor == 0) return textCell(QStringLiteral("untold"));
  const QByteArray size = row.discountBps > 0
                              ? milliWords(qint64{row.discountBps} * 10) + " %"
                              : moneyWords(row.discountMinor, row.currency) + ' ' + row.currency.toLatin1();
  return textCell(QString::fromLatin1(size) + u' ' + row.discountDuration);
}

Cell methodCell(const store::SubscriptionRow& row) {
  if (!row.hasPaymentMethod) return {};
  return textCell(*row.hasPaymentMethod != 0 ? QStringLiteral("yes") : QStringLiteral("none"));
}

}  // namespace

const ListTable<store::SubscriptionRow>& subscriptionColumns() {
  using K = CellKind;
  using Row = store::SubscriptionRow;
  static const ListTable<Row> table = withReview(ListTable<Row>{
      {{"customer", titleText("Customer"), K::Text, true},
       [](const Row& r) { return firstText({r.customerName, r.customerEmail, r.customerExternalId}); }},
      {{"plan", titleText("Plan"), K::Text}, [](const Row& r) { return firstText({r.productName, r.productId}); }},
      {{"status", titleText("Status"), K::Text}, [](const Row& r) { return textCell(r.status); }},
      {{"renews_at", titleText("Renews"), K::Date}, &renewsCell},
      {{"mrr", titleText("MRR"), K::Money}, [](const Row& r) { return moneyCell(r.mrrMinor, r.currency); }},
      {{"amount", titleText("Amount"), K::Money}, [](const Row& r) { return moneyCell(r.amountMinor, r.currency); }},
      {{"currency", titleText("Currency"), K::Text}, [](const Row& r) { return textCell(r.currency); }},
      {{"interval_unit", titleText("Interval"), K::Text},
       [](const Row& r) { return textCell(intervalWord(r.intervalUnit, r.intervalCount)); }},
      {{"quantity", titleText("Quantity"), K::Count}, [](const Row& r) { return numberCell(r.quantity); }},
      {{"provider", titleText("Provider"), K::Text}, [](const Row& r) { return textCell(r.provider); }},
      {{"provider_status", titleText("Provider's status"), K::Text},
       [](const Row& r) { return textCell(r.providerStatus); }},
      {{"created_at", titleText("Created"), K::Date}, [](const Row& r) { return timeCell(r.createdAt); }},
      {{"period_start", titleText("Period starts"), K::Instant}, [](const Row& r) { return timeCell(r.periodStart); }},
      {{"period_end", titleText("Period ends"), K::Instant}, [](const Row& r) { return timeCell(r.periodEnd); }},
      {{"trial_end", titleText("Trial until"), K::Date}, [](const Row& r) { return timeCell(r.trialEnd); }},
      {{"cancel_at_period_end", titleText("Cancelling"), K::Flag},
       [](const Row& r) { return flagCell(r.cancelAtPeriodEnd); }},
      {{"ends_at", titleText("Ends"), K::Date}, [](const Row& r) { return timeCell(r.cancelAt); }},
      {{"cancelled_at", titleText("Cancelled on"), K::Date}, [](const Row& r) { return timeCell(r.cancelledAt); }},
      {{"discount", titleText("Discount"), K::Text}, &discountCell},
      {{"discount_code", titleText("Discount code"), K::Id}, [](const Row& r) { return textCell(r.discountCode); }},
      {{"discount_ends_at", titleText("Discount until"), K::Date},
       [](const Row& r) { return timeCell(r.discountEndsAt); }},
      {{"payment_method", titleText("Payment method"), K::Text}, &methodCell},
      {{"updated_at", titleText("Updated"), K::Instant}, [](const Row& r) { return timeCell(r.updatedAt); }},
      {{"customer_email", titleText("E-mail"), K::Text, true}, [](const Row& r) { return textCell(r.customerEmail); }},
      {{"external_id", titleText("Subscription id"), K::Id}, [](const Row& r) { return textCell(r.externalId); }},
      {{"customer_external_id", titleText("Customer id"), K::Id, true},
       [](const Row& r) { return textCell(r.customerExternalId); }},
      {{"product_id", titleText("Product id"), K::Id}, [](const Row& r) { return textCell(r.productId); }},
  });
  return table;
}

}  // namespace billing::reports
