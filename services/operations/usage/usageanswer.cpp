#include "operations/usage/usageanswer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

namespace billing::operations {
namespace {

constexpr std::array quotaStates{QuotaState::Ok, QuotaState::Warn, QuotaState::Soft, QuotaState::Blocked};

QString jsonText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue jsonNumber(std::optional<std::int64_t> value) {
  return value ? QJsonValue(qint64(*value)) : QJsonValue();
}

std::optional<std::int64_t> jsonNumberFrom(const QJsonValue& value) {
  return value.isDouble() ? std::optional<std::int64_t>(value.toInteger()) : std::nullopt;
}

QJsonObject figureJson(const QuotaFigure& figure) {
  const auto end = figure.periodEnd ? std::optional<std::int64_t>(figure.periodEnd->ms) : std::nullopt;
  return {{QStringLiteral("quota"), jsonText(figure.quota)},
          {QStringLiteral("used"), qint64(figure.used)},
          {QStringLiteral("limit"), jsonNumber(figure.limit)},
          {QStringLiteral("blocked_at"), jsonNumber(figure.blockedAt)},
          {QStringLiteral("state"), jsonText(toString(figure.state))},
          {QStringLiteral("percent"), jsonNumber(figure.percentHundredths)},
          {QStringLiteral("from"), qint64(figure.periodStart.ms)},
          {QStringLiteral("until"), jsonNumber(end)}};
}

QuotaState quotaStateFrom(const std::string& word) {
  const auto found = std::ranges::find_if(quotaStates, [&](QuotaState state) { return toString(state) == word; });
  return found == quotaStates.end() ? QuotaState::Ok : *found;
}

QuotaFigure figureFrom(const BillingRules& rules, const QJsonObject& json) {
  QuotaFigure figure;
  figure.quota = json[u"quota"].toString().toStdString();
  if (const QuotaRule* rule = rules.quota(figure.quota)) {
    figure.name = rule->name;
    figure.unit = rule->unit;
  }
  figure.used = json[u"used"].toInteger();
  figure.limit = jsonNumberFrom(json[u"limit"]);
  figure.blockedAt = jsonNumberFrom(json[u"blocked_at"]);
  figure.state = quotaStateFrom(json[u"state"].toString().toStdString());
  figure.percentHundredths = jsonNumberFrom(json[u"percent"]);
  figure.periodStart = {json[u"from"].toInteger()};
  if (const auto end = jsonNumberFrom(json[u"until"])) figure.periodEnd = Instant{*end};
  return figure;
}

bool isBeyondLimit(const QuotaFigure& figure) {
  return figure.limit && figure.used > *figure.limit;
}

}  // namespace

std::string toAnswerText(const UsageVerdict& verdict) {
  QJsonArray quotas;
  for (const QuotaFigure& figure : verdict.quotas) quotas.append(figureJson(figure));
  QJsonObject json{{QStringLiteral("quotas"), quotas}};
  if (!verdict.reason.empty()) json[QStringLiteral("reason")] = jsonText(verdict.reason);
  if (!verdict.exceeded.empty()) json[QStringLiteral("exceeded")] = jsonText(verdict.exceeded);
  if (verdict.balanceTenths) json[QStringLiteral("balance")] = qint64(*verdict.balanceTenths);
  return QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
}

UsageVerdict fromAnswerText(const BillingRules& rules, std::string_view text) {
  const QJsonObject json =
      QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size()))).object();
  UsageVerdict verdict;
  verdict.reason = json[u"reason"].toString().toStdString();
  verdict.exceeded = json[u"exceeded"].toString().toStdString();
  verdict.balanceTenths = jsonNumberFrom(json[u"balance"]);
  for (const auto& figure : json[u"quotas"].toArray()) verdict.quotas.push_back(figureFrom(rules, figure.toObject()));
  return verdict;
}

std::string_view verdictWord(const UsageVerdict& verdict) {
  if (!verdict.allowed) return "refused";
  if (std::ranges::any_of(verdict.quotas, isBeyondLimit)) return "over";
  const bool warned =
      std::ranges::any_of(verdict.quotas, [](const auto& figure) { return figure.state != QuotaState::Ok; });
  return warned ? "warned" : "allowed";
}

}  // namespace billing::operations
