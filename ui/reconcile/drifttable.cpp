#include "ui/reconcile/drifttable.h"

#include <QCoreApplication>
#include <QHash>

#include "models/facts.h"

namespace billing::ui {
namespace {

using models::columnText;
using models::textFact;
using operations::Drift;
using K = models::CellKind;

using Words = QHash<QString, QString>;

QString worded(const Words& words, const QString& word) {
  return words.value(word, QString(word).replace(QLatin1Char('_'), QLatin1Char(' ')));
}

// Nothing is a value too, and no empty cell.
QString valueOrNothing(const QString& value) {
  return value.isEmpty() ? columnText("nothing") : value;
}

}  // namespace

QString driftKindText(const QString& kind) {
  static const Words words{{QStringLiteral("field"), columnText("differs")},
                           {QStringLiteral("missing_here"), columnText("missing here")},
                           {QStringLiteral("missing_there"), columnText("missing at the provider")},
                           {QStringLiteral("paid_without_access"), columnText("paid without access")},
                           {QStringLiteral("access_without_payment"), columnText("access without payment")},
                           {QStringLiteral("credit_cache"), columnText("credits out of step")},
                           {QStringLiteral("payout_without_payment"), columnText("paid out, not here")},
                           {QStringLiteral("payout_amount"), columnText("payout does not add up")},
                           {QStringLiteral("payout_twice"), columnText("paid out twice")},
                           {QStringLiteral("payment_without_payout"), columnText("never paid out")}};
  return worded(words, kind);
}

QString driftCauseText(const QString& cause) {
  static const Words words{{QStringLiteral("missed_event"), columnText("missed event")},
                           {QStringLiteral("late_event"), columnText("late event")},
                           {QStringLiteral("manual_edit"), columnText("edited by hand")},
                           {QStringLiteral("not_applied"), columnText("not applied")},
                           {QStringLiteral("unknown"), columnText("not known")}};
  return worded(words, cause);
}

QString driftEntityText(const QString& entity) {
  return worded({}, entity);
}

models::FactTable driftTable() {
  return models::makeTable<Drift>({
      {{"entity", columnText("What"), K::Text, false},
       [](const Drift& d) { return textFact(driftEntityText(d.entity)); }},
      {{"external_id", columnText("Object"), K::Id, false}, [](const Drift& d) { return textFact(d.externalId); }},
      {{"kind", columnText("How"), K::Text, false}, [](const Drift& d) { return textFact(driftKindText(d.kind)); }},
      {{"field", columnText("Field"), K::Text, false},
       [](const Drift& d) { return textFact(QString(d.field).replace(QLatin1Char('_'), QLatin1Char(' '))); }},
      {{"at_provider", columnText("Provider"), K::Text, false},
       [](const Drift& d) { return textFact(valueOrNothing(d.atProvider)); }},
      {{"in_database", columnText("Database"), K::Text, false},
       [](const Drift& d) { return textFact(valueOrNothing(d.inDatabase)); }},
      {{"in_webhooks", columnText("Webhooks"), K::Text, false},
       [](const Drift& d) { return textFact(valueOrNothing(d.inWebhooks)); }},
      {{"cause", columnText("Why"), K::Text, false},
       [](const Drift& d) { return textFact(driftCauseText(d.cause), d.explanation); }},
      {{"state", columnText("State"), K::Text, false}, [](const Drift& d) { return textFact(d.state); }},
  });
}

models::FactTable repairStepTable() {
  return models::makeTable<StepRow>({
      {{"words", columnText("What is done"), K::Text, false},
       [](const StepRow& r) { return textFact(r.step.words, r.step.words); }},
      {{"before", columnText("Before"), K::Text, false},
       [](const StepRow& r) { return textFact(valueOrNothing(r.step.before)); }},
      {{"after", columnText("After"), K::Text, false},
       [](const StepRow& r) { return textFact(valueOrNothing(r.step.after)); }},
  });
}

}  // namespace billing::ui
