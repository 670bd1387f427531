// What usage and credits have to know of an account: its plan, its billing period, its customer.
#pragma once

#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct AccountTerms {
  std::int64_t row = 0;
  std::string key, provider, customerExternalId;
  std::string plan;  ///< key; empty when nothing is sold as plans
  std::optional<Instant> periodStart, periodEnd;
  Instant createdAt;
};

/// Used on the writer's thread, within Database::write.
class AccountTermsReader {
 public:
  [[nodiscard]] static Result<std::optional<AccountTerms>> byKey(WriteContext& context, const std::string& key);
  [[nodiscard]] static Result<std::optional<AccountTerms>> byRow(WriteContext& context, std::int64_t row);
};

}  // namespace billing::store
