#include "providers/request/jsonbody.h"

#include "support/jsonstring.h"

namespace billing::providers {

JsonBody& JsonBody::value(std::string_view key, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  appendJsonString(members_, key);
  members_ += ':';
  members_ += json;
  return *this;
}

JsonBody& JsonBody::text(std::string_view key, std::string_view text) {
  std::string quoted;
  appendJsonString(quoted, text);
  return value(key, quoted);
}

JsonBody& JsonBody::given(std::string_view key, std::string_view text) {
  return text.empty() ? *this : this->text(key, text);
}

JsonBody& JsonBody::number(std::string_view key, std::int64_t number) {
  return value(key, std::to_string(number));
}

JsonBody& JsonBody::flag(std::string_view key, bool flag) {
  return value(key, flag ? "true" : "false");
}

JsonList& JsonList::add(std::string_view json) {
  if (!elements_.empty()) elements_ += ',';
  elements_ += json;
  return *this;
}

JsonList& JsonList::addText(std::string_view text) {
  std::string quoted;
  appendJsonString(quoted, text);
  return add(quoted);
}

}  // namespace billing::providers
