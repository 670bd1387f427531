#include "sandbox/faces/stripe/params.h"

#include <algorithm>
#include <cctype>

namespace billing::sandbox::stripe {
namespace {

int paramHexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool paramIsIndex(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

// "items[0][price]" -> items, 0, price. Brackets that do not match leave the rest of the name as one part.
std::vector<std::string> paramParts(const std::string& name) {
  std::vector<std::string> parts;
  auto open = name.find('[');
  parts.push_back(name.substr(0, open));
  while (open != std::string::npos && open < name.size() && name[open] == '[') {
    const auto close = name.find(']', open);
    if (close == std::string::npos) break;
    parts.push_back(name.substr(open + 1, close - open - 1));
    open = close + 1;
  }
  return parts;
}

// "[]": a new entry, unless the name goes on and the last entry does not have that part yet.
std::string listIndex(const Param& list, const std::string& next) {
  const bool goesOn = !next.empty() && !list.inner.empty() && !list.inner.back().second.find(next);
  return goesOn ? list.inner.back().first : std::to_string(list.inner.size());
}

void addPair(Param& root, std::string_view pair) {
  if (pair.empty()) return;
  const auto equals = pair.find('=');
  Param* at = &root;
  const auto parts = paramParts(percentDecoded(pair.substr(0, equals), true));
  for (std::size_t i = 0; i < parts.size(); ++i)
    at = &at->make(parts[i].empty() ? listIndex(*at, i + 1 < parts.size() ? parts[i + 1] : "") : parts[i]);
  at->text = equals == std::string_view::npos ? std::string{} : percentDecoded(pair.substr(equals + 1), true);
  at->given = true;
}

void addPairs(Param& root, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('&');
    addPair(root, text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

// The entry for `name` in a list of known ones: nullopt unknown, else what is known below it ("*": anything).
std::optional<std::string_view> knownBelow(std::string_view known, std::string_view name) {
  std::size_t at = 0;
  while (at < known.size()) {
    const auto end = std::min(known.find_first_of(" [", at), known.size());
    const auto word = known.substr(at, end - at);
    auto below = std::string_view("*");
    at = end;
    if (at < known.size() && known[at] == '[') {
      int depth = 0;
      const auto start = at + 1;
      do {
        depth += known[at] == '[' ? 1 : known[at] == ']' ? -1 : 0;
        ++at;
      } while (depth > 0 && at < known.size());
      below = known.substr(start, at - 1 - start);
    }
    if (word == name) return below;
    if (at < known.size()) ++at;
  }
  return std::nullopt;
}

std::optional<std::string> unknownIn(const Param& params, std::string_view known, const std::string& where) {
  if (known == "*") return std::nullopt;
  for (const auto& [name, param] : params.inner) {
    const auto full = where.empty() ? name : where + "[" + name + "]";
    const auto below = paramIsIndex(name) && !where.empty() ? std::optional(known) : knownBelow(known, name);
    if (!below) return full;
    if (auto found = unknownIn(param, *below, full)) return found;
  }
  return std::nullopt;
}

}  // namespace

const Param* Param::find(std::string_view name) const {
  for (const auto& [key, param] : inner)
    if (key == name) return &param;
  return nullptr;
}

Param& Param::make(const std::string& name) {
  for (auto& [key, param] : inner)
    if (key == name) return param;
  return inner.emplace_back(name, Param{}).second;
}

std::string percentDecoded(std::string_view text, bool plusIsSpace) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape =
        text[i] == '%' && i + 2 < text.size() && paramHexDigit(text[i + 1]) >= 0 && paramHexDigit(text[i + 2]) >= 0;
    if (escape) {
      out += static_cast<char>(paramHexDigit(text[i + 1]) * 16 + paramHexDigit(text[i + 2]));
      i += 2;
    } else {
      out += plusIsSpace && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Param decodeForm(std::string_view query, std::string_view body) {
  Param root;
  addPairs(root, query);
  addPairs(root, body);
  return root;
}

std::optional<std::string> firstUnknown(const Param& params, std::string_view known) {
  for (const auto& [name, param] : params.inner) {
    if (name == "expand") continue;
    const auto below = known == "*" ? std::optional(known) : knownBelow(known, name);
    if (!below) return name;
    if (auto found = unknownIn(param, *below, name)) return found;
  }
  return std::nullopt;
}

}  // namespace billing::sandbox::stripe
