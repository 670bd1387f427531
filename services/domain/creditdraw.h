// Which grants a use of credits is taken from. facts/calculations.md, kind "credits".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/billingrules.h"
#include "support/instant.h"

namespace billing {

struct CreditGrant {
  std::string id;
  Tenths remaining = 0;
  int priority = 0;  ///< lowest first
  Instant granted;
  std::optional<Instant> expires;  ///< usable until before it
};

struct CreditTaken {
  std::string grant;
  Tenths tenths = 0;
  bool operator==(const CreditTaken&) const = default;
};

struct CreditDraw {
  std::vector<CreditTaken> taken;  ///< in the order of taking
  Tenths missing = 0;
};

/// Takes `tenths` at `at`: lowest priority number, earliest expiry (never last), oldest, id. Lessens `grants`.
[[nodiscard]] CreditDraw drawCredits(std::vector<CreditGrant>& grants, Tenths tenths, Instant at);

/// What is usable at `at`.
[[nodiscard]] Tenths usableTenths(const std::vector<CreditGrant>& grants, Instant at);

}  // namespace billing
