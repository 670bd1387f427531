#include "webhooks/bodyvariants.h"

#include "webhooks/jsontext.h"
#include "webhooks/textencoding.h"

namespace billing::webhooks {
namespace {

constexpr std::string_view kBom = "\xef\xbb\xbf";

std::string replacedAll(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (std::size_t at = 0;;) {
    const auto hit = text.find(from, at);
    out.append(text.substr(at, hit - at));
    if (hit == std::string_view::npos) return out;
    out.append(to);
    at = hit + from.size();
  }
}

// Without the white space between tokens; the tokens themselves stay as they are.
std::string minified(std::string_view text) {
  std::string out;
  bool inString = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (inString && c == '\\' && at + 1 < text.size()) {
      out.append(text.substr(at++, 2));
      continue;
    }
    if (c == '"') inString = !inString;
    if (inString || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) out += c;
  }
  return out;
}

// As decoders that forgive write it: U+FFFD for each byte that is not UTF-8.
std::string withReplacements(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto fault = utf8FaultAt(text);
    out.append(text.substr(0, fault.value_or(text.size())));
    if (!fault) break;
    out.append("\xef\xbf\xbd");
    text.remove_prefix(*fault + 1);
  }
  return out;
}

}  // namespace

std::vector<BodyVariant> bodyVariants(std::string_view body) {
  std::vector<BodyVariant> variants{{std::string(body), {}}};
  const auto add = [&](std::string changed, const char* clause) {
    for (const BodyVariant& known : variants)
      if (known.body == changed) return;
    variants.push_back({std::move(changed), clause});
  };
  add(std::string(trimmed(body)), "before white space was added at its ends");
  add(std::string(body) + "\n", "with a line feed at its end, which was lost on the way");
  add(std::string(body) + "\r\n", "with a line break at its end, which was lost on the way");
  add(replacedAll(body, "\r\n", "\n"), "with LF line ends, which became CRLF on the way");
  add(replacedAll(replacedAll(body, "\r\n", "\n"), "\n", "\r\n"), "with CRLF line ends, which became LF on the way");
  if (body.starts_with(kBom))
    add(std::string(body.substr(kBom.size())), "before a byte order mark was added");
  else
    add(std::string(kBom) + std::string(body), "with a byte order mark, which was lost on the way");
  add(minified(body), "as compact JSON, before it was written anew with other spacing");
  if (utf8FaultAt(body)) add(withReplacements(body), "with U+FFFD in place of the bytes that are not UTF-8");
  return variants;
}

}  // namespace billing::webhooks
