// The open grants of one account, read once: what is usable of them, and taking from them.
#pragma once

#include <string>
#include <vector>

#include "domain/creditdraw.h"
#include "store/repositories/creditgrantrepository.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// Lives within one write.
class CreditPurse {
 public:
  [[nodiscard]] static Result<CreditPurse> open(store::WriteContext& context, std::int64_t account);

  [[nodiscard]] Tenths usable(Instant at) const { return usableTenths(grants_, at); }
  /// Takes and writes it down; what is missing is left out.
  [[nodiscard]] Result<CreditDraw> take(store::WriteContext& context, Tenths tenths, std::string_view reference,
                                        Instant now);

 private:
  explicit CreditPurse(std::int64_t account) : account_(account) {}
  [[nodiscard]] std::size_t indexOf(const std::string& id) const;

  std::int64_t account_;
  std::vector<CreditGrant> grants_;  // in step with rows_
  std::vector<store::StoredGrant> rows_;
};

}  // namespace billing::operations
