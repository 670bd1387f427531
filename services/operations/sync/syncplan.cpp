#include "operations/sync/syncplan.h"

#include <algorithm>

namespace billing::operations {
namespace {

// The provider's own words for a subscription that has not ended.
std::vector<std::string> livingStatuses(Provider provider) {
  if (provider == Provider::Stripe) return {"active", "trialing", "past_due", "unpaid", "paused", "incomplete"};
  return {"pending", "active", "on_hold", "paused", "past_due"};
}

std::vector<std::string> everything() {
  return {"catalogue", "customers", "subscriptions", "payments", "invoices", "refunds", "disputes"};
}

// Dodo's invoices are its payments: they have come with them.
bool hasOwn(Provider provider, const std::string& stage) {
  return provider == Provider::Stripe || stage != "invoices";
}

std::vector<std::string> whatLives(Provider provider) {
  std::vector<std::string> stages{"catalogue", "customers", "subscriptions"};
  for (const std::string& status : livingStatuses(provider)) stages.push_back("subscriptions:" + status);
  for (const char* stage : {"subscriptions:held", "payments", "payments:held", "invoices", "refunds", "disputes"})
    stages.emplace_back(stage);
  return stages;
}

}  // namespace

std::string_view toString(SyncKind kind) {
  switch (kind) {
    case SyncKind::Full:
      return "full";
    case SyncKind::Incremental:
      return "incremental";
    case SyncKind::MissedEvents:
      return "missed_events";
  }
  return "full";
}

std::vector<std::string> stagesOf(SyncKind kind, Provider provider, bool withEvents) {
  if (kind == SyncKind::MissedEvents) return {"events"};
  std::vector<std::string> stages = kind == SyncKind::Full ? everything() : whatLives(provider);
  if (withEvents) stages.emplace_back("events");
  std::erase_if(stages, [provider](const std::string& stage) { return !hasOwn(provider, stage); });
  return stages;
}

std::string_view resourceOf(std::string_view stage) {
  return stage.substr(0, stage.find(':'));
}

std::string_view choiceOf(std::string_view stage) {
  const auto colon = stage.find(':');
  return colon == std::string_view::npos ? std::string_view() : stage.substr(colon + 1);
}

std::string nextStage(const std::vector<std::string>& stages, const std::string& stage) {
  const auto at = std::ranges::find(stages, stage);
  return at == stages.end() || at + 1 == stages.end() ? std::string() : *(at + 1);
}

}  // namespace billing::operations
