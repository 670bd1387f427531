// What finance is told: figures with their formula, movements by month, what is owed, cohorts. Plain values. Money is
// in minor units of `currency`; unlike currencies are never added.
#pragma once

#include <QDate>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>
#include <optional>

#include "store/listrows.h"

namespace billing::operations {

/// Every number that is shown anywhere and opens its rows.
enum class Metric {
  Mrr,
  CommittedMrr,
  Arr,
  Arpa,
  PayingCustomers,
  NewMrr,
  ExpansionMrr,
  ContractionMrr,
  ChurnedMrr,
  ReactivatedMrr,
  CurrencyMrr,
  NetNewMrr,
  LogoChurn,
  GrossChurn,
  NetChurn,
  NetRetention,
  GrossRetention,
  QuickRatio,
  Lifetime,
  TrialConversion,
  TrialsEnded,
  Owed,
  InDunning,
  InGrace,
  Invoiced,
  Recognised,
  Deferred,
  Collected,
  Refunded,
  Disputed,
  CreditsSold,
  CreditsUsed,
  CreditsExpired,
  CreditsOutstanding
};
inline constexpr int kMetricCount = static_cast<int>(Metric::CreditsOutstanding) + 1;
[[nodiscard]] QString metricKey(Metric metric);  ///< "mrr", "net_retention": stable, for the command line and exports
[[nodiscard]] std::optional<Metric> metricFrom(const QString& key);

enum class FigureKind {
  Money,    ///< minor units of `currency`
  Count,    ///< whole
  Percent,  ///< hundredths of a percent
  Ratio,    ///< hundredths of 1
  Credits   ///< tenths of a credit
};

/// Months are calendar months in `zone`; `from` is the first day of the first, `to` the last day of the last month.
struct FinancePeriod {
  QDate from, to;
  QString zone;  ///< "Europe/Berlin"; empty: the workspace's
  bool operator==(const FinancePeriod&) const = default;
};

/// One definition that was used: "MRR counts active and past due subscriptions", version 1.
struct DefinitionUsed {
  QString term;    ///< "paused", "discounts", "churn_at", ...: one of definitions()
  QString choice;  ///< "exclude"
  QString words;   ///< one sentence
  int version = 1;
};

struct Figure {
  Metric metric = Metric::Mrr;
  FigureKind kind = FigureKind::Money;
  QString currency;              ///< of the amounts that it was made of, also for shares and ratios; empty: none
  std::optional<qint64> value;   ///< nullopt: not defined ("n/a"), never 0 instead
  std::optional<qint64> before;  ///< of the period before, of the same length
  QString formula;               ///< "(churn + contraction) / MRR at the start"
  QStringList terms;             ///< the formula with its numbers: "(120.00 + 30.00) / 5,400.00 USD"
  QVector<DefinitionUsed> definitions;
  QString note;  ///< estimate, converted at a rate of a date, ...
  /// All currencies in `currency`, at rates and dates that the note tells; stands beside the currencies' own figures.
  bool converted = false;
};

/// One month of one currency, in minor units. Start and end are rounded, and a month starts with the end of the one
/// before; the movements make up the difference to the last unit, so that one of them may be a unit off its figure.
struct MonthRow {
  int month = 0;  ///< yyyymm
  QString currency;
  qint64 startMinor = 0, newMinor = 0, expansionMinor = 0, contractionMinor = 0, churnMinor = 0;
  qint64 reactivationMinor = 0, currencyMinor = 0, endMinor = 0;
  /// Who joined is new, came back or came from another currency; start + new - churned = end.
  int customersStart = 0, customersNew = 0, customersChurned = 0, customersEnd = 0;
  QString note;  ///< "definition of churn changed on 3 Mar", empty
};

/// A number's rows, with what each adds to it. The parts of all rows sum to the figure (sumMinor), to the last unit.
struct FigureRow {
  QString entity;  ///< subscription, customer, invoice, payment, refund, account: what a double click opens
  qint64 row = 0;  ///< row id there; 0: not known here
  QString externalId, customerExternalId, customerName, what;  ///< what: "Pro yearly", "invoice 2026-0042", "churn"
  qint64 at = 0;                                               ///< epoch ms; 0: none
  qint64 part = 0;                                             ///< FigureKind of the figure's numerator
  QString currency;
  QString role;  ///< "numerator", "denominator" for ratios; empty otherwise; of Lifetime also "customer", "at_start"
  QString provider;  ///< whose ids these are; empty for accounts
  qint64 exact = 0;  ///< before rounding: recurring revenue in 332640ths of a minor unit, all else as `part`
};
struct FigureRows {
  Figure figure;
  QVector<FigureRow> rows;
  qint64 sum = 0;  ///< of all parts without a role, or of the numerators
};

struct FigureQuestion {
  Metric metric = Metric::Mrr;
  FinancePeriod period;
  QString currency;
  int cohort = 0;  ///< yyyymm: only customers whose first paid MRR is of that month (Mrr, PayingCustomers); 0: all
  bool converted = false;  ///< the figure that converts all currencies to `currency`
  bool operator==(const FigureQuestion&) const = default;
};

/// What is owed at a day, by age; facts "AR aging".
struct AgeingRow {
  QString currency;
  QVector<qint64> totals;  ///< not due, 1-30, 31-60, 61-90, over 90 days; or as the choice "ageing" says
  QVector<int> invoices;
  QStringList names;  ///< of the ages: "not_due", "1-30", "over_90"
};
struct OwedRow {
  store::InvoiceRow invoice;
  int daysOverdue = 0;  ///< calendar days in the zone, not below 0
  int bucket = 0;
};
struct Owing {
  QVector<AgeingRow> ages;
  QVector<OwedRow> invoices;               ///< oldest first
  QVector<store::CurrencyFigure> credits;  ///< what we owe customers, apart
};

/// Customers by the month of their first paid MRR; active[k]: how many have MRR at the end of the k-th month after, or
/// where the workspace counts so (`everyThirtyDays`) 30 x (k + 1) days after their own first paid MRR.
struct CohortRow {
  int month = 0;
  QString currency;
  int size = 0;
  QVector<int> active;
  QVector<qint64> mrrMinor;
  bool everyThirtyDays = false;
};

/// Revenue of paid invoices spread over what they paid for, by day.
struct RevenueRow {
  int month = 0;
  QString currency;
  qint64 invoicedMinor = 0, recognisedMinor = 0, deferredMinor = 0, refundedMinor = 0, disputedMinor = 0;
};

struct CreditMonthRow {
  int month = 0;
  qint64 soldTenths = 0, grantedTenths = 0, usedTenths = 0, expiredTenths = 0, outstandingTenths = 0;
};

/// A choice between two ways to count.
struct Definition {
  QString term;         ///< "paused"
  QString title;        ///< "Paused subscriptions"
  QStringList choices;  ///< keys, the usual one first
  QStringList words;    ///< one sentence each
  QString chosen;
  int version = 1;
  qint64 since = 0;  ///< 0: it has always been so
  QString by, reason;
};

/// Both ways at once, over the same rows.
struct DefinitionEffect {
  Definition definition;
  QVector<QVector<Figure>> figures;  ///< one list for each choice, the same metrics in the same order
};

/// What the overview draws; months oldest first, all currencies.
struct FinanceOverview {
  FinancePeriod period;
  QVector<Figure> figures;  ///< the five key figures, for each currency the workspace has
  QVector<MonthRow> months;
  QVector<CohortRow> cohorts;
  QVector<AgeingRow> ages;
  QVector<store::SubscriptionRow> renewals;  ///< of the next 30 days, soonest first, at most 200
  QVector<store::CurrencyFigure> expected;   ///< what they are expected to bring: an estimate
  qint64 builtAt = 0;
};

}  // namespace billing::operations
