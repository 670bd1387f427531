#include "operations/finance/metrictable.h"

#include <algorithm>

namespace billing::operations {
namespace {

using enum FigureKind;
using enum FigureShape;
using Source = FigureSource;

std::vector<MetricFacts> revenueMetrics() {
  constexpr auto from = Source::Revenue;
  return {
      {Metric::Mrr,
       "mrr",
       Money,
       Sum,
       from,
       "sum of amount x factor / interval",
       {"mrr", "paused", "discounts", "churn_at", "rounding"}},
      {Metric::CommittedMrr,
       "committed_mrr",
       Money,
       Sum,
       from,
       "MRR - scheduled cancellations",
       {"committed", "mrr", "paused", "discounts", "rounding"}},
      {Metric::Arr, "arr", Money, Sum, from, "12 x exact MRR", {"arr", "mrr", "paused", "discounts", "rounding"}},
      {Metric::Arpa, "arpa", Money, Average, from, "MRR / paying customers", {"arpa", "mrr"}},
      {Metric::PayingCustomers, "paying_customers", Count, Sum, from, "customers with MRR", {"customers", "mrr"}},
      {Metric::NewMrr,
       "new_mrr",
       Money,
       Sum,
       from,
       "MRR of new customers",
       {"movements", "reactivation", "same_month"}},
      {Metric::ExpansionMrr, "expansion_mrr", Money, Sum, from, "more MRR of customers", {"movements"}},
      {Metric::ContractionMrr, "contraction_mrr", Money, Sum, from, "less MRR of customers who stay", {"movements"}},
      {Metric::ChurnedMrr,
       "churned_mrr",
       Money,
       Sum,
       from,
       "MRR of customers who left",
       {"movements", "churn_at", "same_month"}},
      {Metric::ReactivatedMrr,
       "reactivated_mrr",
       Money,
       Sum,
       from,
       "MRR of customers who came back",
       {"movements", "reactivation"}},
      {Metric::CurrencyMrr,
       "currency_mrr",
       Money,
       Sum,
       from,
       "MRR that moved between currencies or by the rate",
       {"currency"}},
      {Metric::NetNewMrr,
       "net_new_mrr",
       Money,
       Sum,
       from,
       "new + expansion + reactivation + contraction + churn + currency",
       {"movements"}},
      {Metric::LogoChurn,
       "logo_churn",
       Percent,
       Share,
       from,
       "customers lost / customers at the start",
       {"logo_churn", "churn_at", "same_month"}},
      {Metric::GrossChurn,
       "gross_churn",
       Percent,
       Share,
       from,
       "(churn + contraction) / MRR at the start",
       {"gross_churn", "movements"}},
      {Metric::NetChurn,
       "net_churn",
       Percent,
       Share,
       from,
       "(churn + contraction - expansion) / MRR at the start",
       {"net_churn", "movements"}},
      {Metric::NetRetention,
       "net_retention",
       Percent,
       Share,
       from,
       "MRR at the end of the customers at the start / their MRR at the start",
       {"net_retention"}},
      {Metric::GrossRetention,
       "gross_retention",
       Percent,
       Share,
       from,
       "the lesser of MRR at the end and at the start, by customer / MRR at the start",
       {"gross_retention"}},
      {Metric::QuickRatio,
       "quick_ratio",
       Ratio,
       Share,
       from,
       "(new + expansion) / (contraction + churn)",
       {"quick_ratio", "movements"}},
      {Metric::Lifetime,
       "lifetime",
       Money,
       Lifetime,
       from,
       "average revenue x margin / customer churn",
       {"lifetime", "arpa", "logo_churn"}},
  };
}

std::vector<MetricFacts> otherMetrics() {
  return {
      {Metric::TrialConversion,
       "trial_conversion",
       Percent,
       Share,
       Source::Trials,
       "trials paid / trials ended",
       {"trial_conversion", "converted"}},
      {Metric::TrialsEnded,
       "trials_ended",
       Count,
       Sum,
       Source::Trials,
       "trials that ended in the period",
       {"converted"}},
      {Metric::Owed, "owed", Money, Sum, Source::Receivables, "what remains of issued invoices", {"owed", "ageing"}},
      {Metric::InDunning,
       "in_dunning",
       Money,
       Sum,
       Source::Receivables,
       "one period of subscriptions that failed",
       {"dunning"}},
      {Metric::InGrace, "in_grace", Money, Sum, Source::Receivables, "one period of accounts in grace", {"grace"}},
      {Metric::Invoiced, "invoiced", Money, Sum, Source::Documents, "net amounts of paid invoices", {"invoiced"}},
      {Metric::Recognised,
       "recognised",
       Money,
       Sum,
       Source::Documents,
       "earned in the period, invoice by invoice",
       {"recognition", "invoiced"}},
      {Metric::Deferred,
       "deferred",
       Money,
       Sum,
       Source::Documents,
       "invoiced - recognised until the end",
       {"deferred", "recognition", "invoiced"}},
      {Metric::Collected, "collected", Money, Sum, Source::Documents, "succeeded payments", {"collected"}},
      {Metric::Refunded, "refunded", Money, Sum, Source::Documents, "succeeded refunds", {"refunded"}},
      {Metric::Disputed, "disputed", Money, Sum, Source::Documents, "disputes opened", {"disputed"}},
      {Metric::CreditsSold, "credits_sold", Credits, Sum, Source::Credits, "credits bought and topped up", {"credits"}},
      {Metric::CreditsUsed, "credits_used", Credits, Sum, Source::Credits, "credits used", {"credits"}},
      {Metric::CreditsExpired, "credits_expired", Credits, Sum, Source::Credits, "credits that lapsed", {"credits"}},
      {Metric::CreditsOutstanding,
       "credits_outstanding",
       Credits,
       Sum,
       Source::Credits,
       "granted - used - expired until the end",
       {"credits"}},
  };
}

}  // namespace

std::span<const MetricFacts> metricTable() {
  static const std::vector<MetricFacts> table = [] {
    auto all = revenueMetrics();
    for (auto& one : otherMetrics()) all.push_back(std::move(one));
    return all;
  }();
  return table;
}

const MetricFacts& factsOfMetric(Metric metric) {
  return metricTable()[static_cast<std::size_t>(metric)];
}

QString metricKey(Metric metric) {
  return QLatin1String(factsOfMetric(metric).key);
}

std::optional<Metric> metricFrom(const QString& key) {
  const auto table = metricTable();
  const auto found =
      std::ranges::find_if(table, [&](const MetricFacts& facts) { return key == QLatin1String(facts.key); });
  return found == table.end() ? std::nullopt : std::optional(found->metric);
}

}  // namespace billing::operations
