// How a mapping says that it does not know an event: not a failure of the event, so the processor files it as
// unhandled.
#pragma once

#include <string>

#include "support/result.h"

namespace billing::providers {

inline constexpr const char* kUnknownEventType = "unknown_event_type";

[[nodiscard]] inline tl::unexpected<Error> unknownEventType(const std::string& type) {
  return failure(ErrorKind::NotFound, kUnknownEventType, "No effect on billing is known for \"" + type + '"');
}

}  // namespace billing::providers
