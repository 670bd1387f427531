#include "operations/usage/trackusage.h"
#include "operations/jobs/raisetopup.h"

#include <algorithm>

#include "operations/jobs/raisetopup.h"
#include "operations/usage/quotafigures.h"
#include "operations/usage/usageanswer.h"
#include "operations/usage/usageerrors.h"
#include "operations/usage/usagetrial.h"
#include "store/repositories/accountterms.h"
#include "store/repositories/billableactionrepository.h"
#include "store/repositories/letthroughrepository.h"

namespace billing::operations {
namespace {

// E-mail addresses are kept in lower case.
std::string accountKey(const BillingRules& rules, const std::string& key) {
  return rules.accountKind == AccountKind::Email ? QString::fromStdString(key).toLower().toStdString() : key;
}

Result<std::optional<UsageVerdict>> firstAnswer(store::WriteContext& context, const BillingRules& rules,
                                                std::int64_t account, const std::string& requestId) {
  if (requestId.empty()) return std::nullopt;
  const auto known = store::BillableActionRepository::find(context, account, requestId);
  if (!known) return failure(known.error());
  if (!*known) return std::nullopt;
  UsageVerdict verdict = fromAnswerText(rules, (*known)->detail);
  verdict.allowed = (*known)->verdict != "refused";
  verdict.letThrough = (*known)->verdict == "let_through";
  verdict.creditsTenths = (*known)->creditsTenths;
  verdict.repeated = true;
  return verdict;
}

// What an action has used up is asked for at once, not only by the night's job.
Result<UsageVerdict> thenTopUp(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                               Instant now, UsageVerdict verdict) {
  const bool low = verdict.balanceTenths && *verdict.balanceTenths < rules.rules.credits.topUp.belowTenths;
  if (!low) return verdict;
  return raiseTopUpIfDue(context, rules, account, now).map([&](bool) { return std::move(verdict); });
}

}  // namespace

Result<UsageVerdict> trackUsage(store::WriteContext& context, const RulesContext& rules, const UsageRequest& request,
                                Instant now) {
  const ActionRule* action = rules.rules.action(request.action);
  if (action == nullptr) return unknownAction(request.action);
  if (request.units == 0) return badUnits("0 units were asked for");
  const auto terms = store::AccountTermsReader::byKey(context, accountKey(rules.rules, request.account));
  if (!terms) return failure(terms.error());
  if (!*terms) return unknownAccount(request.account);
  auto before = firstAnswer(context, rules.rules, (*terms)->row, request.requestId);
  if (!before) return failure(before.error());
  if (*before) return std::move(**before);
  auto verdict = UsageTrial(context, rules, request, *action, **terms, now).run();
  if (!verdict || request.checkOnly) return verdict;
  return thenTopUp(context, rules, (*terms)->row, now, std::move(*verdict));
}

Result<std::vector<QuotaFigure>> usageOf(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                                         Instant now) {
  const auto terms = store::AccountTermsReader::byRow(context, account);
  if (!terms) return failure(terms.error());
  if (!*terms) return unknownAccount(QString::number(account).toStdString());
  const Period period = usagePeriodOf(rules.rules, **terms, now);
  std::vector<QuotaFigure> figures;
  for (const QuotaRule& quota : rules.rules.quotas) {
    const UsageSpan span = spanOf(quota, period);
    const auto record = store::UsageRecordRepository::find(context, account, quota.key, span.start);
    if (!record) return failure(record.error());
    const auto limit = quotaLimitOf(rules.rules, (*terms)->plan, quota.key);
    figures.push_back(quotaFigureOf(rules.rules, quota, limit, *record ? (*record)->used : 0, span));
  }
  return figures;
}

Result<void> noteLetThrough(store::WriteContext& context, std::string_view what, std::string_view accountKey,
                            std::string_view action, std::string_view reason, Instant now) {
  return store::LetThroughRepository::add(
      context, {std::string(what), std::string(accountKey), std::string(action), std::string(reason), now});
}

}  // namespace billing::operations
