// What a workspace sells as one matrix: plans by interval with price, saving, product ids of both modes, subscribers,
// and what is wrong with each.
#pragma once

#include <QLocale>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QVector>

#include "operations/rulescontext.h"
#include "store/listrows.h"

namespace billing::ui {

struct CatalogueId {
  QString id;       ///< empty: missing
  QString problem;  ///< "is missing", "is a placeholder"; empty: none
};

struct CataloguePrice {
  QString unit;  ///< empty: once
  int count = 1;
  QString price;
  QString saving;         ///< "saves 16.67 %"; empty: nothing to compare
  QString savingProblem;  ///< "others save 16.67 %"
  CatalogueId test, live;
  int subscribers = 0;
  QString mrr;
  QString chargedProblem;  ///< "the provider charges $10.00"
  /// What is wrong in the workspace's own mode.
  [[nodiscard]] QStringList problems(bool isLive) const;
};

struct CataloguePlan {
  QString key, name, note;  ///< note: "credits", for a pack
  QVector<CataloguePrice> prices;
  QStringList limits;  ///< "20,000 API calls", "unlimited memories", "250 credits"
  QStringList features;
};

struct Catalogue {
  QVector<CataloguePlan> plans;
  QVector<QPair<QString, int>> intervals;  ///< units and counts of the columns, shortest first; once comes last
  QStringList problems;                    ///< of this mode, each with its plan: "Premium yearly: live id is missing"
  int otherModeIds = 0;                    ///< ids of the other mode that are missing or placeholders
};

/// `prices`: what the provider has told so far.
[[nodiscard]] Catalogue catalogueOf(const operations::RulesContext& context, const QVector<store::PlanRow>& prices,
                                    const QLocale& locale);

}  // namespace billing::ui
