// The table behind eventTypes(): one line of resources/events/<provider>/types.tsv for each type that a provider sends.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "webhooks/composer.h"

namespace billing::webhooks {

struct EventTypeRow {
  EventType type;
  std::string templateName;                                  ///< the object's file in the same folder, without ending
  std::vector<std::pair<std::string, std::string>> presets;  ///< what this type says by itself: status=cancelled
};

/// Read once; in the order of the provider's documentation.
[[nodiscard]] const std::vector<EventTypeRow>& eventTypeRows(Provider provider);

/// A file of resources/events/<provider>; empty when there is none.
[[nodiscard]] std::string eventResource(Provider provider, const std::string& fileName);

}  // namespace billing::webhooks
