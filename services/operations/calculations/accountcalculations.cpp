// proration, credits, quota.
#include "domain/creditdraw.h"
#include "domain/proration.h"
#include "domain/quota.h"
#include "metrics/retention.h"
#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

QJsonObject answerProration(CaseInput& input) {
  const auto mode = prorationModeFrom(input.text("mode"));
  if (!mode) input.refuse("mode");
  const auto lines = prorate({input.integer("old_minor"), input.integer("new_minor"), input.instant("period_start"),
                              input.instant("period_end"), input.instant("change_at"),
                              mode.value_or(ProrationMode::None), input.has("trialing") && input.flag("trialing")});
  if (!lines) return refusal(lines.error());
  return {{QStringLiteral("credit_minor"), qint64{lines->creditMinor}},
          {QStringLiteral("charge_minor"), qint64{lines->chargeMinor}},
          {QStringLiteral("net_minor"), qint64{lines->netMinor}}};
}

CreditGrant grantFrom(CaseInput& input) {
  return {input.text("id"), input.integer("tenths"), input.smallInteger("priority"), input.instant("granted"),
          input.instantOrNull("expires")};
}

struct CreditUse {
  Instant at;
  Tenths tenths = 0;
};

CreditUse useFrom(CaseInput& input) {
  return {input.instant("at"), input.integer("tenths")};
}

QJsonObject partsOf(const CreditDraw& draw) {
  QJsonObject parts;
  for (const CreditTaken& taken : draw.taken) parts.insert(QString::fromStdString(taken.grant), qint64{taken.tenths});
  return parts;
}

QJsonObject answerCredits(CaseInput& input) {
  std::vector<CreditGrant> grants;
  const QJsonArray given = input.list("grants");
  for (const auto& one : given) grants.push_back(input.within(one, grantFrom));
  QJsonArray taken;
  QJsonArray missing;
  const QJsonArray uses = input.list("uses");
  for (const auto& one : uses) {
    const CreditUse use = input.within(one, useFrom);
    const CreditDraw draw = drawCredits(grants, use.tenths, use.at);
    taken.append(partsOf(draw));
    missing.append(qint64{draw.missing});
  }
  QJsonObject left;
  for (const CreditGrant& grant : grants) left.insert(QString::fromStdString(grant.id), qint64{grant.remaining});
  return {{QStringLiteral("taken"), taken},
          {QStringLiteral("short_tenths"), missing},
          {QStringLiteral("left_tenths"), left}};
}

QJsonObject answerQuota(CaseInput& input) {
  const auto limit = input.has("limit") ? std::optional(input.integer("limit")) : std::nullopt;
  const QuotaVerdict verdict = judgeQuota(input.integer("used"), limit, input.smallInteger("warn_percent"),
                                          input.smallInteger("buffer_percent"));
  const auto percent = verdict.percentHundredths
                           ? QJsonValue(QString::fromStdString(hundredthsText(*verdict.percentHundredths)))
                           : QJsonValue();
  return {{QStringLiteral("percent"), percent}, {QStringLiteral("state"), QString::fromUtf8(toString(verdict.state))}};
}

constexpr std::array kAccountKinds{Calculation{"proration", answerProration}, Calculation{"credits", answerCredits},
                                   Calculation{"quota", answerQuota}};

}  // namespace

std::span<const Calculation> accountCalculations() {
  return kAccountKinds;
}

}  // namespace billing::operations
