#include "models/outboxtable.h"

#include "models/facts.h"

namespace billing::models {
namespace {

QString callStatus(const WordedCall& row) {
  return QLatin1String(store::toString(row.call.state));
}

Fact amountFact(const std::optional<qint64>& minor, const QString& currency) {
  return minor ? moneyFact(*minor, currency) : Fact{};
}

}  // namespace

FactTable outboxTable() {
  using K = CellKind;
  using Row = WordedCall;
  return makeTable<Row>(
      {
          {{"created_at", columnText("Asked"), K::Instant, false},
           [](const Row& r) { return instantFact(r.call.createdAt); }},
          {{"what", columnText("What"), K::Text, false}, [](const Row& r) { return textFact(r.sentence); }},
          {{"state", columnText("State"), K::Status, false},
           [](const Row& r) { return textFact(callStatus(r), r.call.error); }},
          {{"previewed", columnText("Previewed"), K::Money, false},
           [](const Row& r) { return amountFact(r.call.previewedMinor, r.call.currency); }},
          {{"actual", columnText("Happened"), K::Money, false},
           [](const Row& r) { return amountFact(r.call.actualMinor, r.call.currency); }},
          {{"asked_by", columnText("By"), K::Text, false}, [](const Row& r) { return textFact(r.call.askedBy); }},
          {{"reason", columnText("Why"), K::Text, false}, [](const Row& r) { return textFact(r.call.reason); }},
          {{"subject", columnText("Of"), K::Id, false}, [](const Row& r) { return textFact(r.call.subject); }},
          {{"request_id", columnText("Request"), K::Id, false},
           [](const Row& r) { return textFact(r.call.requestId); }},
          {{"operation", columnText("Operation"), K::Id, false},
           [](const Row& r) { return textFact(r.call.operation); }},
      },
      &callStatus);
}

}  // namespace billing::models
