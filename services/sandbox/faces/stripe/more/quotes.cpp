// Quotes: an offer that is drafted, finalised and accepted; acceptance makes the subscription.
#include "sandbox/faces/stripe/more/cart.h"
#include "sandbox/faces/stripe/more/plainparts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr auto quoteFields = "collection_method customer description footer header metadata";
constexpr auto quoteParams =
    "application_fee_amount application_fee_percent automatic_tax collection_method customer customer_account "
    "default_tax_rates description discounts expires_at footer from_quote header invoice_settings line_items metadata "
    "on_behalf_of subscription_data test_clock transfer_data";
constexpr std::int64_t offerMs = 30LL * 86'400'000;

std::string quoteText(const QJsonObject& quote, const char* key) {
  return quote.value(QLatin1String(key)).toString().toStdString();
}

QJsonObject sumsOf(std::int64_t subtotal, std::int64_t total) {
  return Json()("amount_subtotal", subtotal)("amount_total", total)(
      "total_details", Json()("amount_discount", subtotal - total)("amount_shipping", 0)("amount_tax", 0));
}

// What each period costs, and what the first payment does.
QJsonObject computedOf(const Ledger& ledger, const Cart& cart, std::int64_t subtotal, std::int64_t total) {
  std::int64_t periodic = 0;
  const Price* first = nullptr;
  for (const CartLine& line : cart.lines) {
    const auto* price = ledger.prices.find(line.price);
    if (!price || !price->interval) continue;
    first = first ? first : price;
    periodic += line.amountMinor;
  }
  Json out;
  out("upfront", sumsOf(subtotal, total))("recurring", nullptr);
  if (!first) return out;
  Json recurring(sumsOf(periodic, periodic));
  recurring("interval", toString(first->interval->unit))("interval_count", first->interval->count);
  return out("recurring", recurring);
}

void putCart(Request& r, const Cart& cart, QJsonObject& quote) {
  const auto id = quoteText(quote, "id");
  std::int64_t subtotal = 0;
  for (const CartLine& line : cart.lines) subtotal += line.amountMinor;
  const auto codes = discountsGiven(r, r.in());
  const auto total = subtotal - takenOff(r.ledger, codes, subtotal);
  quote = laidOver(quote, sumsOf(subtotal, total));
  quote.insert(QLatin1String("currency"), cart.lines.empty() ? js(nullptr) : js(cart.currency));
  quote.insert(QLatin1String("computed"), computedOf(r.ledger, cart, subtotal, total));
  QJsonArray kept;
  for (const CartLine& line : cart.lines)
    kept.append(QJsonObject(
        Json()("price", line.price)("product", line.product)("quantity", line.quantity)("amount", line.amountMinor)));
  r.desk.keepExtras(id, Json()("cart", kept)("codes", codes));
}

std::vector<CartLine> cartOfQuote(const Desk& desk, const std::string& id) {
  std::vector<CartLine> out;
  const auto kept = desk.extras(id).value(QLatin1String("cart")).toArray();
  for (const auto& value : kept) {
    const auto object = value.toObject();
    CartLine line;
    line.price = quoteText(object, "price");
    line.product = quoteText(object, "product");
    line.quantity = object.value(QLatin1String("quantity")).toInteger();
    line.amountMinor = object.value(QLatin1String("amount")).toInteger();
    out.push_back(std::move(line));
  }
  return out;
}

Reply createQuote(Request& r) {
  const auto* customer = r.given(r.ledger.customers, r.in(), "customer", "customer");
  const auto cart = readCart(r, "line_items", false);
  auto quote = plainFrom(r, "quote", "qt_", quoteFields);
  const auto created = nowFor(r, customer ? customer->id : std::string{});
  quote.insert(QLatin1String("created"), js(created));
  quote.insert(QLatin1String("expires_at"), js(r.in().time("expires_at").value_or(Instant{created.ms + offerMs})));
  if (customer) quote.insert(QLatin1String("test_clock"), orNull(customer->testClock));
  putCart(r, cart, quote);
  if (r.problem) return r.refused();
  return keepPlain(r, quote, "quote.created");
}

Refusal wrongQuoteState(const QJsonObject& quote, const char* what) {
  return invalid(std::string("You cannot ") + what + " a quote that has a status of " + quoteText(quote, "status") +
                 ".");
}

Reply updateQuote(Request& r) {
  auto quote = plainNamed(r, "quote");
  if (!quote) return r.refused();
  if (quoteText(*quote, "status") != "draft") return refuse(wrongQuoteState(*quote, "update"));
  layParameters(r.in(), quoteFields, *quote);
  if (r.in().has("line_items")) putCart(r, readCart(r, "line_items", false), *quote);
  if (r.problem) return r.refused();
  return changePlain(r, *quote, {});
}

void enterState(Request& r, QJsonObject& quote, const char* status, const char* when) {
  auto transitions = quote.value(QLatin1String("status_transitions")).toObject();
  transitions.insert(QLatin1String(when), js(nowFor(r, quoteText(quote, "customer"))));
  quote.insert(QLatin1String("status_transitions"), transitions);
  quote.insert(QLatin1String("status"), js(status));
}

Reply finalizeQuote(Request& r) {
  auto quote = plainNamed(r, "quote");
  if (!quote) return r.refused();
  if (quoteText(*quote, "status") != "draft") return refuse(wrongQuoteState(*quote, "finalize"));
  if (quoteText(*quote, "customer").empty())
    return refuse(invalid("A quote must have a customer before it can be finalized.", "customer"));
  if (cartOfQuote(r.desk, r.id()).empty())
    return refuse(invalid("A quote must have line items before it can be finalized.", "line_items"));
  enterState(r, *quote, "open", "finalized_at");
  const auto tail = r.id().substr(r.id().size() - 8);
  quote->insert(QLatin1String("number"), js("QT-" + tail + "-0001-1"));
  return changePlain(r, *quote, "quote.finalized");
}

std::optional<Refusal> subscribeFor(Request& r, QJsonObject& quote) {
  SubscriptionOrder order;
  order.customer = quoteText(quote, "customer");
  for (const CartLine& line : cartOfQuote(r.desk, r.id())) {
    const auto* price = r.ledger.prices.find(line.price);
    if (!price || !price->interval) continue;
    order.items.push_back(itemOf(line));
    order.currency = price->unit.currency;
  }
  if (order.items.empty()) return std::nullopt;
  order.chargesAutomatically = quoteText(quote, "collection_method") != "send_invoice";
  const auto codes = r.desk.extras(r.id()).value(QLatin1String("codes")).toArray();
  for (const auto& code : codes) order.discounts.push_back(code.toString().toStdString());
  const auto made = r.engine.subscribe(order);
  if (!made) return refusalOf(made.error());
  quote.insert(QLatin1String("subscription"), js((*made)->id));
  quote.insert(QLatin1String("invoice"), orNull((*made)->latestInvoice));
  return std::nullopt;
}

Reply acceptQuote(Request& r) {
  auto quote = plainNamed(r, "quote");
  if (!quote) return r.refused();
  if (quoteText(*quote, "status") != "open") return refuse(wrongQuoteState(*quote, "accept"));
  if (auto refused = subscribeFor(r, *quote)) return refuse(std::move(*refused));
  enterState(r, *quote, "accepted", "accepted_at");
  return changePlain(r, *quote, "quote.accepted");
}

Reply cancelQuote(Request& r) {
  auto quote = plainNamed(r, "quote");
  if (!quote) return r.refused();
  const auto status = quoteText(*quote, "status");
  if (status != "draft" && status != "open") return refuse(wrongQuoteState(*quote, "cancel"));
  enterState(r, *quote, "canceled", "canceled_at");
  return changePlain(r, *quote, "quote.canceled");
}

Reply quoteLines(Request& r) {
  if (!plainNamed(r, "quote")) return r.refused();
  return listedWhole(r, lineItems(r.desk, cartOfQuote(r.desk, r.id()), r.id()));
}

}  // namespace

void registerQuotes(Desk& desk) {
  servePlain(desk, "/v1/quotes", "quote", "customer status test_clock");
  desk.objects.include("quote", "line_items", [&desk](const std::string& id) {
    return QJsonValue(wholeList(lineItems(desk, cartOfQuote(desk, id), id), "/v1/quotes/" + id + "/line_items"));
  });
  desk.routes.addList("/v1/quotes/{id}/line_items", "", quoteLines);
  desk.routes.add("POST", "/v1/quotes", quoteParams, createQuote);
  desk.routes.add("POST", "/v1/quotes/{id}", quoteParams, updateQuote);
  desk.routes.add("POST", "/v1/quotes/{id}/finalize", "expires_at", finalizeQuote);
  desk.routes.add("POST", "/v1/quotes/{id}/accept", "", acceptQuote);
  desk.routes.add("POST", "/v1/quotes/{id}/cancel", "", cancelQuote);
}

}  // namespace billing::sandbox::stripe
