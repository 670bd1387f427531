#include "app/billingctl/tellinginbox.h"

#include <memory>
#include <utility>

#include "support/jsonstring.h"

namespace billing::ctl {
namespace {

using store::InboxDisposition;

// What of a delivery is worth a line.
struct Facts {
  Instant at;
  std::string route, type, eventId, verdict, payload, detail;
  int status = 200;
};

std::string_view word(const Result<store::InboxReceipt>& receipt) {
  if (!receipt) return "not_stored";
  switch (receipt->disposition) {
    case InboxDisposition::Stored:
      return "stored";
    case InboxDisposition::Duplicate:
      return "duplicate";
    case InboxDisposition::DuplicateBodyChanged:
      return "duplicate_body_changed";
    case InboxDisposition::Rejected:
      return "rejected";
  }
  return "stored";
}

void appendMember(std::string& out, std::string_view name, std::string_view value) {
  out += out.empty() ? "{" : ",";
  appendJsonString(out, name);
  out += ':';
  appendJsonString(out, value);
}

std::string asJson(const Facts& facts, const Result<store::InboxReceipt>& receipt) {
  std::string out;
  appendMember(out, "at", toIso8601(facts.at));
  appendMember(out, "route", facts.route);
  appendMember(out, "outcome", word(receipt));
  appendMember(out, "event", facts.eventId);
  appendMember(out, "type", facts.type);
  appendMember(out, "verdict", facts.verdict);
  appendMember(out, "payload", facts.payload);
  appendMember(out, "detail", receipt ? facts.detail : describe(receipt.error()));
  return out + ",\"status\":" + std::to_string(receipt ? facts.status : 503) + "}";
}

std::string asText(const Facts& facts, const Result<store::InboxReceipt>& receipt) {
  std::string line =
      toIso8601(facts.at) + "  " + facts.route + "  " + std::string(word(receipt)) + "  " + facts.eventId;
  if (!facts.type.empty()) line += "  " + facts.type;
  const std::string why = receipt ? facts.detail : describe(receipt.error());
  return why.empty() ? line : line + "  " + why;
}

}  // namespace

void TellingInbox::put(store::IncomingEvent event, Done done) {
  Facts facts{event.receivedAt, event.route,   event.type,   event.eventId,
              event.verdict,    event.payload, event.detail, event.httpStatus};
  inbox_.put(std::move(event),
             [this, facts = std::move(facts), done = std::move(done)](Result<store::InboxReceipt> receipt) {
               printer_.print(json_ ? asJson(facts, receipt) : asText(facts, receipt));
               done(std::move(receipt));
             });
}

}  // namespace billing::ctl
