// A shop at the sandbox, and a workspace whose listener hears of it over HTTP, or does not.
#pragma once

#include <QRegularExpression>

#include "http/client.h"
#include "operations/accounts/accountrules.h"
#include "operations/sync/syncrun.h"
#include "providers/request/querytext.h"
#include "sandbox/sandbox.h"
#include "support/edits.h"
#include "support/ruledworld.h"
#include "support/testdatabase.h"
#include "webhooks/listener.h"
#include "webhooks/processor.h"

namespace billing::test {

inline const Instant kShopOpens = *fromIso8601("2026-01-10T12:00:00Z");
inline constexpr std::int64_t kShopDay = 86'400'000;

inline sandbox::SandboxOptions proAndMax(Provider provider) {
  sandbox::SandboxOptions options;
  for (const auto& [name, minor] : {std::pair("pro", 1000), {"max", 3000}}) {
    sandbox::SeedProduct product;
    product.provider = provider;
    product.id = (provider == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
    product.name = name;
    product.amountMinor = minor;
    product.currency = "USD";
    product.interval = "month";
    options.products.push_back(product);
  }
  options.retryFactor = 0.001;
  return options;
}

/// What is sold, by the workspace's own rules: free, pro, max; access by payment; accounts by customer.
inline BillingRules shopRules(Provider provider) {
  BillingRules rules;
  const std::string prefix = provider == Provider::Dodo ? "pdt_" : "price_";
  rules.plans = {planOf("free", 0, ""), planOf("pro", 1, (prefix + "pro").c_str()),
                 planOf("max", 2, (prefix + "max").c_str())};
  rules.entitlements.enabled = true;
  rules.credits.enabled = true;
  return rules;
}

/// Does not wait between attempts: what is waited for is the transport's own test.
class NoPatience final : public providers::Patience {
 public:
  bool wait(std::int64_t, const CancelToken& cancel) override { return !cancel.cancelled(); }
};

/// Connected and read once, then told.
struct HearingShop {
  explicit HearingShop(Provider provider)
      : home(provider), rules(shopRules(provider)), box(proAndMax(provider), db.clock) {
    const auto started = box.start();
    if (!started) qFatal("%s", describe(started.error()).c_str());
    base = "http://127.0.0.1:" + std::to_string(*started);
    using namespace billing::providers;
    Habits habits = provider == Provider::Dodo ? dodoHabits(base, false, "test")
                                               : stripeHabits(base, "sk_" + std::string("test_sandbox"));
    api = makeProvider(provider, makeTransport(*client, std::move(habits), {}, db.clock, &patience), db.clock);
    workspace::WebhookRoute route;
    route.path = "/hook";
    route.provider = provider;
    if (provider == Provider::Stripe) route.scheme = workspace::SignatureScheme::Stripe;
    listener = std::make_unique<webhooks::Listener>(
        webhooks::ListenerConfig{.routes = {{route, {{"test", secret, {}}}}}}, db->inbox(), db.clock);
    const auto port = listener->start();
    if (!port) qFatal("%s", describe(port.error()).c_str());
    hook = "http://127.0.0.1:" + std::to_string(*port) + "/hook";
    listen(true);
    processor.start();
    const auto read = operations::runSync({*db, *api, db.clock, &eventRules}, operations::SyncKind::Full, {}, cancel);
    if (!read || read->error) qFatal("the first sync failed");
    db.clock.advance(5'000);
  }
  ~HearingShop() {
    box.stop();
    listener->stop();
  }
  /// Deaf: what happens meanwhile is never told.
  void listen(bool hears) { box.deliverTo(hears ? hook : std::string(), secret, secret); }
  /// Everything that was sent has been stored.
  void receive() {
    if (!box.settle(20'000)) qFatal("deliveries did not end");
  }
  /// ... and applied.
  void hear() {
    receive();
    processor.poke();
    if (const auto done = processor.drain(); !done) qFatal("%s", describe(done.error()).c_str());
  }

  http::Exchange page(const std::string& method, const std::string& url, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = url;
    if (!body.empty()) request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    return client->exchange(request, {});
  }
  void pay(const std::string& url) {
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    const auto shown = page("GET", url);
    const auto found = proof.match(QString::fromStdString(shown.answer ? shown.answer->body : std::string()));
    providers::QueryText form;
    form.add("form", found.captured(1).toStdString()).add("action", "pay").add("email", "ada@example.com");
    form.add("name", "Ada").add("card-number", "4242424242424242").add("card-expiry", "12/34").add("card-cvc", "123");
    const auto paid = page("POST", url, form.str());
    if (!paid.answer || paid.answer->status != 303) qFatal("the page did not take the card");
  }
  std::string customer(int number) {
    const std::string name = "c" + std::to_string(number);
    const auto made = api->createCustomer({name, name + "@example.com", {}}, name, cancel);
    if (!made) qFatal("%s", describe(made.error()).c_str());
    return made->state.externalId;
  }
  /// The subscription to pro that was bought at the hosted page.
  std::string buy(int number) {
    providers::CheckoutOrder order;
    order.product = home == Provider::Dodo ? "pdt_pro" : "price_pro";
    order.customer = customer(number);
    order.successUrl = "https://shop.example/done";
    const auto link = api->createCheckout(order, cancel);
    if (!link) qFatal("%s", describe(link.error()).c_str());
    pay(link->url);
    const auto done = api->checkout(link->id, cancel);
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return done->subscription;
  }
  void edit(const std::string& subscription, EditKind kind) {
    const auto done = api->edit(test::edit(subscription, kind), cancel);
    if (!done) qFatal("%s", describe(done.error()).c_str());
  }
  void forward(int whole) {
    db.clock.advance(whole * kShopDay);
    const auto moved = box.advanceTo(db.clock.now());
    if (!moved) qFatal("%s", describe(moved.error()).c_str());
  }
  [[nodiscard]] operations::RulesContext context() const { return {rules, home, false}; }

  Provider home;
  BillingRules rules;
  TestDatabase db{kShopOpens};
  const std::string secret = std::string("whsec") + "_TWFkZVVwU2VjcmV0T2ZBVGVzdE1hZGVVcA==";
  sandbox::Sandbox box;
  std::string base, hook;
  CancelToken cancel;
  NoPatience patience;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::unique_ptr<providers::BillingProvider> api;
  std::unique_ptr<webhooks::Listener> listener;
  operations::AccountRules eventRules{context()};
  webhooks::Processor processor{*db, db.clock, &eventRules};
};

}  // namespace billing::test
