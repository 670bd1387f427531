// Reads what a workspace sells and how it treats an account: one function for each table of the profile.
#pragma once

#include "workspace/profile.h"
#include "workspace/reading/tablereader.h"

namespace billing::workspace {

/// All tables of the rules, from the top of the file.
void readRules(TableReader& root, BillingRules& rules);

void readPlans(TableReader& root, BillingRules& rules);         ///< [[plan]], [[plan.price]]
void readQuotas(TableReader& root, BillingRules& rules);        ///< [quota], [[quota.rule]]
void readActions(TableReader& root, BillingRules& rules);       ///< [[action]]
void readCredits(TableReader& root, BillingRules& rules);       ///< [credits], [[credits.pack]], [credits.top_up]
void readAccount(TableReader& root, BillingRules& rules);       ///< [account], [unknown_product], [events.aliases]
void readLifecycle(TableReader& root, BillingRules& rules);     ///< [trial], [grace], [downgrade]
void readEntitlements(TableReader& root, BillingRules& rules);  ///< [entitlements]

void readApi(TableReader& root, ApiSettings& api);              ///< [api]
void readAdmin(TableReader& root, AdminSettings& admin);        ///< [admin]
void readCompany(TableReader& root, Company& company);          ///< [company]
void readMetrics(TableReader& root, MetricsSettings& metrics);  ///< [metrics], [[metrics.rate]]
void readListener(TableReader& root, Profile& profile);         ///< [listener], [[listener.route]]
void readDatabase(TableReader& root, Profile& profile);         ///< database = FILE, or [database]

}  // namespace billing::workspace
