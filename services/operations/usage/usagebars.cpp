#include "operations/usage/usagebars.h"

#include <limits>

#include "operations/usage/usageerrors.h"
#include "store/repositories/creditgrantrepository.h"
#include "store/repositories/usagebarrepository.h"

namespace billing::operations {
namespace {

constexpr std::int64_t milliOfAUnit = 1000;
constexpr std::int64_t milliOfATenth = 100;

// A bar may be a little wrong beyond 9 quadrillion units, but never wrap around.
std::int64_t saturated(std::int64_t count, std::int64_t each) {
  std::int64_t product = 0;
  if (!__builtin_mul_overflow(count, each, &product)) return product;
  return count < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

store::UsageBar barOf(const RulesContext& rules, const store::AccountTerms& terms) {
  store::UsageBar bar;
  bar.account = terms.row;
  bar.provider = terms.provider.empty() ? std::string(toString(rules.provider)) : terms.provider;
  bar.customerExternalId = terms.customerExternalId.empty() ? "account:" + terms.key : terms.customerExternalId;
  return bar;
}

}  // namespace

Result<void> drawQuotaBar(store::WriteContext& context, const RulesContext& rules, const store::AccountTerms& terms,
                          const QuotaFigure& figure, Instant now) {
  store::UsageBar bar = barOf(rules, terms);
  bar.externalId = "quota:" + figure.quota;
  bar.quota = figure.quota;
  bar.name = figure.name;
  bar.unit = figure.unit;
  if (figure.limit) {
    bar.grantedMilli = saturated(*figure.limit, milliOfAUnit);
    bar.remainingMilli = saturated(*figure.limit - figure.used, milliOfAUnit);
  }
  if (const QuotaRule* rule = rules.rules.quota(figure.quota)) bar.warnPercent = rule->warnPercent;
  if (figure.blockedAt) bar.blockedMilli = saturated(*figure.blockedAt, milliOfAUnit);
  if (figure.periodEnd) bar.periodStart = figure.periodStart;
  bar.periodEnd = figure.periodEnd;
  return store::UsageBarRepository::save(context, bar, now);
}

// Measured by the grants that are still open, and by those used up before they lapse.
Result<void> drawCreditBar(store::WriteContext& context, const RulesContext& rules, const store::AccountTerms& terms,
                           Instant now) {
  const auto grants = store::CreditGrantRepository::current(context, terms.row, now);
  if (!grants) return failure(grants.error());
  Tenths granted = 0, usable = 0;
  for (const store::StoredGrant& grant : *grants) {
    if (grant.granted > now || (grant.expires && *grant.expires <= now)) continue;
    granted += grant.tenths;
    usable += grant.remainingTenths;
  }
  store::UsageBar bar = barOf(rules, terms);
  bar.externalId = "credits";
  bar.quota = "credits";
  bar.name = "Credits";
  bar.unit = "credits";
  bar.grantedMilli = saturated(granted, milliOfATenth);
  bar.remainingMilli = saturated(usable, milliOfATenth);
  return store::UsageBarRepository::save(context, bar, now);
}

Result<void> refreshUsageBars(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                              Instant now) {
  const auto terms = store::AccountTermsReader::byRow(context, account);
  if (!terms) return failure(terms.error());
  if (!*terms) return unknownAccount(QString::number(account).toStdString());
  const auto figures = usageOf(context, rules, account, now);
  if (!figures) return failure(figures.error());
  for (const QuotaFigure& figure : *figures)
    if (auto drawn = drawQuotaBar(context, rules, **terms, figure, now); !drawn) return drawn;
  return rules.rules.credits.enabled ? drawCreditBar(context, rules, **terms, now) : Result<void>();
}

}  // namespace billing::operations
