#include "http/headgate.h"

#include <algorithm>

#include "http/characters.h"

namespace billing::http {
namespace {

constexpr std::size_t longestMethod = 32;

// Moves the run of characters that `allowed` accepts from `bytes` at `used` into `text`.
template <class Predicate>
void takeRun(std::string_view bytes, std::size_t& used, std::string& text, Predicate allowed) {
  const std::size_t begin = used;
  while (used < bytes.size() && allowed(bytes[used])) ++used;
  text.append(bytes.substr(begin, used - begin));
}

}  // namespace

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  constexpr auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

HeadGate::State HeadGate::feed(std::string_view bytes, std::size_t& used) {
  used = 0;
  while (used < bytes.size() && state_ == State::NeedMore) {
    const std::size_t before = used;
    step(bytes, used);
    size_ += used - before;
    checkSize();
  }
  return state_;
}

void HeadGate::step(std::string_view bytes, std::size_t& used) {
  const char c = bytes[used];
  switch (part_) {
    case Part::Leading:
      return onLeading(c, used);
    case Part::LeadingLf:
      ++used, ++leading_;
      return onLineFeed(c, Part::Method);
    case Part::Method:
      ++used;
      return onMethod(c);
    case Part::Target:
      return onTarget(bytes, used);
    case Part::Version:
      ++used;
      return onVersion(c);
    case Part::RequestLf:
      ++used;
      return onLineFeed(c, Part::FieldStart);
    case Part::FieldStart:
      return onFieldStart(c, used);
    case Part::Name:
      return onName(bytes, used);
    case Part::Padding:
      if (c == ' ' || c == '\t')
        ++used;
      else
        part_ = Part::Value;
      return;
    case Part::Value:
      return onValue(bytes, used);
    case Part::ValueLf:
      ++used;
      return onLineFeed(c, Part::FieldStart);
    case Part::EndLf:
      ++used;
      onLineFeed(c, Part::EndLf);
      if (state_ == State::NeedMore) state_ = State::Complete;
  }
}

// RFC 9112 2.2: a server should ignore an empty line before the request line. One is enough.
void HeadGate::onLeading(char c, std::size_t& used) {
  part_ = Part::Method;
  if (c != '\r') return;
  ++used;
  leading_ = 1;
  part_ = Part::LeadingLf;
}

void HeadGate::onMethod(char c) {
  if (c == ' ' && !head_.method.empty()) {
    part_ = Part::Target;
  } else if (!isTokenCharacter(c)) {
    refuse(400, "malformed_request", "This is not an HTTP request.");
  } else if (head_.method.size() >= longestMethod) {
    refuse(501, "unknown_method", "The method is not known.");
  } else {
    head_.method += c;
  }
}

void HeadGate::onTarget(std::string_view bytes, std::size_t& used) {
  takeRun(bytes, used, head_.target, isTargetCharacter);
  if (head_.target.size() > limits_.targetBytes) {
    refuse(414, "target_too_long", "The request target is too long.");
  } else if (used < bytes.size()) {
    if (bytes[used++] != ' ') return refuse(400, "malformed_request", "The request line is malformed.");
    finishTarget();
  }
}

void HeadGate::finishTarget() {
  if (head_.target.empty()) return refuse(400, "malformed_request", "The request line is malformed.");
  const bool origin = head_.target.front() == '/' || head_.target == "*";
  const bool absolute = equalsIgnoringCase(std::string_view(head_.target).substr(0, 7), "http://");
  if (!origin && !absolute && head_.method != "CONNECT")
    return refuse(400, "malformed_request", "The request target is malformed.");
  part_ = Part::Version;
}

void HeadGate::onVersion(char c) {
  constexpr std::string_view form = "HTTP/d.d";
  if (version_.size() == form.size()) {
    if (c != '\r') return refuse(400, "malformed_request", "The protocol version is malformed.");
    return finishVersion();
  }
  const char expected = form[version_.size()];
  if (expected == 'd' ? !isDigit(c) : c != expected)
    return refuse(400, "malformed_request", "The protocol version is malformed.");
  version_ += c;
}

void HeadGate::finishVersion() {
  head_.major = version_[5] - '0';
  head_.minor = version_[7] - '0';
  if (head_.major != 1) return refuse(505, "version_not_supported", "Only HTTP/1.0 and HTTP/1.1 are spoken here.");
  part_ = Part::RequestLf;
}

void HeadGate::onFieldStart(char c, std::size_t& used) {
  if (c == '\r') {
    ++used;
    part_ = Part::EndLf;
    return;
  }
  if (!isTokenCharacter(c)) return refuse(400, "malformed_header", "A header line does not begin with a field name.");
  if (head_.fields.size() == limits_.headerFields)
    return refuse(431, "too_many_headers", "The request has too many header fields.");
  head_.fields.emplace_back();
  part_ = Part::Name;
}

void HeadGate::onName(std::string_view bytes, std::size_t& used) {
  takeRun(bytes, used, head_.fields.back().name, isTokenCharacter);
  if (used == bytes.size()) return;
  if (bytes[used++] != ':') return refuse(400, "malformed_header", "A field name is malformed.");
  part_ = Part::Padding;
}

void HeadGate::onValue(std::string_view bytes, std::size_t& used) {
  takeRun(bytes, used, head_.fields.back().value, isValueCharacter);
  if (used == bytes.size()) return;
  if (bytes[used++] != '\r') return refuse(400, "malformed_header", "A field value has a forbidden character.");
  finishValue();
}

void HeadGate::finishValue() {
  std::string& value = head_.fields.back().value;
  value.erase(value.find_last_not_of(" \t") + 1);
  part_ = Part::ValueLf;
}

void HeadGate::onLineFeed(char c, Part next) {
  if (c != '\n') return refuse(400, "malformed_request", "A carriage return stands alone.");
  part_ = next;
}

void HeadGate::checkSize() {
  if (state_ == State::Refused || size_ <= limits_.headerBytes) return;
  if (part_ < Part::RequestLf) return refuse(414, "target_too_long", "The request target is too long.");
  refuse(431, "headers_too_large", "The request has too many bytes of headers.");
}

void HeadGate::refuse(int status, std::string_view code, std::string_view message) {
  state_ = State::Refused;
  refusal_ = {status, code, message};
}

}  // namespace billing::http
