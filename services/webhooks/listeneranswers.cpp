#include "webhooks/listeneranswers.h"

#include "http/answertext.h"
#include "support/jsonstring.h"

namespace billing::webhooks {
namespace {

void appendCount(std::string& body, std::string_view name, std::uint64_t count) {
  body.append(",\"").append(name).append("\":").append(std::to_string(count));
}

}  // namespace

http::Answer receivedAnswer(std::string_view eventId, bool duplicate) {
  std::string body =
      duplicate ? R"({"received":true,"duplicate":true,"event":)" : R"({"received":true,"duplicate":false,"event":)";
  appendJsonString(body, eventId);
  body += "}\n";
  return {200, std::move(body), {}};
}

std::string_view storeReason(const Error& error) {
  switch (error.kind) {
    case ErrorKind::Full:
      return "store_full";
    case ErrorKind::ReadOnly:
      return "store_read_only";
    case ErrorKind::Busy:
      return "store_busy";
    case ErrorKind::Corrupt:
      return "store_corrupt";
    default:
      return "store_failed";
  }
}

// A busy store recovers by itself, a full or damaged one needs a person.
http::Answer notStoredAnswer(const Error& error) {
  const char* seconds = error.kind == ErrorKind::Busy ? "1" : "30";
  return http::errorAnswer(503, storeReason(error), error.message, {{"Retry-After", seconds}});
}

http::Answer healthAnswer(const ListenerStatus& status, bool storeFails) {
  std::string body = storeFails ? R"({"status":"failing")" : R"({"status":"ok")";
  appendCount(body, "port", status.port);
  appendCount(body, "accepted", status.accepted);
  appendCount(body, "duplicates", status.duplicates);
  appendCount(body, "rejected", status.rejected);
  appendCount(body, "store_failures", status.storeFailures);
  appendCount(body, "recent_failed", static_cast<std::uint64_t>(status.recentFailed));
  body += ",\"common_reason\":";
  appendJsonString(body, status.commonReason);
  body += ",\"last_delivery\":";
  if (status.lastDeliveryAt)
    appendJsonString(body, toIso8601(*status.lastDeliveryAt));
  else
    body += "null";
  body += "}\n";
  return {storeFails ? 503 : 200, std::move(body), {}};
}

}  // namespace billing::webhooks
