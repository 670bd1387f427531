// What a subscription can be changed to, as a matrix of plans by interval, from the workspace's catalogue and from what
// the provider told of.
#pragma once

#include <QLocale>
#include <QString>
#include <QVector>

#include "domain/billingrules.h"
#include "store/listrows.h"

namespace billing::ui {

struct PriceChoice {
  QString product;             ///< Dodo's product id, Stripe's price id; empty: it has none in this mode
  QString plan, interval;      ///< for people: "Pro", "monthly"
  QString price;               ///< "$12.00"
  QPair<QString, int> period;  ///< "month", 1
  QString whyNot;              ///< empty: it can be chosen
  bool current = false;
};

struct PriceMatrix {
  QStringList plans;
  QVector<QPair<QString, int>> periods;  ///< shortest first
  QVector<PriceChoice> choices;
};

/// `rules` may be nullptr: then only what the provider told counts. `currency`: of the subscription.
[[nodiscard]] PriceMatrix priceMatrix(const BillingRules* rules, bool live, const QVector<store::PlanRow>& told,
                                      const store::SubscriptionRow& subscription, const QLocale& locale);

}  // namespace billing::ui
