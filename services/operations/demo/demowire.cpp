#include "operations/demo/demowire.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <algorithm>

#include "webhooks/signature.h"

namespace billing::operations {
namespace {

workspace::Secret secretOf(std::uint64_t seed, const char* label) {
  const QByteArray from = QByteArray(label).append(QByteArray::number(static_cast<qulonglong>(seed)));
  const QByteArray key = QCryptographicHash::hash(from, QCryptographicHash::Sha256).toBase64();
  workspace::Secret secret;
  secret.label = label;
  secret.text = "whsec_" + key.toStdString();
  return secret;
}

std::vector<workspace::WebhookRoute> demoRoutes() {
  std::vector<workspace::WebhookRoute> routes(2);
  routes[0].path = "/webhooks/dodo";
  routes[1].path = "/webhooks/stripe";
  routes[1].scheme = workspace::SignatureScheme::Stripe;
  routes[1].provider = Provider::Stripe;
  return routes;
}

std::string post(const std::string& path, const webhooks::Headers& headers, const std::string& body) {
  std::string bytes =
      "POST " + path +
      " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: billing-console-demo\r\nContent-Type: application/json\r\n";
  for (const auto& header : headers) bytes += header.name + ": " + header.value + "\r\n";
  return bytes + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

// The same event once more, as another one: Stripe's id is also inside the body.
std::string twinOf(const std::string& id) {
  return id + "x";
}

const char* newType(Provider provider) {
  return provider == Provider::Dodo ? "subscription.trial_ended" : "customer.subscription.migrated";
}

}  // namespace

DemoWire::DemoWire(std::uint64_t seed) : DemoWire(seed, demoRoutes()) {}

DemoWire::DemoWire(std::uint64_t seed, const std::vector<workspace::WebhookRoute>& routes)
    : otherEndpoint_(secretOf(seed, "staging")) {
  for (const workspace::WebhookRoute& route : routes) {
    const std::string label = "demo-" + std::string(toString(route.provider));
    routes_.push_back({route, {secretOf(seed, label.c_str())}});
  }
}

const webhooks::ListenerRoute& DemoWire::route(Provider provider) const {
  const auto found =
      std::ranges::find_if(routes_, [&](const auto& listened) { return listened.route.provider == provider; });
  return found == routes_.end() ? routes_.front() : *found;
}

Result<DemoWire::Letter> DemoWire::compose(const DemoDelivery& delivery) const {
  auto composed =
      webhooks::compose(delivery.provider, delivery.type, delivery.values, delivery.occurredAt, delivery.seed);
  if (!composed) return failure(composed.error());
  return Letter{composed->eventId, composed->body};
}

Result<void> DemoWire::addSigned(Requests& requests, Provider provider, const Letter& letter, Instant now,
                                 bool accepted, bool wrongSecret) const {
  const webhooks::ListenerRoute& to = route(provider);
  const auto headers =
      webhooks::sign(to.route, wrongSecret ? otherEndpoint_ : to.secrets.front(), letter.id, letter.body, now);
  if (!headers) return failure(headers.error());
  requests.push_back({post(to.route.path, *headers, letter.body), accepted, false});
  return {};
}

Result<std::vector<WireRequest>> DemoWire::requests(const DemoDelivery& delivery, Instant now) const {
  const auto letter = compose(delivery);
  if (!letter) return failure(letter.error());
  Requests requests;
  const auto done = addMishap(requests, delivery, *letter, now)
                        .and_then([&] { return addSigned(requests, delivery.provider, *letter, now, true); })
                        .and_then([&] { return addAftermath(requests, delivery, *letter, now); });
  if (!done) return failure(done.error());
  return requests;
}

// What comes before the delivery as it should be.
Result<void> DemoWire::addMishap(Requests& requests, const DemoDelivery& delivery, const Letter& letter,
                                 Instant now) const {
  const Provider provider = delivery.provider;
  const std::string twin = replaced(letter.body, '"' + letter.id + '"', '"' + twinOf(letter.id) + '"');
  const auto sendTwin = [&](std::string body, bool accepted) {
    return addSigned(requests, provider, {twinOf(letter.id), std::move(body)}, now, accepted);
  };
  switch (delivery.mishap) {
    case Mishap::WrongSecret:
      return addSigned(requests, provider, letter, now, false, true);
    case Mishap::TooOld:
      return addSigned(requests, provider, letter, {now.ms - 720'000}, false);
    case Mishap::TooNew:
      return addSigned(requests, provider, letter, {now.ms + 600'000}, false);
    case Mishap::Unsigned:
      requests.push_back({post(route(provider).route.path, {}, letter.body), false, false});
      return {};
    case Mishap::NewType:
      return sendTwin(replaced(twin, '"' + delivery.type + '"', '"' + std::string(newType(provider)) + '"'), true);
    case Mishap::BrokenJson:
      return sendTwin(twin.substr(0, twin.size() * 2 / 3), false);
    case Mishap::RepeatedKey:
      return sendTwin(replaced(twin, "{", "{\n  \"type\": \"" + delivery.type + "\","), false);
    case Mishap::OddAmount:
      return sendTwin(replaced(twin, "\"total_amount\": ", "\"total_amount\": 0."), true);
    case Mishap::None:
    case Mishap::Repeated:
    case Mishap::BodyChanged:
      return {};
  }
  return {};
}

// What comes after it.
Result<void> DemoWire::addAftermath(Requests& requests, const DemoDelivery& delivery, const Letter& letter,
                                    Instant now) const {
  if (delivery.mishap == Mishap::Repeated) return addSigned(requests, delivery.provider, letter, now, true);
  if (delivery.mishap != Mishap::BodyChanged) return {};
  DemoDelivery newer = delivery;
  newer.values["event_id"] = letter.id;
  newer.values["customer_email"] =
      "accounts@" + delivery.values.at("customer_email").substr(delivery.values.at("customer_email").find('@') + 1);
  const auto changed = compose(newer);
  if (!changed) return failure(changed.error());
  const auto added = addSigned(requests, delivery.provider, *changed, now, true);
  requests.back().afterAll = true;
  return added;
}

}  // namespace billing::operations
