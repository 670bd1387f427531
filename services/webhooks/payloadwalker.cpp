#include "webhooks/payloadwalker.h"

#include <utility>

namespace billing::webhooks {

Payload PayloadWalker::walk() {
  while (step()) {
  }
  if (payload_ == Payload::Ok && repeatedKeyAt_)
    stop(Payload::DuplicateKeys, "an object has the same key twice", *repeatedKeyAt_);
  return payload_;
}

// False when the walk is over, for better or worse.
bool PayloadWalker::step() {
  skipSpace();
  if (at_ == body_.size()) return expect_ == Expect::Nothing ? false : fail("the text ends too early");
  const char c = body_[at_];
  switch (expect_) {
    case Expect::Nothing:
      return fail("something follows the value");
    case Expect::CommaOrEnd:
      return readCommaOrEnd();
    case Expect::KeyOrEnd:
      return c == '}' ? closeBracket() : readKey();
    case Expect::Key:
      return readKey();
    case Expect::ValueOrEnd:
      return c == ']' ? closeBracket() : readValue();
    case Expect::Value:
      return readValue();
  }
  return false;
}

bool PayloadWalker::readValue() {
  const char c = body_[at_];
  Noted* const note = std::exchange(pending_, nullptr);
  if (c == '{' || c == '[') return openBracket(c == '{');
  const JsonToken token = c == '"'                             ? scanJsonString(body_, at_)
                          : c == '-' || (c >= '0' && c <= '9') ? scanJsonNumber(body_, at_)
                                                               : scanJsonWord(body_, at_);
  if (token.fault) return stop(Payload::NotJson, token.fault, token.end);
  if (note && note->token.empty()) {
    note->token = body_.substr(at_, token.end - at_);
    note->escaped = token.escaped;
  }
  at_ = token.end;
  expect_ = depth_ == 0 ? Expect::Nothing : Expect::CommaOrEnd;
  return true;
}

bool PayloadWalker::openBracket(bool object) {
  if (depth_ == kMostNesting) return stop(Payload::TooDeep, "the nesting is deeper than 64", at_);
  isObject_[depth_++] = object;
  if (object) keys_.open();
  expect_ = object ? Expect::KeyOrEnd : Expect::ValueOrEnd;
  ++at_;
  return true;
}

bool PayloadWalker::closeBracket() {
  if (isObject_[--depth_]) {
    const auto repeated = keys_.close();
    if (repeated && !repeatedKeyAt_) repeatedKeyAt_ = repeated;
  }
  expect_ = depth_ == 0 ? Expect::Nothing : Expect::CommaOrEnd;
  ++at_;
  return true;
}

bool PayloadWalker::readKey() {
  if (body_[at_] != '"') return fail("a key is expected");
  const JsonToken token = scanJsonString(body_, at_);
  if (token.fault) return stop(Payload::NotJson, token.fault, token.end);
  const std::string_view key = keys_.add(body_.substr(at_ + 1, token.end - at_ - 2), token.escaped, at_);
  if (depth_ == 1)
    for (Noted& note : noted_)
      if (note.key == key) pending_ = &note;
  at_ = token.end;
  skipSpace();
  if (at_ == body_.size() || body_[at_] != ':') return fail("a colon is expected");
  ++at_;
  expect_ = Expect::Value;
  return true;
}

bool PayloadWalker::readCommaOrEnd() {
  const bool object = isObject_[depth_ - 1];
  if (body_[at_] == (object ? '}' : ']')) return closeBracket();
  if (body_[at_] != ',') return fail("a comma or a closing bracket is expected");
  ++at_;
  expect_ = object ? Expect::Key : Expect::Value;
  return true;
}

bool PayloadWalker::stop(Payload payload, std::string_view why, std::size_t at) {
  payload_ = payload;
  detail_ = "At byte " + std::to_string(at) + ": " + std::string(why) + ".";
  return false;
}

void PayloadWalker::skipSpace() {
  while (at_ < body_.size() && (body_[at_] == ' ' || body_[at_] == '\n' || body_[at_] == '\r' || body_[at_] == '\t'))
    ++at_;
}

const PayloadWalker::Noted* PayloadWalker::noted(std::string_view key) const {
  for (const Noted& note : noted_)
    if (note.key == key && !note.token.empty()) return &note;
  return nullptr;
}

std::optional<std::string> PayloadWalker::topString(std::string_view key) const {
  const Noted* const note = noted(key);
  if (!note || note->token.front() != '"') return std::nullopt;
  const std::string_view inside = note->token.substr(1, note->token.size() - 2);
  if (!note->escaped) return std::string(inside);
  bool wellFormed = true;
  std::string text = unescapeJson(inside, wellFormed);
  return wellFormed ? std::optional(std::move(text)) : std::nullopt;
}

std::optional<std::string_view> PayloadWalker::topNumber(std::string_view key) const {
  const Noted* const note = noted(key);
  const bool number =
      note && (note->token.front() == '-' || (note->token.front() >= '0' && note->token.front() <= '9'));
  return number ? std::optional(note->token) : std::nullopt;
}

}  // namespace billing::webhooks
