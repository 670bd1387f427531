#include "localapi/formvalues.h"

#include <algorithm>

#include "http/characters.h"
#include "webhooks/jsontext.h"

namespace billing::localapi {
namespace {

constexpr std::size_t mostValues = 100;

tl::unexpected<Error> badEncoding(std::string_view what) {
  return failure(ErrorKind::InvalidInput, "bad_encoding", "A parameter of the request cannot be read",
                 std::string(what));
}

Result<std::string> decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i] == '+' ? ' ' : text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? http::hexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? http::hexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return badEncoding("A % is not followed by two hexadecimal digits");
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return badEncoding("It has a control character");
    out += c;
  }
  if (webhooks::utf8FaultAt(out)) return badEncoding("It is not UTF-8");
  return out;
}

}  // namespace

Result<FormValues> FormValues::parse(std::string_view text) {
  FormValues values;
  while (!text.empty()) {
    const auto end = text.find('&');
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decoded(pair.substr(0, equals));
    auto value = decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1));
    if (!name || !value) return failure(name ? value.error() : name.error());
    if (values.has(*name))
      return failure(ErrorKind::InvalidInput, "repeated_parameter", "The parameter " + *name + " is given twice");
    if (values.values_.size() == mostValues) return badEncoding("There are too many parameters");
    values.values_.emplace_back(std::move(*name), std::move(*value));
  }
  return values;
}

Result<FormValues> FormValues::ofTarget(std::string_view target) {
  const auto question = target.find('?');
  return parse(question == std::string_view::npos ? std::string_view() : target.substr(question + 1));
}

const std::string& FormValues::text(std::string_view name) const {
  static const std::string none;
  const auto found = std::ranges::find(values_, name, [](const auto& pair) { return std::string_view(pair.first); });
  return found == values_.end() ? none : found->second;
}

bool FormValues::has(std::string_view name) const {
  return std::ranges::any_of(values_, [&](const auto& pair) { return pair.first == name; });
}

}  // namespace billing::localapi
