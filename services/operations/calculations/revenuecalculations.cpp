// mrr, movements, retention, ageing.
#include "metrics/ageing.h"
#include "metrics/movements.h"
#include "metrics/mrrsummary.h"
#include "metrics/retention.h"
#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

// Words of either provider: "canceled", "incomplete" and whatever else is neither active, past_due nor paused counts
// for nothing.
BookedSubscription bookedFrom(CaseInput& input) {
  BookedSubscription booked;
  booked.customer = input.text("customer");
  booked.status = subscriptionStatusFrom(input.text("status"));
  booked.amountMinor = input.integer("amount_minor");
  booked.quantity = input.integer("quantity");
  booked.interval = input.interval();
  booked.cancelAt = input.instantOrNull("cancel_at");
  return booked;
}

Discount discountFrom(CaseInput& input) {
  const auto percent = percentFrom(input.text("percent"));
  if (!percent || percent->parts > percent->whole()) input.refuse("percent");
  const std::string duration = input.text("duration");
  if (duration == "forever") return {percent.value_or(Percent{}), DiscountDuration::Forever};
  if (duration != "once" && duration != "repeating") input.refuse("duration");
  return {percent.value_or(Percent{}), DiscountDuration::Repeating};
}

std::vector<BookedSubscription> bookFrom(CaseInput& input) {
  std::vector<BookedSubscription> book;
  const QJsonArray given = input.list("subscriptions");
  for (const auto& one : given) {
    book.push_back(input.within(one, bookedFrom));
    if (const QJsonValue discount = one.toObject()[u"discount"]; discount.isObject())
      book.back().discount = input.within(discount, discountFrom);
  }
  return book;
}

QJsonObject answerMrr(CaseInput& input) {
  const Currency currency = input.currency("currency");
  const MrrRules rules{input.text("paused") == "include", input.text("discounts") == "all_active"};
  const auto summary = summariseMrr(bookFrom(input), rules, input.instant("as_of"));
  if (!summary) return refusal(summary.error());
  const auto decimal = [&](std::int64_t minor) { return QString::fromStdString(toDecimal({minor, currency})); };
  return {{QStringLiteral("mrr"), decimal(summary->mrrMinor)},
          {QStringLiteral("committed_mrr"), decimal(summary->committedMinor)},
          {QStringLiteral("arr"), decimal(summary->arrMinor)},
          {QStringLiteral("paying_customers"), qint64{summary->payingCustomers}},
          {QStringLiteral("arpa"), summary->arpaMinor ? QJsonValue(decimal(*summary->arpaMinor)) : QJsonValue()}};
}

MrrChange changeFrom(CaseInput& input) {
  return {input.text("customer"), input.instant("at"), input.integer("mrr_minor")};
}

YearMonth monthFrom(CaseInput& input, const QString& text) {
  const auto first = dateFrom(text.toStdString() + "-01");
  if (!first) input.refuse("months");
  return first ? YearMonth{first->year, first->month} : YearMonth{};
}

QJsonObject toJson(const QString& month, const MonthMovements& movements) {
  return {{QStringLiteral("month"), month},
          {QStringLiteral("start_minor"), qint64{movements.startMinor}},
          {QStringLiteral("new_minor"), qint64{movements.newMinor}},
          {QStringLiteral("expansion_minor"), qint64{movements.expansionMinor}},
          {QStringLiteral("contraction_minor"), qint64{movements.contractionMinor}},
          {QStringLiteral("churn_minor"), qint64{movements.churnMinor}},
          {QStringLiteral("reactivation_minor"), qint64{movements.reactivationMinor}},
          {QStringLiteral("end_minor"), qint64{movements.endMinor}}};
}

QJsonObject answerMovements(CaseInput& input) {
  const std::string by = input.text("by");
  if (by != "net" && by != "event") input.refuse("by");
  std::vector<MrrChange> changes;
  const QJsonArray given = input.list("changes");
  for (const auto& one : given) changes.push_back(input.within(one, changeFrom));
  std::vector<YearMonth> months;
  const QJsonArray names = input.list("months");
  for (const auto& name : names) months.push_back(monthFrom(input, name.toString()));
  const auto movements = movementsOf(changes, months, by == "event" ? MovementsBy::Event : MovementsBy::Net);
  if (!movements) return refusal(movements.error());
  QJsonArray list;
  for (std::size_t i = 0; i < movements->size(); ++i)
    list.append(toJson(names.at(static_cast<qsizetype>(i)).toString(), movements->at(i)));
  return {{QStringLiteral("months"), list}};
}

QJsonValue orNull(std::optional<std::int64_t> hundredths) {
  return hundredths ? QJsonValue(QString::fromStdString(hundredthsText(*hundredths))) : QJsonValue();
}

QJsonObject answerRetention(CaseInput& input) {
  const Retention retention =
      retentionOf({input.integer("start_minor"), input.integer("new_minor"), input.integer("expansion_minor"),
                   input.integer("contraction_minor"), input.integer("churn_minor"), input.integer("customers_start"),
                   input.integer("customers_churned")});
  return {{QStringLiteral("gross_churn_percent"), orNull(retention.grossChurn)},
          {QStringLiteral("net_churn_percent"), orNull(retention.netChurn)},
          {QStringLiteral("nrr_percent"), orNull(retention.netRevenue)},
          {QStringLiteral("grr_percent"), orNull(retention.grossRevenue)},
          {QStringLiteral("logo_churn_percent"), orNull(retention.logoChurn)},
          {QStringLiteral("quick_ratio"), orNull(retention.quickRatio)}};
}

OwedInvoice owedFrom(CaseInput& input) {
  return {input.text("id"), input.date("due"), input.integer("remaining_minor")};
}

QJsonObject answerAgeing(CaseInput& input) {
  std::vector<OwedInvoice> invoices;
  const QJsonArray given = input.list("invoices");
  for (const auto& one : given) invoices.push_back(input.within(one, owedFrom));
  const auto ageing = ageInvoices(invoices, input.text("zone"), input.instant("as_of"));
  if (!ageing) return refusal(ageing.error());
  QJsonObject buckets;
  for (std::size_t i = 0; i < ageingBuckets.size(); ++i)
    buckets.insert(QString::fromUtf8(ageingBuckets.at(i)), qint64{ageing->totals.at(i)});
  QJsonObject days;
  for (std::size_t i = 0; i < invoices.size(); ++i)
    days.insert(QString::fromStdString(invoices[i].id), qint64{ageing->daysOverdue.at(i)});
  return {{QStringLiteral("buckets"), buckets}, {QStringLiteral("days_overdue"), days}};
}

constexpr std::array kRevenueKinds{Calculation{"mrr", answerMrr}, Calculation{"movements", answerMovements},
                                   Calculation{"retention", answerRetention}, Calculation{"ageing", answerAgeing}};

}  // namespace

std::span<const Calculation> revenueCalculations() {
  return kRevenueKinds;
}

}  // namespace billing::operations
