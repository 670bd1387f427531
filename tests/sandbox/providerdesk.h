// A provider's client that speaks to a sandbox of its own, and what came of its wishes in words that do not tell the
// providers apart.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "http/client.h"
#include "providers/billingprovider.h"
#include "providers/request/querytext.h"
#include "sandbox/sandbox.h"
#include "support/edits.h"
#include "support/verifyresult.h"

namespace billing::test {

using namespace billing::providers;

inline const Instant kStart = *fromIso8601("2026-01-10T12:00:00Z");
inline constexpr std::int64_t kDayMs = 86'400'000;

inline sandbox::SeedProduct plan(Provider provider, const std::string& id, std::int64_t minor) {
  sandbox::SeedProduct product;
  product.provider = provider;
  product.id = id;
  product.name = id;
  product.amountMinor = minor;
  product.currency = "USD";
  product.interval = "month";
  return product;
}

inline sandbox::SandboxOptions shop(Provider provider) {
  sandbox::SandboxOptions options;
  const std::string prefix = provider == Provider::Dodo ? "pdt_" : "price_";
  options.products = {plan(provider, prefix + "pro", 1000), plan(provider, prefix + "max", 3000)};
  return options;
}

// Does not wait between attempts: what is waited for is the transport's own test.
class Impatience final : public Patience {
 public:
  bool wait(std::int64_t, const CancelToken& cancel) override { return !cancel.cancelled(); }
};

// A provider's client, speaking to a sandbox of its own.
struct Desk {
  explicit Desk(Provider provider) : home(provider), box(shop(provider), clock) {
    const auto started = box.start();
    if (started) base = "http://127.0.0.1:" + std::to_string(*started);
    Habits habits = provider == Provider::Dodo ? dodoHabits(base, false, "test")
                                               : stripeHabits(base, "sk_" + std::string("test_sandbox"));
    api = makeProvider(provider, makeTransport(*client, std::move(habits), {}, clock, &impatience), clock);
  }
  ~Desk() { box.stop(); }

  [[nodiscard]] std::string product(const char* name) const {
    return (home == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
  }

  http::Exchange page(const std::string& method, const std::string& url, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = url;
    if (!body.empty()) request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    return client->exchange(request, {});
  }
  /// As a buyer does it: the page, its form, a card.
  int pay(const std::string& url, const std::string& card) {
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    const auto shown = page("GET", url);
    const auto found = proof.match(QString::fromStdString(shown.answer ? shown.answer->body : std::string()));
    QueryText form;
    form.add("form", found.captured(1).toStdString()).add("action", "pay").add("email", "ada@example.com");
    form.add("name", "Ada").add("card-number", card).add("card-expiry", "12/34").add("card-cvc", "123");
    const auto paid = page("POST", url, form.str());
    return paid.answer ? paid.answer->status : 0;
  }
  /// The next call of that kind meets a failure; see sandbox/server/faults.h.
  void spoil(const std::string& stage, const std::string& path, const std::string& method = "POST") {
    const auto ordered = page("POST", base + "/sandbox/faults",
                              "{\"stage\":\"" + stage + "\",\"method\":\"" + method + "\",\"path\":\"" + path + "\"}");
    QVERIFY(ordered.answer && ordered.answer->status == 200);
  }
  void forward(int days) {
    clock.advance(days * kDayMs);
    VERIFY_RESULT(box.advanceTo(clock.now()));
  }

  /// A customer with a card and a subscription to "pro", bought at the hosted page.
  std::string subscribed(const std::string& card = "4242424242424242", int trialDays = 0) {
    const auto made = api->createCustomer({"Ada", "ada@example.com", {{"team", "7"}}}, "customer-1", cancel);
    if (!made) return {};
    customer = made->state.externalId;
    CheckoutOrder order;
    order.product = product("pro");
    order.customer = customer;
    order.successUrl = "https://shop.example/done";
    order.trialDays = trialDays;
    const auto link = api->createCheckout(order, cancel);
    if (!link) return describe(link.error());
    if (pay(link->url, card) != 303) return "the page did not take the card";
    const auto done = api->checkout(link->id, cancel);
    return done ? done->subscription : describe(done.error());
  }

  /// What the interface has no call for: setting up meters and credits.
  std::string raw(const std::string& method, const std::string& path, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = base + path;
    const bool form = home == Provider::Stripe;
    request.fields = {
        {"Authorization", "Bearer " + (form ? "sk_" + std::string("test_sandbox") : std::string("test"))}};
    if (!body.empty())
      request.fields.push_back({"Content-Type", form ? "application/x-www-form-urlencoded" : "application/json"});
    request.body = body;
    const auto exchange = client->exchange(request, {});
    return exchange.answer ? exchange.answer->body : std::string();
  }

  /// From now on the subscription is charged to a card that can be kept, and then always declines.
  void useDecliningCard(const std::string& subscription) {
    const auto field = [](const std::string& body, const char* key) {
      const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
      return json[QLatin1String(key)].toString().toStdString();
    };
    if (home == Provider::Dodo) {
      const auto asked = raw("POST", "/subscriptions/" + subscription + "/update-payment-method", R"({"type":"new"})");
      QCOMPARE(pay(field(asked, "payment_link"), "4000000000000341"), 303);
      return;
    }
    const auto kept = raw("POST", "/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=" + customer);
    raw("POST", "/v1/subscriptions/" + subscription, "default_payment_method=" + field(kept, "id"));
  }

  Result<std::vector<Provided<PaymentState>>> paid() {
    PageRequest asked;
    asked.customer = customer;
    auto read = api->payments(asked, cancel);
    if (!read) return failure(read.error());
    return std::move(read->items);
  }
  std::int64_t newestCharge() {
    const auto all = paid();
    if (!all || all->empty()) return -1;
    const auto newest = std::ranges::max_element(
        *all, {}, [](const auto& payment) { return payment.state.createdAt.value_or(Instant()); });
    return newest->state.amount.minor;
  }

  Provider home;
  Impatience impatience;
  ManualClock clock{kStart};
  sandbox::Sandbox box;
  std::string base, customer;
  CancelToken cancel;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::unique_ptr<BillingProvider> api;
};

// What came of a wish, in words that do not tell the providers apart.
struct Story {
  QStringList told;
  void tell(const char* wish, const Result<Provided<SubscriptionState>>& result) {
    if (!result) {
      told += QStringLiteral("%1: %2").arg(QLatin1String(wish), QString::fromStdString(describe(result.error())));
      return;
    }
    const SubscriptionState& s = result->state;
    const QString plan = QString::fromStdString(s.productId).section(u'_', 1);
    told += QStringLiteral("%1: %2 %3 %4 x%5 until %6%7")
                .arg(QLatin1String(wish), QString::fromLatin1(toString(s.status).data()), plan)
                .arg(s.amount.minor)
                .arg(s.quantity)
                .arg(s.periodEnd ? QString::fromStdString(toIso8601(*s.periodEnd)) : QString(),
                     s.cancelAtPeriodEnd ? QStringLiteral(", then over") : QString());
  }
  void tell(const QString& what) { told += what; }
};

inline PlanChange to(const Desk& desk, const std::string& subscription, const char* product) {
  PlanChange change;
  change.subscription = subscription;
  change.product = desk.product(product);
  return change;
}

inline void previewAndChange(Desk& desk, const std::string& id, const char* product, std::int64_t quantity,
                             Story& story) {
  PlanChange change = to(desk, id, product);
  change.quantity = quantity;
  const auto preview = desk.api->previewChange(change, desk.cancel);
  if (!preview) return story.tell(QString::fromStdString(describe(preview.error())));
  const auto before = desk.paid();
  change.prorationAt = preview->prorationAt;
  story.tell("change", desk.api->changePlan(change, desk.cancel));
  const auto after = desk.paid();
  const bool charged = before && after && after->size() > before->size();
  story.tell(QStringLiteral("due %1, charged %2").arg(preview->dueNow.minor).arg(charged ? desk.newestCharge() : 0));
  QCOMPARE(charged ? desk.newestCharge() : 0, preview->dueNow.minor);
}

inline void alike(const QStringList& dodo, const QStringList& stripe) {
  QCOMPARE(stripe.join(u'\n'), dodo.join(u'\n'));
}

}  // namespace billing::test
