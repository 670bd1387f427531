#include "operations/replay.h"

#include <algorithm>

namespace billing::operations {
namespace {

const store::AttemptDetail* bestAttempt(const QVector<store::AttemptDetail>& attempts) {
  const auto good = std::find_if(attempts.rbegin(), attempts.rend(), [](const store::AttemptDetail& attempt) {
    return attempt.verdict == u"ok" || attempt.verdict == u"from_api";
  });
  if (good != attempts.rend()) return &*good;
  return attempts.isEmpty() ? nullptr : &attempts.last();
}

QByteArray idFromHeaders(const store::AttemptDetail& attempt) {
  for (const auto& [name, value] : attempt.headers) {
    const QByteArray lower = name.toLower();
    if (lower == "webhook-id" || lower == "svix-id") return value;
  }
  return {};
}

}  // namespace

Result<FireRequest> replayRequest(const store::WebhookEventDetail& event, const ReplayTarget& target) {
  const store::AttemptDetail* attempt = bestAttempt(event.attempts);
  if (attempt == nullptr || attempt->body.isEmpty()) {
    return failure(ErrorKind::NotFound, "no_bytes", "The event cannot be sent again", "none of its bytes are kept");
  }
  FireRequest request;
  request.url = target.url;
  request.route = target.route;
  request.secret = target.secret;
  request.body = attempt->body;
  request.eventId = event.row.eventId.isEmpty() ? idFromHeaders(*attempt) : event.row.eventId.toUtf8();
  const bool needsId = target.route.scheme == workspace::SignatureScheme::StandardWebhooks ||
                       target.route.scheme == workspace::SignatureScheme::Svix;
  if (needsId && request.eventId.isEmpty()) {
    return failure(ErrorKind::InvalidInput, "no_event_id", "The event cannot be sent again", "it never told its id");
  }
  return request;
}

}  // namespace billing::operations
