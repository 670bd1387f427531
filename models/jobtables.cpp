#include "models/jobtables.h"

#include "models/facts.h"

namespace billing::models {
namespace {

QString runStatus(const store::JobRunRow& row) {
  return row.status;
}

QString itemStatus(const NumberedItem& item) {
  return item.row.outcome;
}

Fact runTookFact(const store::JobRunRow& row) {
  return row.finishedAt ? Fact{QVariant::fromValue(*row.finishedAt - row.startedAt), {}, {}, {}, {}} : Fact{};
}

}  // namespace

QString jobName(const QString& job) {
  if (job == QLatin1String("downgrade")) return columnText("Downgrade");
  if (job == QLatin1String("top_up")) return columnText("Top up");
  if (job == QLatin1String("expire")) return columnText("Expire");
  return job;
}

QString askerName(const QString& askedBy) {
  if (askedBy == QLatin1String("schedule")) return columnText("the timetable");
  if (askedBy == QLatin1String("console")) return columnText("this console");
  return askedBy;
}

FactTable jobRunTable() {
  using K = CellKind;
  using Row = store::JobRunRow;
  return makeTable<Row>(
      {
          {{"started_at", columnText("Started"), K::Instant, false},
           [](const Row& r) { return instantFact(r.startedAt); }},
          {{"job", columnText("Job"), K::Text, false}, [](const Row& r) { return textFact(jobName(r.job)); }},
          {{"mode", columnText("Kind"), K::Text, false},
           [](const Row& r) { return textFact(r.dryRun ? columnText("dry run") : columnText("run")); }},
          {{"status", columnText("Result"), K::Status, false},
           [](const Row& r) { return textFact(r.status, r.message); }},
          {{"hits", columnText("Hits"), K::Count, false}, [](const Row& r) { return numberFact(r.hits); }},
          {{"skipped", columnText("Skipped"), K::Count, false}, [](const Row& r) { return numberFact(r.skipped); }},
          {{"failed", columnText("Failed"), K::Count, false}, [](const Row& r) { return numberFact(r.failed); }},
          {{"asked_by", columnText("Asked by"), K::Text, false},
           [](const Row& r) { return textFact(askerName(r.askedBy)); }},
          {{"took_ms", columnText("Took"), K::Duration, false}, &runTookFact},
      },
      &runStatus);
}

FactTable jobItemTable() {
  using K = CellKind;
  using Row = NumberedItem;
  return makeTable<Row>(
      {
          {{"account", columnText("Who"), K::Text, false},
           [](const Row& r) { return nameFact({r.row.accountName, r.row.accountKey}); }},
          {{"what", columnText("What"), K::Text, false}, [](const Row& r) { return textFact(r.row.what); }},
          {{"outcome", columnText("Outcome"), K::Status, false},
           [](const Row& r) { return textFact(r.row.outcome, r.row.reason); }},
          {{"reason", columnText("Reason"), K::Text, false}, [](const Row& r) { return textFact(r.row.reason); }},
          {{"at", columnText("When"), K::Instant, false}, [](const Row& r) { return instantFact(r.row.at); }},
      },
      &itemStatus);
}

FactTable letThroughTable() {
  using K = CellKind;
  using Row = NumberedLetThrough;
  return makeTable<Row>({
      {{"at", columnText("When"), K::Instant, false}, [](const Row& r) { return instantFact(r.row.at); }},
      {{"what", columnText("Not checked"), K::Text, false},
       [](const Row& r) {
         return textFact(r.row.what == QLatin1String("quota")         ? columnText("quota")
                         : r.row.what == QLatin1String("entitlement") ? columnText("access")
                                                                      : r.row.what);
       }},
      {{"account", columnText("Who"), K::Text, false}, [](const Row& r) { return textFact(r.row.accountKey); }},
      {{"action", columnText("Action"), K::Text, false}, [](const Row& r) { return textFact(r.row.action); }},
      {{"reason", columnText("Why it could not be checked"), K::Text, false},
       [](const Row& r) { return textFact(r.row.reason); }},
  });
}

}  // namespace billing::models
