// Edits of a subscription in one line.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "providers/providervalues.h"

namespace billing::test {

using EditKind = providers::SubscriptionEdit::Kind;

inline providers::SubscriptionEdit edit(std::string subscription, EditKind kind,
                                        std::optional<Instant> at = std::nullopt) {
  providers::SubscriptionEdit wanted;
  wanted.subscription = std::move(subscription);
  wanted.kind = kind;
  wanted.at = at;
  return wanted;
}

}  // namespace billing::test
