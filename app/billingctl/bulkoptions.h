// What `billingctl bulk` and `rehearse bulk` can be told: an order without its object, and what it is for.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "operations/bulk/bulkvalues.h"
#include "operations/rulescontext.h"

namespace billing::ctl {

struct BulkOrderOptions {
  std::string kind, product, plan, interval, charge, date, amount, currency, credits, quota, code, reason;
  std::int64_t quantity = 1, used = 0;
  bool atPeriodEnd = false;
};
struct BulkChoiceOptions {
  std::string list, text, file;
  std::vector<std::string> where;  ///< FIELD=VALUE
};
void addBulkOptions(CLI::App& command, BulkOrderOptions& order, BulkChoiceOptions& choice);

/// InvalidInput "unknown_kind", "bad_time", "bad_amount", "bad_credits", ...; those of operations::withProduct.
[[nodiscard]] Result<operations::AdminOrder> bulkOrderOf(const BulkOrderOptions& options,
                                                         const operations::RulesContext& rules);
/// The view that was asked for; InvalidInput "bad_filter".
[[nodiscard]] Result<operations::BulkSelection> bulkChoiceOf(const BulkChoiceOptions& options,
                                                             operations::OrderKind kind);
/// Ids of the file, one a line; empty without a file.
[[nodiscard]] Result<QVector<operations::BulkSubject>> subjectsOfFile(const BulkChoiceOptions& options,
                                                                      operations::OrderKind kind);

}  // namespace billing::ctl
