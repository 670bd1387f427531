// Customers: who pays. Deleting one cancels their subscriptions and leaves a stub.
#include "sandbox/faces/stripe/cards.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {
namespace {

constexpr const char* customerKnown =
    "address[line1 line2 city state postal_code country] balance business_name cash_balance coupon description email "
    "individual_name invoice_prefix invoice_settings[custom_fields default_payment_method footer rendering_options] "
    "metadata[*] name next_invoice_sequence phone preferred_locales promotion_code shipping[*] source tax[*] "
    "tax_exempt validate";
constexpr const char* customerExtras =
    "business_name individual_name invoice_prefix preferred_locales shipping tax_exempt next_invoice_sequence";

// Stripe's balance is what the customer owes; the ledger's is their credit.
void setBalance(Customer& customer, std::int64_t owed, const std::string& currency) {
  customer.balance.clear();
  if (owed != 0) customer.balance[currency] = -owed;
}

std::string balanceCurrencyOf(const Customer& customer) {
  return customer.balance.empty() ? "USD" : customer.balance.begin()->first;
}

void readCustomer(const Reader& in, Customer& customer, QJsonObject& extras) {
  in.into("name", customer.name);
  in.into("email", customer.email);
  in.into("phone", customer.phone);
  in.into("description", customer.description);
  in.into("business_name", customer.business);
  in.into("address", customer.address);
  in.into("metadata", customer.metadata);
  if (const auto balance = in.integer("balance")) setBalance(customer, *balance, balanceCurrencyOf(customer));
  if (!customer.email.empty() && customer.email.find('@') == std::string::npos)
    in.refuse(invalid("Invalid email address: " + customer.email, "email", "email_invalid"));
  readExtras(in, customerExtras, extras);
}

// The card to be attached and the default: `payment_method`, `source` and invoice_settings may name the same token.
void takeCards(Request& r, Customer& customer) {
  const auto in = r.in();
  const auto settings = in.at("invoice_settings");
  auto named = in.text("payment_method").empty() ? in.text("source") : in.text("payment_method");
  const auto wanted = settings.text("default_payment_method");
  if (named.empty() && isCardToken(wanted)) named = wanted;
  const auto* card = named.empty() ? nullptr : attachCard(r, named, customer.id, "payment_method");
  if (r.problem) return;
  if (settings.clears("default_payment_method")) customer.paymentMethod.clear();
  if (card && (wanted == named || in.has("source"))) customer.paymentMethod = card->id;
  if (card || wanted.empty() || wanted == named) return;
  if (const auto own = ownCard(r, settings, "default_payment_method", customer.id); !r.problem)
    customer.paymentMethod = own;
}

void takeCoupon(Request& r, Customer& customer) {
  const auto in = r.in();
  const auto code = in.text("promotion_code").empty() ? in.text("coupon") : in.text("promotion_code");
  const auto before = customer.discount;
  if (in.clears("coupon") && !before.empty()) {
    customer.discount.clear();
    r.engine.tell(What::DiscountTaken, before);
  }
  if (code.empty() || r.problem) return;
  const auto granted = r.engine.grantDiscounts({code}, customer.id, {});
  if (!granted) {
    auto refusal = refusalOf(granted.error());
    refusal.status = 400;
    refusal.param = in.has("coupon") ? "coupon" : "promotion_code";
    return in.refuse(std::move(refusal));
  }
  if (granted->empty()) return;
  customer.discount = granted->front();
  if (!before.empty()) tellOf(r, customer.discount, "discount", "customer.discount.updated");
}

Reply createCustomer(Request& r) {
  const auto in = r.in();
  Customer customer;
  customer.home = Provider::Stripe;
  customer.id = r.ledger.newId("cus_");
  QJsonObject extras;
  readCustomer(in, customer, extras);
  if (const auto* clock = r.given(r.ledger.testClocks, in, "test_clock", "test clock")) customer.testClock = clock->id;
  if (r.problem) return r.refused();
  customer.created = r.engine.now(customer.testClock);
  takeCards(r, customer);
  if (r.problem) return r.refused();
  auto& made = r.ledger.customers.add(std::move(customer));
  const auto id = made.id;
  takeCoupon(r, made);
  made.deleted = r.problem.has_value();
  if (r.problem) return r.refused();
  r.desk.keepExtras(id, extras);
  r.engine.tell(What::CustomerCreated, id);
  return drawCustomer(r.desk, made);
}

Customer* liveCustomer(Request& r) {
  auto* customer = r.named(r.ledger.customers, "customer");
  if (customer && !customer->deleted) return customer;
  if (!r.problem) r.problem = noSuch("customer", r.id(), "id");
  return nullptr;
}

Reply updateCustomer(Request& r) {
  auto* customer = liveCustomer(r);
  if (!customer) return r.refused();
  auto changed = *customer;
  QJsonObject extras;
  readCustomer(r.in(), changed, extras);
  if (r.problem) return r.refused();
  takeCards(r, changed);
  takeCoupon(r, changed);
  if (r.problem) return r.refused();
  *customer = changed;
  r.ledger.customers.touch(customer->id);
  r.desk.keepExtras(customer->id, extras);
  r.engine.tell(What::CustomerUpdated, customer->id);
  return drawCustomer(r.desk, *customer);
}

Reply deleteCustomer(Request& r) {
  const auto* customer = liveCustomer(r);
  if (!customer) return r.refused();
  const auto id = customer->id;
  std::vector<std::string> running;
  for (const auto* subscription : r.desk.subscriptionsOf(id))
    if (!isFinal(subscription->status)) running.push_back(subscription->id);
  for (const auto& subscription : running)
    if (const auto done = r.engine.cancelNow(subscription); !done) return refuse(refusalOf(done.error()));
  r.ledger.customers.find(id)->deleted = true;
  r.ledger.customers.touch(id);
  r.engine.tell(What::CustomerDeleted, id);
  return deletedStub("customer", id);
}

Reply getCustomer(Request& r) {
  const auto* customer = r.named(r.ledger.customers, "customer");
  if (!customer) return r.refused();
  if (customer->deleted) return deletedStub("customer", customer->id);
  return drawCustomer(r.desk, *customer);
}

Reply listCustomers(Request& r) {
  const auto email = r.in().text("email"), clock = r.in().text("test_clock");
  const auto keep = [&](const Customer& c) {
    return !c.deleted && (email.empty() || c.email == email) && c.testClock == clock;
  };
  return listed(r, r.ledger.customers, "customer", keep, [&](const Customer& c) { return drawCustomer(r.desk, c); });
}

Reply dropDiscount(Request& r) {
  auto* customer = liveCustomer(r);
  if (!customer) return r.refused();
  if (customer->discount.empty()) return refuse(invalid("No active discount for customer: " + customer->id));
  const auto* granted = r.ledger.grantedDiscounts.find(customer->discount);
  auto drawn = granted ? drawDiscount(r.desk, *granted) : QJsonObject{};
  const auto id = std::exchange(customer->discount, {});
  r.ledger.customers.touch(customer->id);
  r.engine.tell(What::DiscountTaken, id);
  return Json(drawn)("deleted", true);
}

void registerCustomerObjects(Desk& desk) {
  desk.objects.add("customer", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* customer = desk.ledger.customers.find(id);
    return customer ? std::optional(drawCustomer(desk, *customer)) : std::nullopt;
  });
  desk.objects.field("customer", "customer");
  desk.objects.include("customer", "subscriptions", [&desk](const std::string& id) -> QJsonValue {
    QJsonArray data;
    const auto& all = desk.subscriptionsOf(id);
    for (auto s = all.rbegin(); s != all.rend(); ++s)
      if (!isFinal((*s)->status)) data.append(drawSubscription(desk, **s));
    return wholeList(data, "/v1/customers/" + id + "/subscriptions");
  });
  desk.objects.include("customer", "sources", [](const std::string& id) -> QJsonValue {
    return wholeList({}, "/v1/customers/" + id + "/sources");
  });
}

}  // namespace

void registerCustomers(Desk& desk) {
  registerCustomerObjects(desk);
  auto& routes = desk.routes;
  const std::string known = customerKnown;
  routes.add("POST", "/v1/customers", known + " payment_method tax_id_data test_clock", createCustomer);
  routes.add("POST", "/v1/customers/{id}", known + " default_source", updateCustomer);
  routes.add("GET", "/v1/customers/{id}", "", getCustomer);
  routes.add("DELETE", "/v1/customers/{id}", "", deleteCustomer);
  routes.add("DELETE", "/v1/customers/{id}/discount", "", dropDiscount);
  routes.addList("/v1/customers", "email test_clock", listCustomers);
  routes.add("GET", "/v1/customers/search", "query limit page", [](Request& r) {
    return searched(r, r.ledger.customers, [&](const Customer& c) {
      return c.deleted ? deletedStub("customer", c.id) : drawCustomer(r.desk, c);
    });
  });
  registerCustomerRecords(desk);
}

}  // namespace billing::sandbox::stripe
