// One request on its way through the quotas and credits of its account: judged first, then counted whole or not at all.
#pragma once

#include <optional>
#include <vector>

#include "operations/credits/creditpurse.h"
#include "operations/usage/trackusage.h"
#include "operations/usage/usageperiod.h"
#include "store/repositories/accountterms.h"
#include "store/repositories/usagerecordrepository.h"

namespace billing::operations {

/// Lives within one write; rules, request and context outlive it.
class UsageTrial {
 public:
  UsageTrial(store::WriteContext& context, const RulesContext& rules, const UsageRequest& request,
             const ActionRule& action, store::AccountTerms terms, Instant now);

  [[nodiscard]] Result<UsageVerdict> run();

 private:
  struct Meter {
    const QuotaRule* rule = nullptr;
    bool checked = false, counted = false;
    std::optional<std::int64_t> limit;
    UsageSpan span;
    store::StoredUsage record;
    std::int64_t after = 0;  // used, if the request is let in
  };

  [[nodiscard]] Result<void> readMeters();
  [[nodiscard]] Result<void> readMeter(const std::string& quota, bool counts);
  [[nodiscard]] Result<void> growMeters();
  [[nodiscard]] Result<void> readPurse();
  [[nodiscard]] Result<void> judge();
  [[nodiscard]] const Meter* firstWithoutRoom() const;
  [[nodiscard]] bool hasRoom(const Meter& meter) const;
  [[nodiscard]] bool isPayable(const Meter& meter) const;
  [[nodiscard]] std::int64_t unitsToPay() const;
  void refuse(std::string reason, std::string quota);
  void fillFigures();
  [[nodiscard]] Result<void> book();
  [[nodiscard]] Result<std::int64_t> noteAction();
  [[nodiscard]] Result<void> count();
  [[nodiscard]] Result<void> redrawBars();

  store::WriteContext& context_;
  const RulesContext& rules_;
  const UsageRequest& request_;
  const ActionRule& action_;
  const store::AccountTerms terms_;
  const Instant now_;
  const Period period_;
  std::vector<Meter> meters_;
  std::optional<CreditPurse> purse_;
  UsageVerdict verdict_;
};

}  // namespace billing::operations
