#include "webhooks/eventbatch.h"

#include <chrono>
#include <exception>

#include "providers/dodo/eventmapping.h"
#include "providers/mappingerrors.h"
#include "providers/stripe/eventmapping.h"
#include "webhooks/eventapplier.h"
#include "webhooks/payloadcheck.h"

namespace billing::webhooks {
namespace {

using Steady = std::chrono::steady_clock;

// Deliveries that wait get the writer after this long, and everybody after the longer time.
constexpr std::chrono::milliseconds kPatience{1};
constexpr std::chrono::milliseconds kTurn{25};

store::EventOutcome withoutEffect(const char* state, std::string summary, std::string error, Instant now) {
  store::EventOutcome outcome;
  outcome.state = state;
  outcome.effectSummary = std::move(summary);
  outcome.error = std::move(error);
  outcome.processedAt = now;
  return outcome;
}

// What the rules did is told beside what happened to the objects.
void addRules(RuleOutcome ruled, AppliedEvent& applied) {
  store::EventOutcome& outcome = applied.outcome;
  const bool objectsChanged = outcome.state == "applied";
  if (!ruled.summary.empty())
    outcome.effectSummary = objectsChanged ? outcome.effectSummary + " · " + ruled.summary : ruled.summary;
  if (!ruled.effects.empty()) outcome.state = "applied";
  for (store::Effect& effect : ruled.effects) applied.effects.push_back(std::move(effect));
  if (!ruled.refusal) return;
  outcome.state = "dead";
  outcome.error = describe(*ruled.refusal);
}

}  // namespace

ReadEvent readEvent(const store::PendingEvent& pending, const EventRules* rules) {
  // Looked at once more: an event that was put back by hand may be one that was refused for its body.
  const PayloadFacts facts = checkPayload(pending.provider, pending.body);
  if (facts.payload != Payload::Ok) {
    return {pending.row, failure(ErrorKind::InvalidInput, std::string(toString(facts.payload)),
                                 "The event cannot be read", facts.detail)};
  }
  const auto mapEvent = pending.provider == Provider::Stripe ? providers::stripe::mapEvent : providers::dodo::mapEvent;
  const std::string type = rules != nullptr ? rules->providerType(pending.type) : std::string();
  try {
    return {pending.row, mapEvent(pending.eventId, pending.body, type)};
  } catch (const std::exception& error) {
    return {pending.row, failure(ErrorKind::Internal, "mapping_failed", "The event cannot be read", error.what())};
  }
}

Result<void> bury(store::WriteContext& context, std::int64_t row, const Error& error, Instant now) {
  return store::WebhookEventRepository::finish(context, row, withoutEffect("dead", {}, describe(error), now), {});
}

Result<void> EventBatch::apply(store::WriteContext& context) {
  const auto started = Steady::now();
  done_ = 0;
  for (const ReadEvent& read : events_) {
    const auto spent = Steady::now() - started;
    if (done_ > 0 && (spent > kTurn || (spent > kPatience && context.deliveriesWait()))) break;
    if (auto applied = applyOne(context, read); !applied) return applied;
    ++done_;
  }
  return {};
}

Result<void> EventBatch::applyOne(store::WriteContext& context, const ReadEvent& read) const {
  if (context.dialect() != store::Dialect::Sqlite) {  // another console may have been quicker since it was fetched
    const auto waits = store::WebhookEventRepository::isPending(context, read.row);
    if (!waits || !*waits) return waits.map([](bool) {});
  }
  if (!read.event) {
    const Error& error = read.event.error();
    if (error.code != providers::kUnknownEventType) return bury(context, read.row, error, now_);
    return store::WebhookEventRepository::finish(context, read.row, withoutEffect("unhandled", error.message, {}, now_),
                                                 {});
  }
  auto applied = applyEvent(context, *read.event, now_);
  if (!applied) return failure(applied.error());
  if (rules_ != nullptr) {
    auto ruled = rules_->apply(context, *read.event, now_);
    if (!ruled) return failure(ruled.error());
    addRules(std::move(*ruled), *applied);
  }
  return store::WebhookEventRepository::finish(context, read.row, applied->outcome, applied->effects);
}

}  // namespace billing::webhooks
