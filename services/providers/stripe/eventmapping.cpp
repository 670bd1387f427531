#include "providers/stripe/eventmapping.h"

#include "providers/mappingerrors.h"
#include "providers/stripe/changedfields.h"
#include "providers/stripe/eventtypes.h"

namespace billing::providers::stripe {

Result<BillingEvent> mapEvent(std::string_view eventId, std::string_view body, std::string_view type) {
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  if (!root) return failure(root.error());

  BillingEvent event;
  event.provider = Provider::Stripe;
  event.eventId = eventId;
  event.providerType = root->required("type");
  if (problem.error()) return failure(*problem.error());
  const TypeEntry* entry = findType(type.empty() ? std::string_view(event.providerType) : type);
  if (entry == nullptr) return unknownEventType(event.providerType);

  event.kind = entry->kind;
  if (!root->has("created")) root->problem("created", "is missing");
  event.occurredAt = root->seconds("created").value_or(Instant{});
  event.liveMode = root->maybeFlag("livemode");
  const JsonObject object = root->object("data").object("object");
  if (!object.exists()) root->problem("data.object", "is missing");
  entry->read(object, event);
  event.changedFields = changedFields(object, root->object("data").object("previous_attributes"));
  if (problem.error()) return failure(*problem.error());
  return event;
}

}  // namespace billing::providers::stripe
