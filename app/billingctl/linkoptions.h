// What `billingctl link` can be told of a link, as an order.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "operations/admin/adminorder.h"
#include "operations/rulescontext.h"

namespace billing::ctl {

struct LinkOptions {
  std::string product, plan, interval, customer, email, name, successUrl, cancelUrl, discount;
  std::vector<std::string> metadata;  ///< KEY=VALUE
  std::int64_t quantity = 1;
  int trialDays = 0;
  bool codes = false, once = false;
};
/// The fields that a static link has too; `session`: all of them.
void addLinkOptions(CLI::App& command, LinkOptions& options, bool session);

/// InvalidInput "bad_metadata", "bad_interval", and those of operations::withProduct.
[[nodiscard]] Result<operations::AdminOrder> linkOrderOf(const LinkOptions& options,
                                                         const operations::RulesContext& rules);

/// `link checkout` and `link portal`.
void addLinksAtProvider(CLI::App& link, int& exitCode);

/// "month", "year", "3 months"; nullopt when it is none.
[[nodiscard]] std::optional<BillingInterval> intervalFrom(const std::string& word);

}  // namespace billing::ctl
