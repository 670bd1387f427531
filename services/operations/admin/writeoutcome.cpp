#include "operations/admin/writeoutcome.h"

#include "domain/entityfields.h"
#include "operations/accounts/accountrules.h"
#include "operations/sync/pagewriter.h"
#include "store/repositories/outboxrepository.h"
#include "store/repositories/subscriptionrepository.h"
#include "store/repositories/unknownvaluerepository.h"
#include "webhooks/eventapplier.h"

namespace billing::operations::outbox {
namespace {

using store::OutboxRepository;

bool blamesTheObject(const Error& error) {
  return error.code != "state_changed" && (error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::NotFound ||
                                           error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Internal);
}

// Greater than a mere reading's of the same second, and than an earlier call's; less than any event's.
std::string heardId(const store::OutboxRow& row) {
  return "!told-" + QStringLiteral("%1").arg(row.id, 12, 10, QLatin1Char('0')).toStdString();
}

Result<void> applyReading(store::WriteContext& context, const Parts& parts, const Outcome& outcome,
                          const Reading& reading, Instant now) {
  BillingEvent facts = reading.facts;
  facts.provider = parts.rules.provider;
  facts.eventId = heardId(outcome.row);
  facts.occurredAt = readingTime(outcome.sentAt, parts.clockSkewMs);
  if (const auto applied = webhooks::applyEvent(context, facts, now, outcome.sentAt); !applied)
    return failure(applied.error());
  if (!parts.rules.rules.empty()) {
    AccountRules rules(parts.rules);
    if (const auto ruled = rules.apply(context, facts, now); !ruled) return failure(ruled.error());
  }
  std::vector<std::pair<std::string, std::string>> unknown;
  for (const auto& value : reading.unknown) unknown.emplace_back(value.path, value.value);
  return store::UnknownValueRepository::replace(context, parts.rules.provider, reading.entity, reading.id, unknown,
                                                now);
}

// As the person saw it.
QJsonObject seenFields(const store::OutboxRow& row) {
  QJsonObject fields;
  const auto preview = previewFromJson(row.previewJson);
  if (!preview) return fields;
  for (const auto& [name, value] : preview->seen) fields.insert(name, value);
  return fields;
}

// The fields of the subscription as we hold it, or as it was seen where we do not hold it yet.
Result<QJsonObject> heldFields(store::WriteContext& context, const Parts& parts, const store::OutboxRow& row) {
  QJsonObject fields;
  if (auditOf(row, "").entity != QLatin1String("subscription")) return fields;
  const auto held = store::SubscriptionRepository::find(context, parts.rules.provider, row.subject.toStdString());
  if (!held) return failure(held.error());
  if (!*held) return seenFields(row);
  for (const auto& field : entityFields<SubscriptionState>())
    fields.insert(QString::fromUtf8(field.name), QString::fromStdString(field.text((*held)->state)));
  return fields;
}

void addResult(const store::OutboxRow& row, const Heard& heard, QJsonObject& after) {
  const auto money = [&](std::int64_t minor) {
    const Money amount{minor, Currency::fromCode(row.currency.toStdString()).value_or(Currency())};
    return QString::fromStdString(toDecimal(amount) + ' ' + std::string(amount.currency.code())).trimmed();
  };
  for (auto at = heard.result.begin(); at != heard.result.end(); ++at)
    if (at->isString() && at.key() != u"url") after.insert(at.key(), at.value());  // a portal's link opens it: no log
  if (row.actualMinor) after.insert(QStringLiteral("charged"), money(*row.actualMinor));
  if (row.previewedMinor && row.actualMinor) after.insert(QStringLiteral("previewed"), money(*row.previewedMinor));
  if (!row.errorCode.isEmpty()) after.insert(QStringLiteral("error"), row.errorCode);
}

// Only what differs; all of `after` that is not a field of before is new.
void setVersions(store::AuditEntry& entry, const QJsonObject& before, const QJsonObject& after, QJsonObject more) {
  QJsonObject old;
  for (auto at = after.begin(); at != after.end(); ++at) {
    if (before.value(at.key()) == at.value()) continue;
    if (before.contains(at.key())) old.insert(at.key(), before.value(at.key()));
    more.insert(at.key(), at.value());
  }
  entry.before = jsonText(old);
  entry.after = jsonText(more);
}

Result<void> writeAll(store::WriteContext& context, const Parts& parts, store::OutboxState from, const Outcome& outcome,
                      const Error* unmerged) {
  const Instant now = parts.clock.now();
  const auto before = heldFields(context, parts, outcome.row);
  if (!before) return failure(before.error());
  if (unmerged == nullptr) {
    for (const Reading& reading : outcome.heard.readings)
      if (auto applied = applyReading(context, parts, outcome, reading, now); !applied) return applied;
  }
  const auto after = heldFields(context, parts, outcome.row);
  if (!after) return failure(after.error());
  store::AuditEntry entry = auditOf(outcome.row, outcome.stage);
  QJsonObject more;
  addResult(outcome.row, outcome.heard, more);
  if (unmerged != nullptr) more.insert(QStringLiteral("not_merged"), QString::fromStdString(describe(*unmerged)));
  setVersions(entry, *before, *after, std::move(more));
  return OutboxRepository::move(context, from, outcome.row, entry, now).and_then([&] {
    return noteCompensated(context, outcome.row, now);
  });
}

}  // namespace

Result<void> noteCompensated(store::WriteContext& context, const store::OutboxRow& row, Instant now) {
  if (row.compensates.isEmpty() || row.state != store::OutboxState::Done) return {};
  const auto first = OutboxRepository::find(context.database(), row.compensates);
  if (!first) return failure(first.error());
  if (!*first) return {};
  store::AuditEntry entry = auditOf(**first, "compensated");
  entry.actor = row.askedBy;
  entry.role = row.askedRole;
  entry.origin = row.origin;
  entry.reason = row.reason;
  entry.requestId.clear();
  entry.after = jsonText({{QStringLiteral("by"), row.operation}});
  return appendAudit(context, entry, now).map([](std::int64_t) {});
}

Result<void> writeOutcome(const Parts& parts, store::OutboxState from, const Outcome& outcome) {
  auto written = writeAndWait(
      parts.database, [&](store::WriteContext& context) { return writeAll(context, parts, from, outcome, nullptr); });
  if (written || outcome.heard.readings.empty() || !blamesTheObject(written.error())) return written;
  const Error unmerged = written.error();
  return writeAndWait(parts.database,
                      [&](store::WriteContext& context) { return writeAll(context, parts, from, outcome, &unmerged); });
}

}  // namespace billing::operations::outbox
