#include "localapi/doorman.h"

#include <cstdlib>

#include "http/answertext.h"

namespace billing::localapi {
namespace {

const http::Field* fieldNamed(const http::Head& head, std::string_view name) {
  for (const http::Field& field : head.fields)
    if (http::equalsIgnoringCase(field.name, name)) return &field;
  return nullptr;
}

bool hasContentType(const http::Head& head, std::string_view wanted) {
  const http::Field* field = fieldNamed(head, "Content-Type");
  if (field == nullptr) return false;
  std::string_view type = field->value;
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return http::equalsIgnoringCase(type, wanted);
}

}  // namespace

std::optional<http::Answer> judgeContent(const ApiRoute& route, const http::Head& head) {
  const http::Field* length = fieldNamed(head, "Content-Length");
  if (length != nullptr && std::strtoull(length->value.c_str(), nullptr, 10) > mostBodyBytes) return tooLarge();
  if (fieldNamed(head, "Content-Encoding") != nullptr)
    return http::errorAnswer(415, "unsupported_encoding", "Send the body without Content-Encoding.");
  if (route.content == Content::Json && !hasContentType(head, "application/json"))
    return http::errorAnswer(415, "not_json", "Send JSON with Content-Type: application/json.");
  if (route.content == Content::Form && !hasContentType(head, "application/x-www-form-urlencoded"))
    return http::errorAnswer(415, "not_a_form", "Send the page's own form.");
  return std::nullopt;
}

http::Answer tooLarge() {
  return http::errorAnswer(413, "body_too_large", "The body is larger than 64 KiB.");
}

http::Answer tooManyRequests(int seconds) {
  return http::errorAnswer(429, "too_many_requests", "More requests than this workspace allows in a minute.",
                           {{"Retry-After", std::to_string(seconds)}});
}

std::string clientOf(const std::string& remote) {
  return remote.substr(0, remote.rfind(':'));
}

}  // namespace billing::localapi
