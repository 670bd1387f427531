#include "workspace/rulesreader.h"

namespace billing::workspace {

void readRules(TableReader& root, BillingRules& rules) {
  readAccount(root, rules);
  readPlans(root, rules);
  readQuotas(root, rules);
  readActions(root, rules);
  readCredits(root, rules);
  readLifecycle(root, rules);
  readEntitlements(root, rules);
}

}  // namespace billing::workspace
