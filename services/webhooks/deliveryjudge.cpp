#include "webhooks/deliveryjudge.h"

#include <openssl/sha.h>

#include <array>

#include "webhooks/headersjson.h"
#include "webhooks/payloadcheck.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

// Trying the usual mistakes hashes the body many times over; on the listener's thread only for bodies of ordinary size.
constexpr std::size_t diagnosedBodyLimit = 65536;

std::string bodyIdentity(std::string_view body) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(body.data()), body.size(), digest.data());
  return "sha256:" + hexEncode({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

void refuseSignature(JudgedDelivery& judged, const Verification& verification, const workspace::WebhookRoute& route,
                     const workspace::Secrets& secrets, const ReceivedDelivery& delivery, Instant now) {
  store::IncomingEvent& event = judged.event;
  judged.reason = event.verdict = toString(verification.verdict);
  judged.message = event.detail = asUtf8(verification.detail);
  event.httpStatus = route.badSignatureStatus;
  if (verification.verdict != Verdict::NoMatchingSignature || delivery.body.size() > diagnosedBodyLimit) return;
  if (const std::string hint = diagnose(route, secrets, delivery.headers, delivery.body, now); !hint.empty())
    event.detail += " " + asUtf8(hint);
}

void readPayload(JudgedDelivery& judged, Verification& verification, const workspace::WebhookRoute& route,
                 std::string_view body) {
  store::IncomingEvent& event = judged.event;
  PayloadFacts facts = checkPayload(route.provider, body);
  event.payload = toString(facts.payload);
  event.type = std::move(facts.type);
  event.occurredAt = facts.occurredAt;
  event.secretLabel = std::move(verification.secretLabel);
  event.eventId = !verification.eventId.empty() ? asUtf8(verification.eventId)
                  : !facts.id.empty()           ? std::move(facts.id)
                                                : bodyIdentity(body);
  event.accepted = facts.payload == Payload::Ok;
  if (event.accepted) return;
  judged.reason = event.payload;
  judged.message = event.detail = asUtf8(facts.detail);
  event.httpStatus = 400;
}

}  // namespace

JudgedDelivery judgeDelivery(const workspace::WebhookRoute& route, const workspace::Secrets& secrets,
                             ReceivedDelivery delivery, Instant now) {
  JudgedDelivery judged;
  judged.reason = "ok";
  store::IncomingEvent& event = judged.event;
  event.provider = toString(route.provider);
  event.route = route.path;
  event.receivedAt = now;
  Verification verification = verify(route, secrets, delivery.headers, delivery.body, now);
  if (verification.ok())
    readPayload(judged, verification, route, delivery.body);
  else
    refuseSignature(judged, verification, route, secrets, delivery, now);
  event.headers = headersJson(delivery.headers);
  event.remote = std::move(delivery.remote);
  event.body = std::move(delivery.body);
  return judged;
}

}  // namespace billing::webhooks
