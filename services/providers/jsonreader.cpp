#include "providers/jsonreader.h"

#include "domain/decimal.h"

namespace billing::providers {
namespace {

constexpr std::int64_t kLastSecondOf9999 = 253402300799;
constexpr std::size_t kShown = 40;  // bytes of an unexpected value that a message quotes

std::string shortText(simdjson::dom::element element) {
  if (element.is_object()) return "an object";
  if (element.is_array()) return "a list";
  std::string text = simdjson::minify(element);
  if (text.size() > kShown) text = text.substr(0, kShown) + "…";
  return text;
}

tl::unexpected<Error> unreadable(simdjson::error_code code) {
  if (code == simdjson::NUMBER_ERROR) {
    return failure(
        ErrorKind::InvalidInput, "number_out_of_range", "The body holds a number that cannot be read exactly",
        "it has more digits or a larger exponent than 64 bits can hold", "Ask the sender what the number means");
  }
  return failure(ErrorKind::InvalidInput, "not_json", "The body cannot be read as JSON", simdjson::error_message(code));
}

}  // namespace

void JsonProblem::note(const std::string& path, const std::string& what) {
  if (error_) return;
  error_ =
      Error{ErrorKind::InvalidInput, "malformed_event", "The event cannot be read", path + ' ' + what, {}, false, {}};
}

void JsonProblem::noteWord(const std::string& path, const std::string& what) {
  if (unknownWords_ == UnknownWords::AreProblems) note(path, what);
}

std::optional<JsonObject::Element> JsonObject::find(std::string_view key) const {
  if (!object_) return std::nullopt;
  Element element;
  if (object_->at_key(key).get(element) != simdjson::SUCCESS || element.is_null()) return std::nullopt;
  return element;
}

std::string JsonObject::pathOf(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
}

void JsonObject::problem(std::string_view key, const std::string& what) const {
  if (problem_ != nullptr) problem_->note(pathOf(key), what);
}

void JsonObject::unknownWord(std::string_view key, const std::string& what) const {
  if (problem_ != nullptr) problem_->noteWord(pathOf(key), what);
}

void JsonObject::wrongType(std::string_view key, Element element, const char* expected) const {
  problem(key, "is " + shortText(element) + ", expected " + expected);
}

JsonObject JsonObject::object(std::string_view key) const {
  const auto element = find(key);
  simdjson::dom::object nested;
  if (!element || element->is_string()) return {};
  if (element->get_object().get(nested) == simdjson::SUCCESS) return {nested, pathOf(key), problem_};
  wrongType(key, *element, "an object");
  return {};
}

bool JsonObject::holdsObject(std::string_view key) const {
  const auto element = find(key);
  return element && element->is_object();
}

std::vector<JsonObject> JsonObject::objects(std::string_view key) const {
  const auto element = find(key);
  if (!element) return {};
  if (element->is_object()) return object(key).objects("data");
  simdjson::dom::array array;
  if (element->get_array().get(array) != simdjson::SUCCESS) {
    wrongType(key, *element, "a list");
    return {};
  }
  std::vector<JsonObject> all;
  std::size_t index = 0;
  for (const Element item : array) {
    simdjson::dom::object nested;
    const std::string place = pathOf(key) + '[' + std::to_string(index++) + ']';
    if (item.get_object().get(nested) == simdjson::SUCCESS) all.emplace_back(nested, place, problem_);
  }
  return all;
}

std::optional<std::string> JsonObject::maybeText(std::string_view key) const {
  const auto element = find(key);
  if (!element) return std::nullopt;
  std::string_view text;
  if (element->get_string().get(text) == simdjson::SUCCESS) return std::string(text);
  wrongType(key, *element, "a text");
  return std::nullopt;
}

std::optional<std::string> JsonObject::looseText(std::string_view key) const {
  const auto element = find(key);
  std::string_view text;
  if (!element || element->get_string().get(text) != simdjson::SUCCESS) return std::nullopt;
  return std::string(text);
}

std::vector<std::pair<std::string, std::string>> JsonObject::texts() const {
  std::vector<std::pair<std::string, std::string>> all;
  if (!object_) return all;
  for (const auto& [key, element] : *object_) {
    std::string_view text;
    if (element.get_string().get(text) == simdjson::SUCCESS) {
      all.emplace_back(key, text);
    } else if (element.is_number()) {
      all.emplace_back(key, std::string(simdjson::minify(element)));
    }
  }
  return all;
}

std::string JsonObject::text(std::string_view key) const {
  return maybeText(key).value_or(std::string());
}

std::string JsonObject::required(std::string_view key) const {
  std::string value = text(key);
  if (value.empty()) problem(key, "is missing");
  return value;
}

bool JsonObject::mentions(std::string_view key) const {
  Element element;
  return object_ && object_->at_key(key).get(element) == simdjson::SUCCESS;
}

std::optional<std::string> JsonObject::nullableText(std::string_view key) const {
  return mentions(key) ? std::optional(text(key)) : std::nullopt;
}

std::string JsonObject::id(std::string_view key) const {
  const auto element = find(key);
  if (element && element->is_object()) return object(key).text("id");
  return text(key);
}

std::string JsonObject::firstText(std::string_view key) const {
  const auto texts = textList(key);
  return texts.empty() ? std::string() : texts.front();
}

std::vector<std::string> JsonObject::textList(std::string_view key) const {
  std::vector<std::string> texts;
  const auto element = find(key);
  if (!element || !element->is_array()) return texts;
  for (const Element item : simdjson::dom::array(*element)) {
    std::string_view text;
    if (item.get_string().get(text) == simdjson::SUCCESS) texts.emplace_back(text);
  }
  return texts;
}

std::optional<std::int64_t> JsonObject::integer(std::string_view key) const {
  const auto element = find(key);
  if (!element) return std::nullopt;
  std::int64_t value = 0;
  // The type, not the value: simdjson would also hand out 12.0 and numbers beyond int64 after a conversion.
  if (element->type() == simdjson::dom::element_type::INT64 && element->get_int64().get(value) == simdjson::SUCCESS)
    return value;
  wrongType(key, *element, "a whole number of at most 64 bits");
  return std::nullopt;
}

std::int64_t JsonObject::requiredInteger(std::string_view key) const {
  if (!has(key)) problem(key, "is missing");
  return integer(key).value_or(0);
}

std::optional<bool> JsonObject::maybeFlag(std::string_view key) const {
  const auto element = find(key);
  if (!element) return std::nullopt;
  bool value = false;
  if (element->get_bool().get(value) == simdjson::SUCCESS) return value;
  wrongType(key, *element, "true or false");
  return std::nullopt;
}

bool JsonObject::flag(std::string_view key) const {
  return maybeFlag(key).value_or(false);
}

std::optional<std::string> JsonObject::decimal(std::string_view key) const {
  const auto element = find(key);
  if (!element) return std::nullopt;
  if (element->is_string()) return text(key);
  if (element->is_number()) return std::string(simdjson::minify(*element));
  wrongType(key, *element, "a decimal number");
  return std::nullopt;
}

std::optional<std::int64_t> JsonObject::milli(std::string_view key) const {
  const auto written = decimal(key);
  if (!written) return std::nullopt;
  const auto value = milliDecimal(*written);
  if (value) return *value;
  problem(key, "is " + written->substr(0, kShown) + ": " + value.error().reason);
  return std::nullopt;
}

std::optional<Instant> JsonObject::iso(std::string_view key) const {
  const auto written = maybeText(key);
  if (!written) return std::nullopt;
  const auto instant = fromIso8601(*written);
  if (!instant) problem(key, "is \"" + written->substr(0, kShown) + "\", expected a time in ISO 8601");
  return instant;
}

std::optional<Instant> JsonObject::seconds(std::string_view key) const {
  const auto value = integer(key);
  if (!value) return std::nullopt;
  if (*value >= 0 && *value <= kLastSecondOf9999) return Instant::fromSeconds(*value);
  problem(key, "is " + std::to_string(*value) + ", expected Unix seconds until the year 9999");
  return std::nullopt;
}

Currency JsonObject::currency(std::string_view key) const {
  const std::string code = required(key);
  const auto currency = Currency::fromCode(code);
  if (!currency && !code.empty())
    problem(key, "is \"" + code.substr(0, kShown) + "\", expected a currency of three letters");
  return currency.value_or(Currency());
}

Money JsonObject::money(std::string_view amountKey, std::string_view currencyKey) const {
  return {requiredInteger(amountKey), currency(currencyKey)};
}

Result<JsonObject> parseObject(std::string_view body, JsonProblem& problem) {
  static thread_local simdjson::dom::parser parser;
  simdjson::dom::object object;
  simdjson::dom::element root;
  // Nothing may lie at no address, which the parser would copy from.
  if (body.empty()) return unreadable(simdjson::EMPTY);
  if (const auto code = parser.parse(body.data(), body.size()).get(root); code != simdjson::SUCCESS)
    return unreadable(code);
  if (const auto code = root.get_object().get(object); code != simdjson::SUCCESS) {
    return failure(ErrorKind::InvalidInput, "not_an_object", "The event cannot be read",
                   "the body is not a JSON object");
  }
  return JsonObject(object, {}, &problem);
}

}  // namespace billing::providers
