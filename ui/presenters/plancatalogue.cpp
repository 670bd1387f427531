#include "ui/presenters/plancatalogue.h"

#include <QMap>
#include <algorithm>
#include <numeric>

#include "models/catalogue.h"
#include "models/facts.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"
#include "workspace/configcheck.h"

namespace billing::ui {

namespace {

QString words(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString ofMoney(const Money& money, const QLocale& locale) {
  return moneyText(money.minor, words(money.currency.code()), locale);
}

/// Hundredths of a percent: "16.67 %", "20 %".
QString percentWords(qint64 hundredths, const QLocale& locale) {
  return QStringLiteral("%1 %").arg(quantityText(hundredths * 10, locale));
}

CatalogueId idOf(const std::string& id, bool free) {
  if (id.empty()) return {{}, free ? QString() : say("is missing")};
  return {words(id), workspace::isPlaceholderId(id) ? say("is a placeholder") : QString()};
}

int rankOfInterval(const QPair<QString, int>& interval) {
  static const QStringList units = {QStringLiteral("day"), QStringLiteral("week"), QStringLiteral("month"),
                                    QStringLiteral("year")};
  const int unit = static_cast<int>(units.indexOf(interval.first));
  return (unit < 0 ? 99 : unit) * 1000 + interval.second;
}

class CatalogueMaker {
 public:
  CatalogueMaker(const operations::RulesContext& context, const QVector<store::PlanRow>& prices, const QLocale& locale)
      : context_(context), rows_(prices), locale_(locale) {}

  [[nodiscard]] Catalogue make() {
    usualSaving_ = usualSaving();
    for (const Plan& plan : context_.rules.plans) catalogue_.plans.push_back(ofPlan(plan));
    for (const CreditPack& pack : context_.rules.credits.packs) catalogue_.plans.push_back(ofPack(pack));
    for (const CataloguePlan& plan : std::as_const(catalogue_.plans))
      for (const CataloguePrice& price : plan.prices) note(plan, price);
    for (const store::PlanRow& row : rows_) noteUnnamed(row);
    std::sort(catalogue_.intervals.begin(), catalogue_.intervals.end(),
              [](const auto& a, const auto& b) { return rankOfInterval(a) < rankOfInterval(b); });
    return catalogue_;
  }

 private:
  [[nodiscard]] CataloguePlan ofPlan(const Plan& plan) {
    CataloguePlan shown{words(plan.key), words(plan.name), {}, {}, limitsOf(plan), {}};
    for (const std::string& feature : plan.features) shown.features << words(feature);
    for (const PlanPrice& price : plan.prices) {
      const bool free = price.amount.minor == 0;
      CataloguePrice cell{words(toString(price.interval.unit)),
                          price.interval.count,
                          free ? say("free") : ofMoney(price.amount, locale_),
                          {},
                          {},
                          idOf(price.testProductId, free),
                          idOf(price.liveProductId, free),
                          0,
                          {},
                          {}};
      addSaving(cell, models::savingHundredths(plan, price));
      addCharged(cell, price.productId(context_.live), price.amount);
      shown.prices.push_back(cell);
      addInterval(cell);
    }
    return shown;
  }

  [[nodiscard]] CataloguePlan ofPack(const CreditPack& pack) {
    CataloguePlan shown{words(pack.key), words(pack.name), say("credit pack"), {}, {}, {}};
    shown.limits << say("%1 credits").arg(words(creditsText(pack.tenths)));
    CataloguePrice cell{{},
                        1,
                        ofMoney(pack.price, locale_),
                        {},
                        {},
                        idOf(pack.testProductId, false),
                        idOf(pack.liveProductId, false),
                        0,
                        {},
                        {}};
    addCharged(cell, pack.productId(context_.live), pack.price);
    shown.prices.push_back(cell);
    addInterval(cell);
    return shown;
  }

  void addInterval(const CataloguePrice& cell) {
    const QPair<QString, int> interval{cell.unit, cell.count};
    if (!catalogue_.intervals.contains(interval)) catalogue_.intervals.push_back(interval);
  }

  [[nodiscard]] QStringList limitsOf(const Plan& plan) const {
    QStringList limits;
    for (const QuotaRule& quota : context_.rules.quotas) {
      const auto limit = plan.limits.find(quota.key);
      const QString name = words(quota.name);
      if (limit == plan.limits.end())
        limits << say("no %1").arg(name);
      else
        limits << (limit->second ? QStringLiteral("%1 %2").arg(locale_.toString(qint64(*limit->second)), name)
                                 : say("unlimited %1").arg(name));
    }
    if (plan.allowanceTenths > 0) limits << say("%1 credits").arg(quantityText(plan.allowanceTenths * 100, locale_));
    return limits;
  }

  /// The saving that most plans have: one that breaks the pattern is rarely meant.
  [[nodiscard]] std::optional<qint64> usualSaving() const {
    QMap<qint64, int> counts;
    for (const Plan& plan : context_.rules.plans)
      for (const PlanPrice& price : plan.prices)
        if (const auto saving = models::savingHundredths(plan, price)) ++counts[*saving];
    for (auto it = counts.cbegin(); it != counts.cend(); ++it)
      if (it.value() > 1 && it.value() * 2 > std::accumulate(counts.cbegin(), counts.cend(), 0)) return it.key();
    return std::nullopt;
  }

  void addSaving(CataloguePrice& cell, std::optional<qint64> saving) const {
    if (!saving) return;
    cell.saving = *saving >= 0 ? say("saves %1").arg(percentWords(*saving, locale_))
                               : say("costs %1 more").arg(percentWords(-*saving, locale_));
    if (usualSaving_ && *usualSaving_ != *saving)
      cell.savingProblem = say("the others save %1").arg(percentWords(*usualSaving_, locale_));
  }

  void addCharged(CataloguePrice& cell, const std::string& id, const Money& price) const {
    qint64 mrr = 0;
    for (const store::PlanRow& row : rows_) {
      if (id.empty() || (row.priceId.toStdString() != id && row.productId.toStdString() != id)) continue;
      cell.subscribers += row.activeSubscribers;
      mrr += row.mrrMinor;
      if (models::priceDiffers(models::matchCatalogue(context_.rules, context_.live, row), row))
        cell.chargedProblem = say("the provider charges %1").arg(moneyText(row.amountMinor, row.currency, locale_));
    }
    if (mrr > 0) cell.mrr = moneyText(mrr, words(price.currency.code()), locale_);
  }

  void note(const CataloguePlan& plan, const CataloguePrice& price) {
    const QString where = price.unit.isEmpty()
                              ? plan.name
                              : QStringLiteral("%1 %2").arg(plan.name, models::intervalText(price.unit, price.count));
    if (!(context_.live ? price.test : price.live).problem.isEmpty()) ++catalogue_.otherModeIds;
    for (const QString& problem : price.problems(context_.live))
      catalogue_.problems << QStringLiteral("%1: %2").arg(where, problem);
  }

  void noteUnnamed(const store::PlanRow& row) {
    if (models::catalogueState(context_.rules, context_.live, row) != QStringLiteral("no_plan_names_it")) return;
    const QString id = row.priceId.isEmpty() ? row.productId : row.priceId;
    catalogue_.problems
        << (row.activeSubscribers == 1
                ? say("%1 has 1 subscriber, but no plan names it").arg(id)
                : say("%1 has %2 subscribers, but no plan names it").arg(id, locale_.toString(row.activeSubscribers)));
  }

  const operations::RulesContext& context_;
  const QVector<store::PlanRow>& rows_;
  const QLocale& locale_;
  std::optional<qint64> usualSaving_;
  Catalogue catalogue_;
};

}  // namespace

QStringList CataloguePrice::problems(bool isLive) const {
  QStringList problems;
  if (!isLive && !test.problem.isEmpty()) problems << say("test id %1").arg(test.problem);
  if (isLive && !live.problem.isEmpty()) problems << say("live id %1").arg(live.problem);
  for (const QString& problem : {chargedProblem, savingProblem})
    if (!problem.isEmpty()) problems << problem;
  return problems;
}

Catalogue catalogueOf(const operations::RulesContext& context, const QVector<store::PlanRow>& prices,
                      const QLocale& locale) {
  return CatalogueMaker(context, prices, locale).make();
}

}  // namespace billing::ui
