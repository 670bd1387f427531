#include "providers/answer/slices.h"

#include <optional>

namespace billing::providers {
namespace {

using Text = std::string_view;
constexpr std::size_t kNone = Text::npos;

std::size_t pastSpace(Text body, std::size_t at) {
  const std::size_t next = body.find_first_not_of(" \t\r\n", at);
  return next == kNone ? body.size() : next;
}

// `at` stands on the opening quote; the place after the closing one.
std::size_t pastString(Text body, std::size_t at) {
  for (++at; at < body.size(); ++at) {
    if (body[at] == '\\') {
      ++at;
    } else if (body[at] == '"') {
      return at + 1;
    }
  }
  return kNone;
}

// The place after the value that begins at `at`: at the comma or bracket that follows it.
std::size_t pastValue(Text body, std::size_t at) {
  std::size_t depth = 0;
  while (at < body.size()) {
    const char c = body[at];
    if (c == '"') {
      at = pastString(body, at);
      if (at == kNone) return kNone;
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',')) return at;
    if (c == '{' || c == '[') ++depth;
    if (closes) --depth;
    ++at;
  }
  return kNone;
}

Text trimmed(Text text) {
  const std::size_t last = text.find_last_not_of(" \t\r\n");
  return last == kNone ? Text() : text.substr(0, last + 1);
}

// Where the value of that key begins, at the top of the object.
std::optional<std::size_t> findKey(Text body, Text key) {
  std::size_t at = pastSpace(body, 0);
  if (at >= body.size() || body[at] != '{') return std::nullopt;
  at = pastSpace(body, at + 1);
  while (at < body.size() && body[at] == '"') {
    const std::size_t end = pastString(body, at);
    if (end == kNone) return std::nullopt;
    const bool found = body.substr(at + 1, end - at - 2) == key;
    at = pastSpace(body, end);
    if (at >= body.size() || body[at] != ':') return std::nullopt;
    at = pastSpace(body, at + 1);
    if (found) return at;
    at = pastValue(body, at);
    if (at == kNone || body[at] != ',') return std::nullopt;
    at = pastSpace(body, at + 1);
  }
  return std::nullopt;
}

tl::unexpected<Error> noList(Text key, const char* what) {
  return failure(ErrorKind::InvalidInput, "bad_answer", "The provider's answer cannot be read",
                 std::string(key) + ' ' + what);
}

}  // namespace

Result<SlicedList> sliceList(Text body, Text key) {
  const auto start = findKey(body, key);
  if (!start) return noList(key, "is missing");
  if (*start >= body.size() || body[*start] != '[') return noList(key, "is not a list");
  SlicedList list;
  std::size_t at = pastSpace(body, *start + 1);
  while (at < body.size() && (body[at] != ']' || !list.items.empty())) {
    const std::size_t end = pastValue(body, at);
    if (end == kNone || body[end] == '}') return noList(key, "breaks off");
    list.items.push_back(trimmed(body.substr(at, end - at)));
    at = end;
    if (body[at] == ']') break;
    at = pastSpace(body, at + 1);
  }
  if (at >= body.size()) return noList(key, "breaks off");
  list.frame = std::string(body.substr(0, *start)) + "[]" + std::string(body.substr(at + 1));
  return list;
}

}  // namespace billing::providers
