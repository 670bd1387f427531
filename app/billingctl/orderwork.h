// billingctl order: one change by hand, from the preview to its outcome.
#pragma once

#include <string>
#include <vector>

#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/admin/adminorder.h"

namespace billing::ctl {

/// What happened cannot be told yet: nobody knows whether the change was made.
inline constexpr int kUnconfirmedExit = 6;

/// The words of the command line; what they mean for the kind is put into the order by orderOf().
struct OrderOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  operations::AdminOrder order;
  std::string plan;  ///< change-plan, checkout: a product id, or "pro/month"
  std::string charge, amount, currency, credits, interval;
  std::string date;
  std::vector<std::string> lines;  ///< "ITEM=12.34"
  bool changeAllTheSame = false;
  std::string unlock, confirm;
  bool dryRun = false, yes = false, wait = false, json = false;
  int waitSeconds = 300;
};

/// The exit code.
int runOrder(const OrderOptions& options);

/// The order with the words of its kind read: amounts exact, plans looked up in the workspace's file. InvalidInput.
[[nodiscard]] Result<operations::AdminOrder> orderOf(const OrderOptions& options, const workspace::Profile& profile,
                                                     providers::BillingProvider* provider);

}  // namespace billing::ctl
