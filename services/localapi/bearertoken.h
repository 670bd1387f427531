// Who may ask: the bearer token of the workspace (RFC 6750), compared in constant time.
#pragma once

#include <optional>
#include <string>

#include "http/message.h"
#include "support/instant.h"
#include "workspace/secretstore.h"

namespace billing::localapi {

enum class TokenCheck { Ok, Missing, Wrong, NoneSet };

struct TokenVerdict {
  TokenCheck check = TokenCheck::Missing;
  std::string label;  ///< which token it was
};

/// One Authorization header "Bearer TOKEN"; tokens that have expired are wrong.
[[nodiscard]] TokenVerdict checkToken(const http::Head& head, const workspace::Secrets& tokens, Instant now);

/// 401 with WWW-Authenticate, and what to do about it.
[[nodiscard]] http::Answer tokenRefusal(TokenCheck check);

}  // namespace billing::localapi
