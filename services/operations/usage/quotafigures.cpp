#include "operations/usage/quotafigures.h"

namespace billing::operations {

std::optional<std::int64_t> quotaLimitOf(const BillingRules& rules, std::string_view plan, std::string_view quota) {
  const Plan* known = rules.plan(plan);
  if (known == nullptr) known = rules.freePlan();
  if (known == nullptr) return std::nullopt;
  const auto limit = known->limits.find(quota);
  return limit == known->limits.end() ? std::optional<std::int64_t>(0) : limit->second;
}

bool isPaidBeyondLimit(const BillingRules& rules, const QuotaRule& quota) {
  return quota.mode == QuotaMode::TopUp && rules.credits.enabled;
}

QuotaFigure quotaFigureOf(const BillingRules& rules, const QuotaRule& quota, std::optional<std::int64_t> limit,
                          std::int64_t used, const UsageSpan& span) {
  const int buffer = quota.mode == QuotaMode::Soft ? quota.bufferPercent : 0;
  const QuotaVerdict verdict = judgeQuota(used, limit, quota.warnPercent, buffer);
  QuotaFigure figure;
  figure.quota = quota.key;
  figure.name = quota.name;
  figure.unit = quota.unit;
  figure.used = used;
  figure.limit = limit;
  figure.blockedAt = verdict.blockedAt;
  figure.state = verdict.state;
  figure.percentHundredths = verdict.percentHundredths;
  figure.periodStart = span.start;
  figure.periodEnd = span.end;
  if (isPaidBeyondLimit(rules, quota)) {
    figure.blockedAt = std::nullopt;
    if (figure.state == QuotaState::Blocked) figure.state = QuotaState::Soft;
  }
  return figure;
}

}  // namespace billing::operations
