#include "ui/presenters/pricechoices.h"

#include <QSet>
#include <algorithm>

#include "models/facts.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"
#include "workspace/configcheck.h"

namespace billing::ui {

namespace {

QString fromUtf8View(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

class MatrixMaker {
 public:
  MatrixMaker(bool live, const store::SubscriptionRow& subscription, const QLocale& locale)
      : live_(live), subscription_(subscription), locale_(locale) {}

  void add(const Plan& plan) {
    for (const PlanPrice& price : plan.prices) {
      if (price.amount.minor == 0) continue;  // the free plan is what one falls back to, not what is sold
      const std::string& id = price.productId(live_);
      const bool named = !id.empty() && !workspace::isPlaceholderId(id);
      add({named ? QString::fromStdString(id) : QString(),
           QString::fromStdString(plan.name),
           {},
           moneyText(price.amount.minor, fromUtf8View(price.amount.currency.code()), locale_),
           {fromUtf8View(toString(price.interval.unit)), price.interval.count},
           named   ? QString()
           : live_ ? say("The workspace's file has no live product id for it")
                   : say("The workspace's file has no test product id for it"),
           false});
    }
  }

  void add(const store::PlanRow& row) {
    const QString id = row.priceId.isEmpty() ? row.productId : row.priceId;
    if (row.provider != subscription_.provider) return;
    if (row.intervalUnit.isEmpty() || seen_.contains(id) || seen_.contains(row.productId)) return;
    const bool another = row.currency != subscription_.currency && !subscription_.currency.isEmpty();
    if (id != subscription_.productId && (!row.active || another)) return;
    add({id,
         row.name.isEmpty() ? row.productId : row.name,
         {},
         moneyText(row.amountMinor, row.currency, locale_),
         {row.intervalUnit, row.intervalCount},
         {},
         false});
  }

  [[nodiscard]] PriceMatrix take() {
    std::sort(matrix_.periods.begin(), matrix_.periods.end(),
              [](const auto& a, const auto& b) { return daysOf(a) < daysOf(b); });
    return std::move(matrix_);
  }

 private:
  static int daysOf(const QPair<QString, int>& period) {
    const int days = period.first == QStringLiteral("day")     ? 1
                     : period.first == QStringLiteral("week")  ? 7
                     : period.first == QStringLiteral("month") ? 30
                                                               : 365;
    return days * period.second;
  }

  void add(PriceChoice choice) {
    choice.interval = models::intervalText(choice.period.first, choice.period.second);
    choice.current = !choice.product.isEmpty() && choice.product == subscription_.productId;
    seen_.insert(choice.product);
    if (!matrix_.plans.contains(choice.plan)) matrix_.plans.push_back(choice.plan);
    if (!matrix_.periods.contains(choice.period)) matrix_.periods.push_back(choice.period);
    matrix_.choices.push_back(choice);
  }

  bool live_;
  const store::SubscriptionRow& subscription_;
  const QLocale& locale_;
  QSet<QString> seen_;
  PriceMatrix matrix_;
};

}  // namespace

PriceMatrix priceMatrix(const BillingRules* rules, bool live, const QVector<store::PlanRow>& told,
                        const store::SubscriptionRow& subscription, const QLocale& locale) {
  MatrixMaker maker(live, subscription, locale);
  if (rules != nullptr)
    for (const Plan& plan : rules->plans) maker.add(plan);
  for (const store::PlanRow& row : told) maker.add(row);
  return maker.take();
}

}  // namespace billing::ui
