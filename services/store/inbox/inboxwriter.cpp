#include "store/inbox/inboxwriter.h"

#include <QByteArray>
#include <QString>

#include "store/inbox/inboxstatements.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString text(const std::string& bytes) {
  return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

// Signed by the provider, or asked of its own API, where nothing is signed and nothing needs to be.
bool isGenuine(const IncomingEvent& event) {
  return event.verdict == "ok" || event.verdict == kFetchedVerdict;
}

// A good signature makes the event ours, readable or not: what cannot be read is kept as a dead letter, not refused.
std::string_view stateOf(const IncomingEvent& event) {
  if (event.accepted) return "pending";
  return isGenuine(event) ? "dead" : "rejected";
}

struct KnownEvent {
  std::int64_t row = 0;
  QString state;
  int attempts = 0;
};

Result<KnownEvent> find(WriteContext& context, const IncomingEvent& event) {
  auto found = Statement::run(
      context, QStringLiteral("SELECT id, state, attempts FROM webhook_events WHERE provider = ? AND event_id = ?"),
      {text(event.provider), text(event.eventId)});
  if (!found) return failure(found.error());
  if (!found->next()) return failure(ErrorKind::Internal, "event_vanished", "The stored event was not found again");
  return KnownEvent{found->value(0).toLongLong(), found->value(1).toString(), found->value(2).toInt()};
}

struct EarlierBodies {
  bool same = false;  // some attempt brought the same bytes
  bool sameAsFirst = false;
};

Result<EarlierBodies> compare(WriteContext& context, std::int64_t row, std::string_view sha256) {
  auto hashes = Statement::run(
      context, QStringLiteral("SELECT body_sha256 FROM webhook_attempts WHERE event_row = ? ORDER BY number"),
      {qlonglong(row)});
  if (!hashes) return failure(hashes.error());
  const QByteArray ours(sha256.data(), static_cast<qsizetype>(sha256.size()));
  EarlierBodies bodies;
  for (bool first = true; hashes->next(); first = false) {
    if (hashes->value(0).toByteArray() != ours) continue;
    bodies.same = true;
    if (first) bodies.sameAsFirst = true;
  }
  return bodies;
}

Result<void> noteRepeat(WriteContext& context, std::int64_t row, bool bodyChanged) {
  return Statement::run(context,
                        QStringLiteral("UPDATE webhook_events SET attempts = attempts + 1, "
                                       "body_changed = CASE WHEN ? = 1 THEN 1 ELSE body_changed END WHERE id = ?"),
                        {bodyChanged ? 1 : 0, qlonglong(row)})
      .map([](const Statement&) {});
}

// Processing stumbled over older bytes; the provider has sent newer ones: try again with those.
Result<void> revive(WriteContext& context, std::int64_t row, const IncomingEvent& event) {
  const QVariant occurred =
      event.occurredAt ? QVariant(qlonglong(event.occurredAt->ms)) : QVariant(QMetaType::fromType<qlonglong>());
  return Statement::run(
             context,
             QStringLiteral("UPDATE webhook_events SET state = 'pending', error = '', payload = 'ok', type = ?, "
                            "occurred_at = COALESCE(?, occurred_at) WHERE id = ?"),
             {text(event.type), occurred, qlonglong(row)})
      .map([](const Statement&) {});
}

Result<InboxReceipt> repeat(WriteContext& context, const InboxEntry& entry) {
  const Result<KnownEvent> known = find(context, entry.event);
  if (!known) return failure(known.error());
  const auto bodies = compare(context, known->row, entry.sha256);
  if (!bodies) return failure(bodies.error());
  if (auto kept =
          context.statements()->inbox().insertAttempt(context, entry, known->row, known->attempts + 1, !bodies->same);
      !kept)
    return failure(kept.error());
  if (auto noted = noteRepeat(context, known->row, !bodies->sameAsFirst); !noted) return failure(noted.error());
  if (entry.event.accepted && known->state == u"dead" && !bodies->same)
    if (auto revived = revive(context, known->row, entry.event); !revived) return failure(revived.error());
  context.changed(Entity::WebhookEvent, known->row, ChangeKind::Updated);
  return InboxReceipt{known->row,
                      bodies->sameAsFirst ? InboxDisposition::Duplicate : InboxDisposition::DuplicateBodyChanged};
}

}  // namespace

Result<InboxReceipt> writeDelivery(WriteContext& context, const IncomingEvent& event, const std::string& sha256) {
  InboxStatements& statements = context.statements()->inbox();
  InboxEntry entry{event, stateOf(event), {}, sha256, isGenuine(event) && !event.eventId.empty()};
  if (entry.state == "dead") entry.error = event.detail;
  const auto row = statements.insertEvent(context, entry);
  if (!row) return failure(row.error());
  if (!row->has_value()) return repeat(context, entry);
  if (auto kept = statements.insertAttempt(context, entry, **row, 1, true); !kept) return failure(kept.error());
  context.changed(Entity::WebhookEvent, **row, ChangeKind::Inserted);
  return InboxReceipt{**row, entry.state == "rejected" ? InboxDisposition::Rejected : InboxDisposition::Stored};
}

}  // namespace billing::store
