#include "webhooks/compose/eventtemplate.h"

#include "webhooks/compose/eventtypetable.h"

namespace billing::webhooks {
namespace {

constexpr int kMostIncludes = 4;

tl::unexpected<Error> templateFault(const std::string& what) {
  return failure(ErrorKind::Internal, "event_template", "An event template does not fit: " + what);
}

// The white space in front of the line that `at` is on.
std::string indentAt(const std::string& text, std::size_t at) {
  const auto lineBreak = text.rfind('\n', at);
  const std::size_t start = lineBreak == std::string::npos ? 0 : lineBreak + 1;
  const std::size_t end = text.find_first_not_of(' ', start);
  return text.substr(start, end - start);
}

std::string indented(const std::string& text, const std::string& indent) {
  std::string out;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += indent;
  }
  return out;
}

std::string withoutLastLineBreak(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

Result<std::string> EventTemplate::render(const std::string& templateName) const {
  const std::string text = eventResource(provider_, templateName + ".json");
  if (text.empty()) return templateFault("there is no file " + templateName);
  return fill(withoutLastLineBreak(text), 0);
}

Result<std::string> EventTemplate::whole(const std::string& kind, const std::string& name, const std::string& indent,
                                         int depth) const {
  if (kind == "use") {
    const std::string file = (name == "object" ? objectTemplate_ : name) + ".json";
    const std::string text = eventResource(provider_, file);
    if (text.empty() || depth == kMostIncludes) return templateFault("there is no file " + file);
    auto filled = fill(withoutLastLineBreak(text), depth + 1);
    if (!filled) return filled;
    return indented(*filled, indent);
  }
  const std::string& value = variables_.text(name);
  if (kind == "bool") return std::string(value == "true" ? "true" : "false");
  if (value.empty()) return std::string("null");
  if (kind == "int" || kind == "json") return value;
  if (kind == "text") return jsonQuoted(value);
  const auto instant = fromIso8601(value);
  if (kind != "time" || !instant) return templateFault(kind + " " + name + " is “" + value + "”");
  return provider_ == Provider::Stripe ? std::to_string(instant->seconds()) : jsonQuoted(toIso8601(*instant));
}

Result<std::string> EventTemplate::fill(const std::string& text, int depth) const {
  std::string out;
  std::size_t at = 0;
  for (;;) {
    const auto open = text.find("{{", at);
    const auto close = open == std::string::npos ? open : text.find("}}", open);
    if (close == std::string::npos) break;
    const std::string inside = text.substr(open + 2, close - open - 2);
    const auto space = inside.find(' ');
    if (space == std::string::npos) {
      if (variables_.empty(inside)) return templateFault("nothing is known for " + inside);
      const std::string quoted = jsonQuoted(variables_.text(inside));
      out.append(text, at, open - at).append(quoted, 1, quoted.size() - 2);
      at = close + 2;
      continue;
    }
    const auto value = whole(inside.substr(0, space), inside.substr(space + 1), indentAt(text, open), depth);
    if (!value) return value;
    out.append(text, at, open - 1 - at).append(*value);  // the quotes around it go as well
    at = close + 3;
  }
  return out.append(text, at, std::string::npos);
}

}  // namespace billing::webhooks
