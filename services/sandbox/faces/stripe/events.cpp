// The events that were told, each as it was told; kept for 30 days.
#include <algorithm>

#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/voice.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t eventsKeptMs = 30LL * 24 * 3600 * 1000;

// "invoice.*" is a group of types.
bool typeMatches(const std::string& pattern, const std::string& type) {
  if (pattern.empty() || pattern == "*") return true;
  if (pattern.ends_with(".*")) return type.starts_with(pattern.substr(0, pattern.size() - 1));
  return pattern == type;
}

Reply listEvents(Request& r, StripeVoice& voice) {
  const auto in = r.in();
  const auto type = in.text("type");
  const auto types = in.texts("types");
  const auto delivered = in.boolean("delivery_success");
  if (!type.empty() && !types.empty())
    in.refuse(invalid("You may only specify one of these parameters: type, types.", "types", "parameters_exclusive"));
  const auto oldest = Instant{r.engine.now().ms - eventsKeptMs};
  const auto keep = [&](const Event& event) {
    const bool named = types.empty() ? typeMatches(type, event.type)
                                     : std::any_of(types.begin(), types.end(), [&](const auto& pattern) {
                                         return typeMatches(pattern, event.type);
                                       });
    return event.home == Provider::Stripe && event.created >= oldest && named &&
           (!delivered || (voice.pendingWebhooks(event.id) == 0) == *delivered);
  };
  return listed(r, r.ledger.events, "event", keep, [&](const Event& event) { return voice.eventObject(event); });
}

Reply getEvent(Request& r, StripeVoice& voice) {
  const auto* event = r.named(r.ledger.events, "event");
  if (!event) return r.refused();
  if (event->home != Provider::Stripe) return refuse(noSuch("event", r.id(), "id"));
  return voice.eventObject(*event);
}

}  // namespace

void registerEvents(Desk& desk, StripeVoice& voice) {
  desk.routes.addList("/v1/events", "type types delivery_success",
                      [&voice](Request& r) { return listEvents(r, voice); });
  desk.routes.add("GET", "/v1/events/{id}", "", [&voice](Request& r) { return getEvent(r, voice); });
}

}  // namespace billing::sandbox::stripe
