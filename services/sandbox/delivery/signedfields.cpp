#include "sandbox/delivery/deliverer.h"
#include "webhooks/signature.h"

namespace billing::sandbox {
namespace {

workspace::WebhookRoute deliveryRoute(Provider home) {
  workspace::WebhookRoute route;
  route.provider = home;
  route.scheme =
      home == Provider::Dodo ? workspace::SignatureScheme::StandardWebhooks : workspace::SignatureScheme::Stripe;
  return route;
}

bool isSignatureField(const std::string& name) {
  return http::equalsIgnoringCase(name, "webhook-signature") || http::equalsIgnoringCase(name, "stripe-signature");
}

// A rotated secret signs beside the new one: "v1,A v1,B" (Standard Webhooks), "t=..,v1=A,v1=B" (Stripe).
void addSignature(std::string& value, const std::string& other, Provider home) {
  if (home == Provider::Dodo)
    value += ' ' + other;
  else if (const auto place = other.find("v1="); place != std::string::npos)
    value += ',' + other.substr(place);
}

http::Fields plainFields(const Endpoint& endpoint) {
  const bool dodo = endpoint.home == Provider::Dodo;
  return {{"Content-Type", dodo ? "application/json" : "application/json; charset=utf-8"},
          {"User-Agent", dodo ? "Svix-Webhooks/1.0" : "Stripe/1.0 (+https://stripe.com/docs/webhooks)"}};
}

}  // namespace

Result<http::Fields> signedFields(const Endpoint& endpoint, const std::string& eventId, const std::string& body,
                                  Instant at) {
  http::Fields fields = plainFields(endpoint);
  std::vector<std::string> secrets;
  if (!endpoint.secret.empty()) secrets.push_back(endpoint.secret);
  const bool rotated = endpoint.previousUntil && at < *endpoint.previousUntil;
  if (rotated && !endpoint.previousSecret.empty()) secrets.push_back(endpoint.previousSecret);
  std::string* signature = nullptr;
  fields.reserve(fields.size() + endpoint.headers.size() + 8);
  for (const std::string& secret : secrets) {
    const auto made =
        webhooks::sign(deliveryRoute(endpoint.home), {"endpoint", secret, std::nullopt, false}, eventId, body, at);
    if (!made) return failure(made.error());
    for (const webhooks::Header& header : *made) {
      if (signature == nullptr || !isSignatureField(header.name)) {
        if (signature == nullptr) fields.push_back({header.name, header.value});
        continue;
      }
      addSignature(*signature, header.value, endpoint.home);
    }
    for (http::Field& field : fields)
      if (isSignatureField(field.name)) signature = &field.value;
  }
  for (const auto& [name, value] : endpoint.headers) fields.push_back({name, value});
  return fields;
}

}  // namespace billing::sandbox
