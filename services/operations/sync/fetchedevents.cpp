#include "operations/sync/fetchedevents.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <algorithm>
#include <unordered_set>

#include "store/inbox/inboxwriter.h"
#include "store/repositories/webhookeventrepository.h"
#include "webhooks/payloadcheck.h"

namespace billing::operations {
namespace {

std::string sha256Of(const std::string& body) {
  return QCryptographicHash::hash(QByteArray::fromRawData(body.data(), static_cast<qsizetype>(body.size())),
                                  QCryptographicHash::Sha256)
      .toStdString();
}

store::IncomingEvent incoming(Provider provider, const providers::ProviderEvent& event, Instant now) {
  const webhooks::PayloadFacts facts = webhooks::checkPayload(provider, event.body);
  store::IncomingEvent stored;
  stored.provider = toString(provider);
  stored.eventId = event.id;
  stored.type = event.type;
  stored.receivedAt = now;
  stored.occurredAt = event.createdAt;
  stored.accepted = facts.payload == webhooks::Payload::Ok;
  stored.verdict = store::kFetchedVerdict;
  stored.payload = toString(facts.payload);
  stored.detail = stored.accepted ? "read from the provider's API; nothing was signed" : facts.detail;
  stored.origin = "fetched";
  stored.headers = "[]";
  stored.body = event.body;
  return stored;
}

}  // namespace

Result<std::int64_t> storeFetched(store::WriteContext& context, Provider provider,
                                  const std::vector<providers::ProviderEvent>& events, Instant now) {
  std::vector<std::string> ids;
  for (const providers::ProviderEvent& event : events) ids.push_back(event.id);
  const auto unknown = store::WebhookEventRepository::unknownAmong(context, provider, ids);
  if (!unknown) return failure(unknown.error());
  const std::unordered_set<std::string> missed(unknown->begin(), unknown->end());
  std::vector<const providers::ProviderEvent*> ordered;
  for (const providers::ProviderEvent& event : events)
    if (missed.contains(event.id)) ordered.push_back(&event);
  std::ranges::stable_sort(ordered, {}, [](const auto* event) { return event->createdAt; });
  for (const providers::ProviderEvent* event : ordered) {
    const auto stored = store::writeDelivery(context, incoming(provider, *event, now), sha256Of(event->body));
    if (!stored) return failure(stored.error());
  }
  return static_cast<std::int64_t>(ordered.size());
}

}  // namespace billing::operations
