// /refunds: whole, or of some lines; within 30 days.
#include <set>

#include "sandbox/faces/dodo/lineitems.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t refundWindowMs = 30LL * 24 * 3600 * 1000;

bool hasPendingRefund(Desk& desk, const Payment& payment) {
  for (const auto& refund : desk.ledger().refunds.all())
    if (refund->payment == payment.id && refund->status == "pending") return true;
  return false;
}

Outcome<void> refundablePayment(Desk& desk, const Payment& payment) {
  if (payment.status != "succeeded") return problem(400, "PAYMENT_NOT_SUCCEEDED", "The payment has not succeeded");
  if (payment.amount.minor == 0)
    return problem(400, "ZERO_AMOUNT_PAYMENT_REFUND_NOT_ALLOWED", "Nothing was paid that could be refunded");
  if (payment.refundedMinor >= payment.capturedMinor)
    return problem(400, "PAYMENT_ALREADY_REFUNDED", "The payment has already been refunded");
  if (desk.now().ms - payment.created.ms > refundWindowMs)
    return problem(400, "REFUND_WINDOW_EXPIRED", "A payment can be refunded within 30 days");
  if (hasPendingRefund(desk, payment))
    return problem(400, "EXISTING_REFUND_REQUEST_PROCESSING", "An earlier refund of this payment is being processed");
  return {};
}

std::optional<std::size_t> lineOf(const Payment& payment, const std::string& id) {
  for (std::size_t i = 0; i < payment.cart.size(); ++i)
    if (lineItemId(payment, i) == id) return i;
  return std::nullopt;
}

// The tax that belongs to a net amount of a line, where the caller gave it without.
std::int64_t withTax(const CartLine& line, const QJsonObject& item, std::int64_t amount) {
  if (item["tax_inclusive"_L1].toBool() || line.amountMinor == 0) return amount;
  return amount + mulDiv(amount, line.taxMinor, line.amountMinor).value_or(0);
}

Outcome<std::int64_t> amountOfItem(const Payment& payment, const QJsonObject& item) {
  const std::string id = stdText(item["item_id"_L1]);
  const auto place = lineOf(payment, id);
  if (!place) return problem(404, "LINE_ITEM_NOT_FOUND", "Line item " + id + " not found");
  const CartLine& line = payment.cart[*place];
  const std::int64_t most = refundable(payment, line);
  if (most <= 0) return problem(400, "LINE_ITEM_FULLY_REFUNDED", "Line item " + id + " has been refunded");
  if (!item["amount"_L1].isDouble()) return most;
  const std::int64_t amount = withTax(line, item, item["amount"_L1].toInteger());
  if (amount <= 0) return problem(400, "LINE_ITEM_REFUND_AMOUNT_TOO_LOW", "amount must be greater than 0");
  if (amount > line.amountMinor + line.taxMinor - line.refundedMinor)
    return problem(400, "LINE_ITEM_REFUND_AMOUNT_TOO_HIGH", "amount exceeds what is left of line item " + id);
  return amount;
}

struct WantedLines {
  std::int64_t amountMinor = 0;
  std::vector<CartLine> cart;  // as it will be afterwards
};

Outcome<WantedLines> linesAsked(const Payment& payment, const QJsonArray& items) {
  WantedLines wanted{0, payment.cart};
  std::set<std::string> seen;
  for (const auto& one : items) {
    const QJsonObject item = one.toObject();
    const std::string id = stdText(item["item_id"_L1]);
    if (!seen.insert(id).second)
      return problem(400, "DUPLICATE_LINE_ITEMS_IN_REQUEST", "Line item " + id + " is named twice");
    const auto amount = amountOfItem(payment, item);
    if (!amount) return tl::make_unexpected(amount.error());
    wanted.amountMinor += *amount;
    wanted.cart[*lineOf(payment, id)].refundedMinor += *amount;
  }
  if (wanted.amountMinor > payment.capturedMinor - payment.refundedMinor)
    return problem(400, "REFUND_AMOUNT_EXCEEDS_PAID_AMOUNT", "The refund exceeds what is left of the payment");
  return wanted;
}

Reply createRefund(Desk& desk, const Asked& asked) {
  const auto found = paymentOf(desk, asked.text("payment_id"));
  if (!found) return tl::make_unexpected(found.error());
  if (auto fit = refundablePayment(desk, **found); !fit) return tl::make_unexpected(fit.error());
  const QJsonArray items = asked.body["items"_L1].toArray();
  const auto wanted = linesAsked(**found, items);
  if (!wanted) return tl::make_unexpected(wanted.error());
  const std::string id = (*found)->id;
  const auto made = desk.engine().refund(id, items.isEmpty() ? std::nullopt : std::optional(wanted->amountMinor),
                                         asked.text("reason"), metadataFrom(asked.body["metadata"_L1]));
  if (!made) return problemOf(made.error());
  if (!items.isEmpty()) {
    desk.ledger().payments.find(id)->cart = wanted->cart;
    desk.ledger().payments.touch(id);
  }
  return json(refundJson(desk, **made));
}

Reply retrieveRefund(Desk& desk, const Asked& asked) {
  const Refund* refund = desk.ledger().refunds.find(asked.params["id"]);
  if (refund == nullptr) return notFound("Refund", asked.params["id"]);
  return json(refundJson(desk, *refund));
}

std::string subscriptionOfRefund(Desk& desk, const Refund& refund) {
  const Payment* payment = desk.ledger().payments.find(refund.payment);
  return payment == nullptr ? std::string() : payment->subscription;
}

Reply listRefunds(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().refunds,
      [&](const Refund& one) {
        return asWanted(asked, "status", refundWord(one).toStdString()) &&
               asWanted(asked, "customer_id", one.customer) && createdWithin(asked, one.created) &&
               asWanted(asked, "subscription_id", subscriptionOfRefund(desk, one));
      },
      [](const Refund& one) { return refundRowJson(one); });
}

}  // namespace

void addRefunds(Endpoints& to) {
  to.add("GET", "/refunds",
         "status:(succeeded|failed|pending|review) customer_id:s subscription_id:s created_at_gte:t created_at_lte:t",
         listRefunds);
  to.add("POST", "/refunds", "payment_id!:s items:[item_id!:s amount:n tax_inclusive:b] metadata:m reason:s",
         createRefund);
  to.add("GET", "/refunds/{id}", "", retrieveRefund);
}

}  // namespace billing::sandbox::dodo
