#include "ui/bulk/bulktables.h"

#include "models/facts.h"

namespace billing::ui {
namespace {

using models::columnText;
using models::Fact;
using models::moneyFact;
using models::numberFact;
using models::textFact;
using K = models::CellKind;

QString currencyCode(const Currency& currency) {
  const auto code = currency.code();
  return QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
}

Fact amountFact(std::int64_t minor, const Currency& currency) {
  return currency.empty() ? Fact{} : moneyFact(minor, currencyCode(currency));
}

Fact estimateFact(const Numbered<operations::BulkTotals>& r) {
  if (r.row.estimates == 0) return textFact(columnText("no: the provider's own figures"));
  return textFact(r.row.estimates == r.row.count ? columnText("yes, all of them")
                                                 : columnText("%1 of %2").arg(r.row.estimates).arg(r.row.count));
}

}  // namespace

models::FactTable bulkRunTable() {
  using Row = store::BulkRunRow;
  return models::makeTable<Row>(
      {
          {{"created_at", columnText("Asked"), K::Instant, false},
           [](const Row& r) { return models::instantFact(r.createdAt); }},
          {{"name", columnText("What"), K::Text, false}, [](const Row& r) { return textFact(r.name, r.reason); }},
          {{"state", columnText("State"), K::Status, false}, [](const Row& r) { return textFact(r.state, r.note); }},
          {{"total", columnText("Objects"), K::Count, false}, [](const Row& r) { return numberFact(r.total); }},
          {{"done", columnText("Done"), K::Count, false}, [](const Row& r) { return numberFact(r.done); }},
          {{"refused", columnText("Refused"), K::Count, false}, [](const Row& r) { return numberFact(r.refused); }},
          {{"asked_by", columnText("Asked by"), K::Text, false}, [](const Row& r) { return textFact(r.askedBy); }},
      },
      [](const Row& r) { return r.state; });
}

models::FactTable bulkItemTable() {
  using Row = store::BulkItemRow;
  return models::makeTable<Row>(
      {
          {{"subject", columnText("Object"), K::Id, false}, [](const Row& r) { return textFact(r.subject); }},
          {{"state", columnText("Outcome"), K::Status, false},
           [](const Row& r) { return textFact(r.state, r.message); }},
          {{"message", columnText("Why"), K::Text, false}, [](const Row& r) { return textFact(r.message); }},
          {{"operation", columnText("Operation"), K::Id, false}, [](const Row& r) { return textFact(r.operation); }},
          {{"updated_at", columnText("When"), K::Instant, false},
           [](const Row& r) { return models::instantFact(r.updatedAt); }},
      },
      [](const Row& r) { return r.state; });
}

models::FactTable bulkTotalTable() {
  using Row = Numbered<operations::BulkTotals>;
  return models::makeTable<Row>({
      {{"currency", columnText("Currency"), K::Text, false},
       [](const Row& r) { return textFact(currencyCode(r.row.currency)); }},
      {{"count", columnText("Objects"), K::Count, false}, [](const Row& r) { return numberFact(r.row.count); }},
      {{"charged", columnText("Charged today"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.chargedMinor, r.row.currency); }},
      {{"given_back", columnText("Given back"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.givenBackMinor, r.row.currency); }},
      {{"next", columnText("Next invoices"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.nextMinor, r.row.currency); }},
      {{"estimate", columnText("Estimate"), K::Text, false}, &estimateFact},
  });
}

models::FactTable bulkRefusalTable() {
  using Row = Numbered<operations::BulkRefusal>;
  return models::makeTable<Row>({
      {{"count", columnText("Objects"), K::Count, false}, [](const Row& r) { return numberFact(r.row.count); }},
      {{"message", columnText("Why not"), K::Text, false}, [](const Row& r) { return textFact(r.row.message); }},
      {{"subjects", columnText("For example"), K::Text, false},
       [](const Row& r) { return textFact(r.row.subjects.join(QStringLiteral(", "))); }},
  });
}

models::FactTable rehearsalLineTable() {
  using Row = Numbered<operations::RehearsalLine>;
  return models::makeTable<Row>({
      {{"who", columnText("Who"), K::Text, false},
       [](const Row& r) { return models::nameFact({r.row.name, r.row.account, r.row.subject}); }},
      {{"subject", columnText("Object"), K::Id, false}, [](const Row& r) { return textFact(r.row.subject); }},
      {{"hit", columnText("Hit"), K::Text, false},
       [](const Row& r) { return textFact(r.row.hit ? columnText("yes") : columnText("no")); }},
      {{"before", columnText("Before"), K::Text, false}, [](const Row& r) { return textFact(r.row.before); }},
      {{"after", columnText("After"), K::Text, false},
       [](const Row& r) { return textFact(r.row.hit ? r.row.after : QString()); }},
      {{"today", columnText("Today"), K::Money, false},
       [](const Row& r) { return r.row.hit ? amountFact(r.row.todayMinor, r.row.currency) : Fact{}; }},
      {{"monthly_before", columnText("A month before"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.monthlyBeforeMinor, r.row.currency); }},
      {{"monthly_after", columnText("A month after"), K::Money, false},
       [](const Row& r) { return r.row.hit ? amountFact(r.row.monthlyAfterMinor, r.row.currency) : Fact{}; }},
      {{"reason", columnText("Why"), K::Text, false}, [](const Row& r) { return textFact(r.row.reason); }},
  });
}

models::FactTable rehearsalSumTable() {
  using Row = Numbered<operations::RehearsalSum>;
  return models::makeTable<Row>({
      {{"currency", columnText("Currency"), K::Text, false},
       [](const Row& r) { return textFact(currencyCode(r.row.currency)); }},
      {{"count", columnText("Hit"), K::Count, false}, [](const Row& r) { return numberFact(r.row.count); }},
      {{"today", columnText("Today"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.todayMinor, r.row.currency); }},
      {{"before", columnText("A month before"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.monthlyBeforeMinor, r.row.currency); }},
      {{"after", columnText("A month after"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.monthlyAfterMinor, r.row.currency); }},
      {{"change", columnText("Change"), K::Money, false},
       [](const Row& r) { return amountFact(r.row.monthlyAfterMinor - r.row.monthlyBeforeMinor, r.row.currency); }},
  });
}

}  // namespace billing::ui
