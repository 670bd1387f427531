#include "operations/reconcile/causes.h"

#include <algorithm>

#include "operations/sync/syncrun.h"
#include "webhooks/eventbatch.h"

namespace billing::operations {
namespace {

using store::DriftRow;

constexpr int kEventsOfOne = 200;      // an object's newest events; what it said before them does not matter any more
constexpr int kWithoutEffect = 5'000;  // dead letters that are looked through
constexpr int kNewsPages = 50;

QString driftText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
QString driftTime(Instant at) {
  return driftText(toIso8601(at));
}
QString quoted(const QString& value) {
  return value.isEmpty() ? QStringLiteral("nothing") : QStringLiteral("“%1”").arg(value);
}
QString quoted(const std::string& value) {
  return quoted(driftText(value));
}

bool isWithoutEffect(const std::string& state) {
  return state == "pending" || state == "dead" || state == "unhandled";
}

DriftRow driftOf(const ObjectDifference& difference, const char* kind) {
  DriftRow drift;
  drift.kind = QLatin1String(kind);
  drift.entity = driftText(difference.entity);
  drift.externalId = driftText(difference.id);
  drift.customerExternalId = driftText(difference.customer);
  drift.state = QStringLiteral("open");
  return drift;
}

QString takeOverWords(const DriftRow& drift) {
  return QStringLiteral("Take over the provider's state of %1").arg(drift.externalId);
}

void setCause(DriftRow& drift, const char* cause, const QString& explanation, const QString& repair) {
  drift.cause = QLatin1String(cause);
  drift.explanation = explanation;
  drift.repair = repair;
}

// "event evt_1 (subscription.updated) of 2026-03-01T00:00:00Z"
QString eventWords(const store::TellingEvent& stored, const BillingEvent& event) {
  return QStringLiteral("event %1 (%2) of %3")
      .arg(driftText(stored.event.eventId), driftText(stored.event.type), driftTime(event.occurredAt));
}

QString capitalised(QString text) {
  if (!text.isEmpty()) text[0] = text[0].toUpper();
  return text;
}

}  // namespace

Result<void> CauseFinder::readWithoutEffect() {
  if (withoutEffect_) return {};
  auto stored = database_
                    .read<std::vector<store::TellingEvent>>([&](QSqlDatabase& connection) {
                      return store::eventsWithoutEffect(connection, provider_.provider(), kWithoutEffect);
                    })
                    .result();
  if (!stored) return failure(stored.error());
  withoutEffect_.emplace();
  for (store::TellingEvent& one : *stored) {
    auto read = webhooks::readEvent(one.event, rules_);
    if (read.event) withoutEffect_->push_back({std::move(one), std::move(*read.event)});
  }
  return {};
}

// Those that carry the object, the newest first; two of one time in the order of their ids, as they are applied.
Result<std::vector<CauseFinder::Telling>> CauseFinder::tellingOf(const ObjectDifference& difference) {
  if (auto read = readWithoutEffect(); !read) return failure(read.error());
  auto stored = database_
                    .read<std::vector<store::TellingEvent>>([&](QSqlDatabase& connection) {
                      return store::eventsAbout(connection, provider_.provider(), difference.id, difference.customer,
                                                kEventsOfOne);
                    })
                    .result();
  if (!stored) return failure(stored.error());
  std::vector<Telling> telling;
  for (const Telling& one : *withoutEffect_)
    if (tellsOf(one.event, difference.entity, difference.id)) telling.push_back(one);
  for (store::TellingEvent& one : *stored) {
    if (isWithoutEffect(one.state)) continue;
    auto read = webhooks::readEvent(one.event, rules_);
    if (read.event && tellsOf(*read.event, difference.entity, difference.id))
      telling.push_back({std::move(one), std::move(*read.event)});
  }
  std::ranges::stable_sort(telling, [](const Telling& a, const Telling& b) {
    return std::pair(a.event.occurredAt, a.event.eventId) > std::pair(b.event.occurredAt, b.event.eventId);
  });
  return telling;
}

Result<QVector<DriftRow>> CauseFinder::explain(const ObjectDifference& difference) {
  const auto telling = tellingOf(difference);
  if (!telling) return failure(telling.error());
  std::vector<FieldDifference> fields = difference.fields;
  if (difference.missingHere()) fields = {{"", difference.summary, "", "", {}}};
  QVector<DriftRow> drifts;
  for (const FieldDifference& field : fields) {
    std::vector<Said> said;
    for (const Telling& one : *telling)
      if (auto value = saidOf(one.event, difference.entity, difference.id, field.field))
        said.push_back({&one, std::move(*value)});
    DriftRow drift = driftOf(difference, difference.missingHere() ? "missing_here" : "field");
    drift.field = driftText(field.field);
    drift.atProvider = driftText(field.atProvider);
    drift.inDatabase = driftText(field.inDatabase);
    drift.inWebhooks = said.empty() ? QString() : driftText(said.front().value);
    difference.missingHere() ? causeOfMissing(difference, said, drift) : causeOfField(difference, field, said, drift);
    drifts.append(std::move(drift));
  }
  return drifts;
}

void CauseFinder::causeOfField(const ObjectDifference& difference, const FieldDifference& field,
                               const std::vector<Said>& said, DriftRow& drift) {
  const auto words = [](const Said& one) { return eventWords(one.by->stored, one.by->event); };
  const QString takeOver = takeOverWords(drift);
  const auto idle = std::ranges::find_if(
      said, [&](const Said& one) { return isWithoutEffect(one.by->stored.state) && one.value == field.atProvider; });
  if (idle != said.end() && idle->by->stored.state == "pending")
    return setCause(
        drift, "late_event",
        capitalised(QStringLiteral("%1 says %2; it arrived at %3 and still waits to be processed")
                        .arg(words(*idle), quoted(idle->value), driftTime(idle->by->stored.event.receivedAt))),
        takeOver);
  if (idle != said.end())
    return setCause(drift, "not_applied",
                    capitalised(QStringLiteral("%1 says %2, but it was not applied: %3")
                                    .arg(words(*idle), quoted(idle->value), driftText(idle->by->stored.error))),
                    QStringLiteral("Try event %1 again").arg(driftText(idle->by->stored.event.eventId)));
  const auto applied =
      std::ranges::find_if(said, [](const Said& one) { return !isWithoutEffect(one.by->stored.state); });
  if (applied == said.end()) return causeWithoutEvents(difference, field, drift);
  // A sync or an order of ours has written it since: what was told before that does not matter any more.
  const bool readSince = field.version.starts_with('!') && field.versionAt > applied->by->event.occurredAt;
  if (readSince || applied->value == field.inDatabase) return causeWithoutEvents(difference, field, drift);
  const auto late = std::ranges::find_if(said, [&](const Said& one) {
    return one.value == field.inDatabase && one.by->stored.event.receivedAt > applied->by->stored.event.receivedAt;
  });
  if (applied->value == field.atProvider && late != said.end())
    return setCause(drift, "late_event",
                    capitalised(QStringLiteral("%1 arrived at %2, after the newer %3, and its value stands here")
                                    .arg(words(*late), driftTime(late->by->stored.event.receivedAt), words(*applied))),
                    takeOver);
  if (applied->value == field.atProvider || applied->value != field.inDatabase) {
    setCause(drift, "manual_edit",
             QStringLiteral("The database says %1, which neither the provider nor the last %2 (%3) says")
                 .arg(quoted(field.inDatabase), words(*applied), quoted(applied->value)),
             takeOver);
    return addHand(drift);
  }
}

// The provider has gone on: the last thing that was told here is what stands here, or nothing was told at all.
void CauseFinder::causeWithoutEvents(const ObjectDifference& difference, const FieldDifference& field,
                                     DriftRow& drift) {
  const bool ours = field.version.starts_with('!');  // a reading, not an event
  const QString since =
      ours ? QStringLiteral("it was read from the provider at %1").arg(driftTime(field.versionAt))
           : QStringLiteral("event %1 of %2 told it").arg(driftText(field.version), driftTime(field.versionAt));
  const News news = newsOf(difference, field.versionAt);
  if (news.event != nullptr)
    return setCause(drift, "missed_event",
                    QStringLiteral("%1 stood here since %2; the provider's event %3 (%4) of %5 never arrived")
                        .arg(quoted(field.inDatabase), since, driftText(news.event->eventId),
                             driftText(news.event->providerType), driftTime(news.event->occurredAt)),
                    takeOverWords(drift));
  if (news.complete) {
    setCause(drift, "manual_edit",
             QStringLiteral("Since %1 the provider has made no event about %2, and yet the database says %3")
                 .arg(driftTime(field.versionAt), drift.externalId, quoted(field.inDatabase)),
             takeOverWords(drift));
    return addHand(drift);
  }
  setCause(drift, "missed_event",
           QStringLiteral("The provider says %1, and no event here tells of it; as to %2, %3")
               .arg(quoted(field.atProvider), quoted(field.inDatabase), since),
           takeOverWords(drift));
}

void CauseFinder::causeOfMissing(const ObjectDifference& difference, const std::vector<Said>& said, DriftRow& drift) {
  const QString takeOver = QStringLiteral("Take %1 over from the provider").arg(drift.externalId);
  if (said.empty()) {
    const News news = newsOf(difference, {});
    const QString missed = news.event == nullptr
                               ? QString()
                               : QStringLiteral("; the provider's event %1 (%2) of %3 never arrived")
                                     .arg(driftText(news.event->eventId), driftText(news.event->providerType),
                                          driftTime(news.event->occurredAt));
    return setCause(
        drift, "missed_event",
        QStringLiteral("The provider has %1, and no event here tells of it%2").arg(drift.externalId, missed), takeOver);
  }
  const Telling& last = *said.front().by;
  const QString words = eventWords(last.stored, last.event);
  if (last.stored.state == "pending")
    return setCause(drift, "late_event",
                    capitalised(QStringLiteral("%1 tells of it; it arrived at %2 and still waits to be processed")
                                    .arg(words, driftTime(last.stored.event.receivedAt))),
                    takeOver);
  if (isWithoutEffect(last.stored.state))
    return setCause(
        drift, "not_applied",
        capitalised(QStringLiteral("%1 tells of it, but was not applied: %2").arg(words, driftText(last.stored.error))),
        QStringLiteral("Try event %1 again").arg(driftText(last.stored.event.eventId)));
  setCause(drift, "manual_edit",
           capitalised(QStringLiteral("%1 was applied, and yet the row is not there: somebody removed it").arg(words)),
           takeOver);
  addHand(drift);
}

Result<DriftRow> CauseFinder::explainMissingThere(const std::string& entity, const store::HeldRow& held,
                                                  const std::string& summary) {
  ObjectDifference difference;
  difference.entity = entity;
  difference.id = held.externalId;
  difference.customer = held.customer;
  const auto telling = tellingOf(difference);
  if (!telling) return failure(telling.error());
  DriftRow drift = driftOf(difference, "missing_there");
  drift.inDatabase = driftText(summary.empty() ? held.externalId : summary);
  if (!telling->empty()) {
    const Telling& last = telling->front();
    drift.inWebhooks = driftText(saidOf(last.event, entity, held.externalId, {}).value_or(std::string()));
    setCause(drift, "unknown",
             QStringLiteral("The provider no longer has %1, of which %2 told here")
                 .arg(drift.externalId, eventWords(last.stored, last.event)),
             QString());
  } else if (held.objectEvent.starts_with('!')) {
    setCause(drift, "unknown",
             QStringLiteral("The provider no longer has %1, which it had when it was read at %2")
                 .arg(drift.externalId, driftTime(held.objectTime)),
             QString());
  } else {
    setCause(drift, "manual_edit",
             QStringLiteral("The provider does not know %1, and no event that is stored here tells of it")
                 .arg(drift.externalId),
             QString());
    addHand(drift);
  }
  return drift;
}

// Somebody's work by hand does not prove anything, but it is where to ask.
void CauseFinder::addHand(DriftRow& drift) {
  const auto trace = database_
                         .read<std::optional<store::HandTrace>>([&](QSqlDatabase& connection) {
                           return store::newestHandOn(connection, drift.externalId);
                         })
                         .result();
  if (!trace || !*trace) return;
  drift.explanation += QStringLiteral("; the newest entry of the audit log about it: %1 by %2 at %3")
                           .arg((*trace)->action, (*trace)->person, driftTime({(*trace)->at}));
}

CauseFinder::News CauseFinder::newsOf(const ObjectDifference& difference, Instant since) {
  if (!news_) readNews();
  News found;
  if (!newsReachBackTo_) return found;
  found.complete = *newsReachBackTo_ <= since;
  for (const BillingEvent& event : *news_) {
    if (event.occurredAt < since || !tellsOf(event, difference.entity, difference.id)) continue;
    const auto stored = database_
                            .read<std::optional<store::TellingEvent>>([&](QSqlDatabase& connection) {
                              return store::eventById(connection, provider_.provider(), event.eventId);
                            })
                            .result();
    if (!stored || *stored) continue;
    found.event = &event;
    break;
  }
  return found;
}

// Asked once; what cannot be told from it is told without it.
void CauseFinder::readNews() {
  news_.emplace();
  providers::PageRequest request;
  std::optional<Instant> oldest;
  for (int page = 0; page < kNewsPages; ++page) {
    const auto read = provider_.events(request, cancel_);
    if (!read) return;
    for (const providers::ProviderEvent& one : read->items) {
      oldest = one.createdAt;
      store::PendingEvent pending;
      pending.provider = provider_.provider();
      pending.eventId = one.id;
      pending.body = one.body;
      if (auto event = webhooks::readEvent(pending, nullptr); event.event) news_->push_back(std::move(*event.event));
    }
    newsReachBackTo_ = oldest;
    request.cursor = read->next;
    if (read->next.empty()) break;
  }
}

}  // namespace billing::operations
