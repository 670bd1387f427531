#include "domain/fieldversions.h"

#include <array>
#include <charconv>

namespace billing {
namespace {

std::string_view nextWord(std::string_view& rest, char end) {
  const auto at = rest.find(end);
  const std::string_view word = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return word;
}

template <class Number>
bool readNumber(std::string_view word, Number& number) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  return error == std::errc{} && end == word.data() + word.size();
}

template <class Number>
void append(std::string& text, Number number) {
  std::array<char, 24> digits{};
  text.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

// The first line: is the newest event at first hand, and how settled it found the object.
void readHead(std::string_view line, FieldVersion& newest) {
  int firstHand = 1;
  if (!readNumber(nextWord(line, ' '), firstHand) || !readNumber(line, newest.settled)) newest.settled = 0;
  newest.firstHand = firstHand != 0;
}

std::optional<FieldVersion> readVersion(std::string_view line) {
  FieldVersion version;
  int firstHand = 0;
  if (!readNumber(nextWord(line, ' '), firstHand) || !readNumber(nextWord(line, ' '), version.at.ms)) {
    return std::nullopt;
  }
  std::string_view settled = nextWord(line, ' ');  // "2", or "2+" where the field was changed
  version.changed = settled.ends_with('+');
  if (version.changed) settled.remove_suffix(1);
  if (!readNumber(settled, version.settled)) return std::nullopt;
  version.firstHand = firstHand != 0;
  version.eventId = line;
  return version;
}

}  // namespace

FieldVersions FieldVersions::decode(Instant objectTime, std::string objectEvent, std::string_view text) {
  FieldVersions versions({true, objectTime, 0, false, std::move(objectEvent)});
  readHead(nextWord(text, '\n'), versions.newest_);
  while (!text.empty()) {
    std::string_view line = nextWord(text, '\n');
    const std::string field(nextWord(line, ' '));
    versions.others_[field] = readVersion(line);
  }
  return versions;
}

std::string FieldVersions::encode() const {
  std::string text = newest_.firstHand ? "1 " : "0 ";
  append(text, newest_.settled);
  for (const auto& [field, version] : others_) {
    text += '\n' + field + ' ';
    if (!version) continue;
    text += version->firstHand ? "1 " : "0 ";
    append(text, version->at.ms);
    text += ' ';
    append(text, version->settled);
    text += (version->changed ? "+ " : " ") + version->eventId;
  }
  return text;
}

std::optional<FieldVersion> FieldVersions::of(std::string_view field) const {
  const auto other = others_.find(field);
  return other == others_.end() ? std::optional(newest_) : other->second;
}

void FieldVersions::set(std::string_view field, std::optional<FieldVersion> version) {
  const auto other = others_.find(field);
  if (version == newest_) {
    if (other != others_.end()) others_.erase(other);
  } else if (other != others_.end()) {
    other->second = std::move(version);
  } else {
    others_.emplace(field, std::move(version));
  }
}

}  // namespace billing
