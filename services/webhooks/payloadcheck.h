// Is a correctly signed body safe to read, and what does it say about itself? One strict pass before any parser sees
// it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/provider.h"
#include "support/instant.h"

namespace billing::webhooks {

enum class Payload { Ok, Empty, NotUtf8, Bom, NotJson, TooDeep, DuplicateKeys, ThinEvent };
[[nodiscard]] std::string_view toString(Payload payload);  ///< "ok", "not_utf8", "too_deep", ...

struct PayloadFacts {
  Payload payload = Payload::Ok;
  std::string detail;                 ///< one sentence with the byte offset where there is one
  std::string type;                   ///< top-level "type"
  std::string id;                     ///< Stripe: top-level "id" (evt_...)
  std::optional<Instant> occurredAt;  ///< Dodo "timestamp", Stripe "created"
};

/// Nesting beyond 64 is refused, keys must be unique in each object, the text must be UTF-8 without BOM and one JSON
/// value. Never recurses; linear in the size of the body.
[[nodiscard]] PayloadFacts checkPayload(Provider provider, std::string_view body);

}  // namespace billing::webhooks
