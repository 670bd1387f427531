// What `billingctl report` is asked.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "app/billingctl/handoption.h"
#include "operations/finance/sqlfinancedesk.h"
#include "workspace/profile.h"

namespace billing::ctl {

struct ReportOptions {
  std::string workspace, database, period, zone, currency, rows, asOf, term, choice, reason;
  HandOptions hand;
  bool json = false, converted = false;
};

/// "2026-01..2026-03" or "2026-03"; empty: the twelve months up to and with this one. InvalidInput "bad_period".
[[nodiscard]] Result<operations::FinancePeriod> periodFrom(const std::string& text, const std::string& zone,
                                                           const QString& workspaceZone, Instant now);
/// Without a workspace: what figures need to know of it is usual (UTC, no rates).
[[nodiscard]] Result<workspace::Profile> reportProfile(const ReportOptions& options);

}  // namespace billing::ctl
