#include "metrics/definitions.h"

#include <algorithm>
#include <utility>

namespace billing {
namespace {

std::vector<DefinitionTerm> choosableTerms() {
  return {
      {"paused",
       "Paused subscriptions",
       1,
       {{"exclude", "Paused subscriptions do not count as recurring revenue"},
        {"include", "Paused subscriptions count as recurring revenue until they end"}},
       true},
      {"discounts",
       "Discounts",
       1,
       {{"forever_only", "Discounts that last forever lower the recurring revenue, those for a while do not"},
        {"all_active", "Every discount that is running lowers the recurring revenue"}},
       true},
      {"rounding",
       "Rounding of recurring revenue",
       1,
       {{"once", "Recurring revenue is summed exactly and rounded once"},
        {"each", "The monthly amount of each subscription is rounded, then summed; movements stay exact"}}},
      {"churn_at",
       "Time of a cancellation",
       1,
       {{"period_end", "Who has cancelled counts until the end of what is paid for, then as churn"},
        {"request", "Who cancels is churn at the moment of asking"}},
       true},
      {"reactivation",
       "Customers who come back",
       1,
       {{"ever", "Who had recurring revenue at any time before and comes back is a reactivation"},
        {"within_90_days", "Who comes back within 90 days is a reactivation, later a new customer"}},
       true},
      {"same_month",
       "Customers who come and go within a month",
       1,
       {{"count", "Who comes and goes within one month counts as new and as churn"},
        {"ignore", "Who comes and goes within one month is left out of new and churn"}}},
      {"arpa",
       "Average revenue",
       1,
       {{"customer", "Average revenue is MRR / paying customers"},
        {"subscription", "Average revenue is MRR / subscriptions that count"}}},
      {"logo_churn",
       "Customer churn",
       1,
       {{"at_start", "Customer churn is customers lost / customers at the start, of those at the start only"},
        {"with_joiners", "Customer churn is all customers lost / (customers at the start + new ones)"}}},
      {"net_churn",
       "Net revenue churn",
       1,
       {{"without_return", "Net churn is (churn + contraction - expansion) / MRR at the start"},
        {"with_return", "Net churn is (churn + contraction - expansion - reactivation) / MRR at the start"}}},
      {"quick_ratio",
       "Quick ratio",
       1,
       {{"without_return", "Quick ratio is (new + expansion) / (contraction + churn)"},
        {"with_return", "Quick ratio is (new + expansion + reactivation) / (contraction + churn)"}}},
      {"lifetime",
       "Lifetime value",
       1,
       {{"margin", "Lifetime value is average revenue x margin / customer churn; undefined without churn"},
        {"revenue", "Lifetime value is average revenue / customer churn, without a margin; undefined without churn"},
        {"cost",
         "Lifetime value is (average revenue - cost of a customer) / customer churn; undefined without churn"}}},
      {"trial_conversion",
       "Trial conversion",
       1,
       {{"rolling_30", "Trial conversion is paid / ended of the trials that ended in the last 30 days"},
        {"start_cohort", "Trial conversion is paid / ended of the trials that began in the period"}}},
      {"cohort",
       "Retention by cohort",
       1,
       {{"month", "A cohort is the month of the first paid MRR; active is who has MRR at each month's end"},
        {"first_30_days", "Column 0 is who is still there 30 days after the first paid MRR, then every 30 days"}}},
      {"ageing",
       "Age of what is owed",
       1,
       {{"30_60_90", "Days past due in the workspace's zone: not due, 1-30, 31-60, 61-90, over 90"},
        {"7_14_30", "Days past due in the workspace's zone: not due, 1-7, 8-14, 15-30, over 30"}}},
      {"recognition",
       "Recognised revenue",
       1,
       {{"second", "An invoice is recognised evenly by the second over the period that it pays for"},
        {"day", "An invoice is recognised evenly by whole days over the period that it pays for"}}},
  };
}

std::vector<DefinitionTerm> plainTerms() {
  return {
      {"mrr",
       "Monthly recurring revenue",
       1,
       {{"",
         "MRR is what active and past due subscriptions bring in a month, net of tax, without metered and one-off "
         "amounts: day x 365/12, week x 52/12, year / 12"}}},
      {"committed", "Committed MRR", 1, {{"", "Committed MRR is MRR without the subscriptions that are going to end"}}},
      {"arr", "Annual recurring revenue", 1, {{"", "ARR is 12 x the exact MRR"}}},
      {"customers", "Paying customers", 1, {{"", "A paying customer has recurring revenue above zero"}}},
      {"movements",
       "Movements of MRR",
       1,
       {{"",
         "By customer, from MRR before and after each change: from zero up is new (or a reactivation), to zero "
         "churn, else expansion or contraction; start + movements = end"}}},
      {"currency",
       "Change of rate",
       1,
       {{"", "What only a change of the exchange rate made of the MRR at the start is a movement of its own"}}},
      {"gross_churn", "Gross revenue churn", 1, {{"", "Gross churn is (churn + contraction) / MRR at the start"}}},
      {"net_retention",
       "Net revenue retention",
       1,
       {{"", "NRR is the MRR at the end of the customers who had some at the start / their MRR at the start"}}},
      {"gross_retention",
       "Gross revenue retention",
       1,
       {{"", "GRR is as NRR, with each customer counted for at most its MRR at the start"}}},
      {"converted", "Converted trials", 1, {{"", "A trial has converted when its first payment succeeded"}}},
      {"owed", "Owed", 1, {{"", "Owed is what remains of issued invoices; what we owe customers stands apart"}}},
      {"dunning",
       "In dunning",
       1,
       {{"",
         "In dunning is one period's amount of the subscriptions whose payment failed, on the provider's schedule"}}},
      {"grace", "In grace", 1, {{"", "In grace is one period's amount of the accounts whose plan is kept for now"}}},
      {"invoiced",
       "Invoiced",
       1,
       {{"", "Invoiced is the net amount (without tax) of the paid invoices, by issue date"}}},
      {"deferred",
       "Deferred revenue",
       1,
       {{"", "Deferred is what was invoiced and is not recognised yet; recognised + deferred = invoiced"}}},
      {"collected", "Collected", 1, {{"", "Collected is the sum of succeeded payments, tax included, by their date"}}},
      {"refunded", "Refunded", 1, {{"", "Refunded is the sum of succeeded refunds, by their date"}}},
      {"disputed", "Disputed", 1, {{"", "Disputed is the sum of disputed amounts, by the day a dispute was opened"}}},
      {"credits",
       "Credits",
       1,
       {{"",
         "Credits sold are those bought or topped up; outstanding is what was granted and is neither used nor "
         "expired: a liability"}}},
      {"conversion",
       "Converted total",
       1,
       {{"", "Unlike currencies are never added; a converted total uses the rates of the workspace's file"}}},
  };
}

const std::vector<DefinitionTerm>& allTerms() {
  static const std::vector<DefinitionTerm> terms = [] {
    auto all = choosableTerms();
    for (auto& term : plainTerms()) all.push_back(std::move(term));
    return all;
  }();
  return terms;
}

}  // namespace

std::span<const DefinitionTerm> definitionTerms() {
  return allTerms();
}

const DefinitionTerm* definitionTerm(std::string_view key) {
  const auto found = std::ranges::find_if(allTerms(), [&](const DefinitionTerm& term) { return key == term.key; });
  return found == allTerms().end() ? nullptr : &*found;
}

std::string_view definitionWords(const DefinitionTerm& term, std::string_view choice) {
  const auto found = std::ranges::find_if(term.choices, [&](const DefinitionChoice& one) { return choice == one.key; });
  return found == term.choices.end() ? std::string_view() : std::string_view(found->words);
}

DefinitionChoices::DefinitionChoices(const std::map<std::string, std::string>& chosen) {
  for (const auto& [key, choice] : chosen) {
    const DefinitionTerm* term = definitionTerm(key);
    if (term != nullptr && !definitionWords(*term, choice).empty()) chosen_[key] = choice;
  }
}

std::string_view DefinitionChoices::of(std::string_view term) const {
  if (const auto own = chosen_.find(term); own != chosen_.end()) return own->second;
  const DefinitionTerm* known = definitionTerm(term);
  return known == nullptr ? std::string_view() : std::string_view(known->choices.front().key);
}

DefinitionChoices DefinitionChoices::with(std::string_view term, std::string_view choice) const {
  DefinitionChoices other = *this;
  other.chosen_[std::string(term)] = std::string(choice);
  return other;
}

}  // namespace billing
