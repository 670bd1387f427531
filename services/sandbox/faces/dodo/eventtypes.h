// The 48 event types of Dodo (SDK 2.52.0, WebhookEventType).
#pragma once

#include <string_view>

namespace billing::sandbox::dodo {

[[nodiscard]] bool isEventType(std::string_view type);

}  // namespace billing::sandbox::dodo
