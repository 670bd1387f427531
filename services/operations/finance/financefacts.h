// Everything that the figures of one period are made of, read at once.
#pragma once

#include <QHash>
#include <set>

#include "metrics/conversion.h"
#include "metrics/definitions.h"
#include "operations/finance/financespan.h"
#include "operations/finance/metrictable.h"
#include "store/read/financerows.h"

class QSqlDatabase;

namespace billing::operations {

/// What the workspace's file says of its metrics.
struct FinanceSettings {
  QString zone = QStringLiteral("UTC");
  QString convertTo;                  ///< empty: nothing is converted
  std::vector<ConversionRate> rates;  ///< to that currency
  qint64 marginBps = 10'000;          ///< of revenue, hundredths of a percent
  bool marginKnown = false;
  std::optional<Money> costOfCustomer;  ///< a month
};

struct FinanceFacts {
  FinanceSpan span;
  DefinitionChoices choices;
  QStringList currencies;
  QVector<store::RevenuePosition> atStart, atEnd;
  QVector<store::RevenueMove> moves;
  QHash<QString, store::FinanceSubscription> subscriptions;  ///< by financeNameKey
  QVector<store::FinanceSubscription> trials, dunning;
  QVector<store::FinanceGrace> grace;
  QVector<store::FinanceInvoice> invoices;
  QVector<store::FinanceMoney> payments, refunds, disputes;
  QVector<store::FinanceCredit> credits;
};

struct FactsWanted {
  FinancePeriod period;
  std::set<FigureSource> sources;
  int cohort = 0;  ///< only customers of that month of first paid MRR
  /// Made from what was told by the choices given, instead of read from the stored movements: for comparing.
  bool anew = false;
};

/// InvalidInput "bad_period", "unknown_zone".
[[nodiscard]] Result<FinanceFacts> readFinanceFacts(QSqlDatabase& database, const FactsWanted& wanted,
                                                    const FinanceSettings& settings, const DefinitionChoices& choices,
                                                    Instant now);
[[nodiscard]] Result<DefinitionChoices> readChoices(QSqlDatabase& database);

/// "provider id" of the customer.
[[nodiscard]] QString customerKey(const QString& provider, const QString& customer);

}  // namespace billing::operations
