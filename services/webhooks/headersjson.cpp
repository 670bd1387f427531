#include "webhooks/headersjson.h"

#include "support/jsonstring.h"
#include "support/redaction.h"
#include "webhooks/jsontext.h"

namespace billing::webhooks {
namespace {

std::string latin1ToUtf8(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) out += static_cast<char>(0xc0U | (byte >> 6U));
    out += byte >= 0x80 ? static_cast<char>(0x80U | (byte & 0x3fU)) : c;
  }
  return out;
}

void appendValue(std::string& json, const Header& header) {
  if (isCredentialHeader(header.name)) return appendJsonString(json, "…");
  appendJsonString(json, asUtf8(header.value));
}

}  // namespace

std::string asUtf8(std::string_view text) {
  return utf8FaultAt(text) ? latin1ToUtf8(text) : std::string(text);
}

std::string headersJson(const Headers& headers) {
  std::string json = "[";
  json.reserve(512);
  for (const Header& header : headers) {
    json += json.size() == 1 ? "[" : ",[";
    appendJsonString(json, header.name);
    json += ',';
    appendValue(json, header);
    json += ']';
  }
  return json += ']';
}

}  // namespace billing::webhooks
