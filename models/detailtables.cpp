#include "models/detailtables.h"

#include "models/facts.h"

namespace billing::models {
namespace {

QString verdictOf(const store::AttemptDetail& attempt) {
  return attempt.verdict;
}

QString outcomeOf(const EffectRow& row) {
  return row.outcome;
}

Fact bytesFact(const QByteArray& bytes) {
  return textFact(QString::fromUtf8(bytes));
}

}  // namespace

QVector<EffectRow> effectRows(const QVector<store::EffectDetail>& effects) {
  QVector<EffectRow> rows;
  for (const store::EffectDetail& effect : effects) {
    for (const store::FieldChange& change : effect.changes)
      rows.push_back({effect.entity, effect.externalId, effect.outcome, change.field, change.before, change.after});
    if (effect.changes.isEmpty()) rows.push_back({effect.entity, effect.externalId, effect.outcome, {}, {}, {}});
  }
  return rows;
}

FactTable attemptTable() {
  using K = CellKind;
  using Row = store::AttemptDetail;
  return makeTable<Row>(
      {
          {{"number", columnText("Attempt"), K::Count, false}, [](const Row& r) { return numberFact(r.number); }},
          {{"received_at", columnText("Time"), K::Instant, false},
           [](const Row& r) { return instantFact(r.receivedAt); }},
          {{"verdict", columnText("Verdict"), K::Status, false},
           [](const Row& r) { return textFact(r.verdict, r.detail); }},
          {{"detail", columnText("Reason"), K::Text, false}, [](const Row& r) { return textFact(r.detail); }},
          {{"http_status", columnText("Answer"), K::Count, false},
           [](const Row& r) { return numberFact(r.httpStatus); }},
          {{"secret_label", columnText("Secret"), K::Text, false},
           [](const Row& r) { return textFact(r.secretLabel); }},
          {{"remote", columnText("Sender"), K::Text, false}, [](const Row& r) { return textFact(r.remote); }},
          {{"bytes", columnText("Bytes"), K::Count, false}, [](const Row& r) { return numberFact(r.body.size()); }},
      },
      &verdictOf);
}

FactTable effectTable() {
  using K = CellKind;
  using Row = EffectRow;
  return makeTable<Row>(
      {
          {{"entity", columnText("Object"), K::Text, false}, [](const Row& r) { return textFact(r.entity); }},
          {{"external_id", columnText("Id"), K::Id, false}, [](const Row& r) { return textFact(r.externalId); }},
          {{"outcome", columnText("Outcome"), K::Status, false}, [](const Row& r) { return textFact(r.outcome); }},
          {{"field", columnText("Field"), K::Text, false}, [](const Row& r) { return textFact(r.field); }},
          {{"before", columnText("Before"), K::Text, false}, [](const Row& r) { return textFact(r.before); }},
          {{"after", columnText("After"), K::Text, false}, [](const Row& r) { return textFact(r.after); }},
      },
      &outcomeOf);
}

FactTable headerTable() {
  using K = CellKind;
  using Row = HeaderRow;
  return makeTable<Row>({
      {{"name", columnText("Header"), K::Text, false}, [](const Row& r) { return bytesFact(r.first); }},
      {{"value", columnText("Value"), K::Text, false}, [](const Row& r) { return bytesFact(r.second); }},
  });
}

}  // namespace billing::models
