// /webhooks: where the events go. The one list that is paged by a cursor.
#include <QCryptographicHash>

#include "domain/decimal.h"
#include "sandbox/faces/dodo/eventtypes.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t rotatedLivesMs = 24LL * 3600 * 1000;

bool isListed(const Endpoint& endpoint) {
  return endpoint.home == Provider::Dodo && !endpoint.deleted && !endpoint.fromCommandLine;
}

Outcome<Endpoint*> endpointOf(Desk& desk, const Asked& asked) {
  Endpoint* endpoint = desk.ledger().endpoints.find(asked.params["id"]);
  if (endpoint == nullptr || !isListed(*endpoint)) return notFound("Webhook", asked.params["id"]);
  return endpoint;
}

// 32 bytes, as the standard asks for; of this sandbox only, so they need not be unguessable.
std::string newSecret(Desk& desk) {
  const std::string seed = desk.ledger().newId("secret_") + toIso8601(desk.now());
  const auto bytes =
      QCryptographicHash::hash({seed.data(), static_cast<qsizetype>(seed.size())}, QCryptographicHash::Sha256);
  return std::string("whsec_") + bytes.toBase64().toStdString();
}

Outcome<void> checkUrl(const Asked& asked) {
  const std::string url = asked.text("url");
  if (asked.has("url") && !url.starts_with("https://") && !url.starts_with("http://"))
    return problem(422, "INVALID_REQUEST_BODY", "url: relative URL without a base");
  return {};
}

Outcome<void> checkTypes(const Asked& asked) {
  for (const auto& type : asked.body["filter_types"_L1].toArray())
    if (!isEventType(stdText(type)))
      return problem(422, "INVALID_REQUEST_BODY", "filter_types: unknown variant `" + stdText(type) + "`");
  return {};
}

void takeFields(Desk& desk, Endpoint& to, const Asked& asked) {
  if (asked.has("url")) to.url = asked.text("url");
  if (asked.has("description")) to.description = asked.text("description");
  if (asked.has("disabled")) to.enabled = !asked.body["disabled"_L1].toBool();
  if (asked.has("metadata")) to.metadata = metadataFrom(asked.body["metadata"_L1]);
  if (asked.body.contains("filter_types"_L1)) {
    to.types.clear();
    for (const auto& type : asked.body["filter_types"_L1].toArray()) to.types.push_back(stdText(type));
  }
  for (const auto& [name, value] : metadataFrom(asked.body["headers"_L1])) to.headers[name] = value;
  to.updated = desk.now();
  desk.ledger().endpoints.touch(to.id);
  if (asked.body.contains("rate_limit"_L1)) desk.mergeExtras(to.id, {{"rate_limit"_L1, asked.body["rate_limit"_L1]}});
}

Outcome<void> checkFields(const Asked& asked) {
  if (auto good = checkUrl(asked); !good) return good;
  return checkTypes(asked);
}

Reply createWebhook(Desk& desk, const Asked& asked) {
  if (auto good = checkFields(asked); !good) return tl::make_unexpected(good.error());
  const std::string key = asked.text("idempotency_key");
  const std::string keyId = "dodo_webhook_key:" + key;
  if (const Plain* before = key.empty() ? nullptr : desk.ledger().plain.find(keyId))
    if (const Endpoint* known = desk.ledger().endpoints.find(before->body)) return json(endpointJson(desk, *known));
  Endpoint made;
  made.id = desk.ledger().newId("whk_");
  made.secret = newSecret(desk);
  made.created = desk.now();
  Endpoint& kept = desk.ledger().endpoints.add(std::move(made));
  takeFields(desk, kept, asked);
  if (!key.empty()) desk.ledger().plain.add({keyId, "dodo_webhook_key", kept.id, desk.now()});
  return json(endpointJson(desk, kept));
}

Reply updateWebhook(Desk& desk, const Asked& asked) {
  const auto endpoint = endpointOf(desk, asked);
  if (!endpoint) return tl::make_unexpected(endpoint.error());
  if (auto good = checkFields(asked); !good) return tl::make_unexpected(good.error());
  takeFields(desk, **endpoint, asked);
  return json(endpointJson(desk, **endpoint));
}

Reply deleteWebhook(Desk& desk, const Asked& asked) {
  const auto endpoint = endpointOf(desk, asked);
  if (!endpoint) return tl::make_unexpected(endpoint.error());
  (*endpoint)->deleted = true;
  (*endpoint)->enabled = false;
  desk.ledger().endpoints.touch((*endpoint)->id);
  return nothing();
}

Reply retrieveWebhook(Desk& desk, const Asked& asked) {
  return endpointOf(desk, asked).map([&](const Endpoint* one) { return json(endpointJson(desk, *one)); });
}

Reply retrieveSecret(Desk& desk, const Asked& asked) {
  return endpointOf(desk, asked).map([](const Endpoint* one) {
    return json({{"secret"_L1, jsonString(one->secret)}});
  });
}

// The old secret goes on signing for a day.
Reply rotateSecret(Desk& desk, const Asked& asked) {
  const auto endpoint = endpointOf(desk, asked);
  if (!endpoint) return tl::make_unexpected(endpoint.error());
  (*endpoint)->previousSecret = (*endpoint)->secret;
  (*endpoint)->previousUntil = Instant{desk.now().ms + rotatedLivesMs};
  (*endpoint)->secret = newSecret(desk);
  desk.ledger().endpoints.touch((*endpoint)->id);
  return json({{"secret"_L1, jsonString((*endpoint)->secret)}});
}

Reply retrieveHeaders(Desk& desk, const Asked& asked) {
  return endpointOf(desk, asked).map([](const Endpoint* one) {
    return json({{"headers"_L1, metadataJson(one->headers)}, {"sensitive"_L1, QJsonArray()}});
  });
}

Reply updateHeaders(Desk& desk, const Asked& asked) {
  const auto endpoint = endpointOf(desk, asked);
  if (!endpoint) return tl::make_unexpected(endpoint.error());
  for (const auto& [name, value] : metadataFrom(asked.body["headers"_L1])) (*endpoint)->headers[name] = value;
  desk.ledger().endpoints.touch((*endpoint)->id);
  return nothing();
}

// After the one whose id is the iterator; `done` where nothing follows.
Reply listWebhooks(Desk& desk, const Asked& asked) {
  const auto limit = queryValue(asked.query, "limit");
  const std::int64_t most = limit ? scaledDecimal(*limit, 0).value_or(0) : 100;
  if (most < 1 || most > 250) return problem(422, "INVALID_QUERY_PARAMS", "limit must be between 1 and 250");
  const auto& endpoints = desk.ledger().endpoints;
  const std::string after = asked.wanted("iterator");
  QJsonArray data;
  std::string last;
  bool done = true;
  for (std::size_t i = after.empty() ? 0 : endpoints.place(after) + 1; i < endpoints.size(); ++i) {
    const Endpoint& one = *endpoints.all()[i];
    if (!isListed(one)) continue;
    done = data.size() < most;
    if (!done) break;
    data.append(endpointJson(desk, one));
    last = one.id;
  }
  return json({{"data"_L1, data},
               {"done"_L1, done},
               {"iterator"_L1, textOrNull(last)},
               {"prev_iterator"_L1, QJsonValue::Null}});
}

}  // namespace

void addWebhooks(Endpoints& to) {
  constexpr const char* rest =
      " description:s disabled:b filter_types:[s] headers:m idempotency_key:s metadata:m rate_limit:n";
  to.add("GET", "/webhooks", "limit:n iterator:s", listWebhooks);
  to.add("POST", "/webhooks", (std::string("url!:s") + rest).c_str(), createWebhook);
  to.add("GET", "/webhooks/{id}", "", retrieveWebhook);
  to.add("PATCH", "/webhooks/{id}", (std::string("url:s") + rest).c_str(), updateWebhook);
  to.add("DELETE", "/webhooks/{id}", "", deleteWebhook);
  to.add("GET", "/webhooks/{id}/secret", "", retrieveSecret);
  to.add("POST", "/webhooks/{id}/secret/rotate", "", rotateSecret);
  to.add("GET", "/webhooks/{id}/headers", "", retrieveHeaders);
  to.add("PATCH", "/webhooks/{id}/headers", "headers!:m", updateHeaders);
}

}  // namespace billing::sandbox::dodo
