#include "sandbox/faces/dodo/shape.h"

#include <QJsonArray>
#include <algorithm>
#include <cmath>

#include "domain/decimal.h"
#include "sandbox/faces/dodo/isocodes.h"
#include "sandbox/faces/dodo/shapetext.h"
#include "sandbox/faces/jsonbody.h"
#include "support/instant.h"

namespace billing::sandbox::dodo {

namespace {

using Fault = std::optional<std::string>;  // "quantity: invalid type: string, expected an integer"

std::string kindOfJson(const QJsonValue& value) {
  if (value.isBool()) return "boolean";
  if (value.isDouble()) return "number";
  if (value.isString()) return "string";
  if (value.isArray()) return "sequence";
  return value.isObject() ? "map" : "null";
}

std::string expectationOf(char kind) {
  switch (kind) {
    case 'n':
      return "an integer";
    case 'f':
      return "a number";
    case 'b':
      return "a boolean";
    case '{':
    case 'o':
    case 'm':
      return "a map";
    case '[':
      return "a sequence";
    default:
      return "a string";
  }
}

bool hasJsonKind(char kind, const QJsonValue& value) {
  if (kind == '*') return true;
  if (kind == 'n') return value.isDouble() && std::trunc(value.toDouble()) == value.toDouble();
  if (kind == 'f') return value.isDouble();
  if (kind == 'b') return value.isBool();
  if (kind == '[') return value.isArray();
  if (kind == '{' || kind == 'o' || kind == 'm') return value.isObject();
  return value.isString();
}

Fault wordFault(const std::vector<std::string>& words, const std::string& word) {
  if (std::find(words.begin(), words.end(), word) != words.end()) return std::nullopt;
  std::string text = "unknown variant `" + word + "`, expected one of ";
  for (const auto& one : words) text += (&one == &words.front() ? "`" : ", `") + one + "`";
  return text;
}

Fault textFault(const TypeShape& type, const std::string& text) {
  if (type.kind == '(') return wordFault(type.words, text);
  if (type.kind == 't' && !fromIso8601(text)) return "premature end of input: `" + text + "` is no RFC 3339 time";
  if (type.kind == 'c' && !isCurrencyCode(text)) return "unknown variant `" + text + "`, expected a currency";
  if (type.kind == 'k' && !isCountryCode(text)) return "unknown variant `" + text + "`, expected a country";
  if (type.kind == 'd' && !scaledDecimal(text, 6)) return "invalid decimal `" + text + "`";
  return std::nullopt;
}

Fault metadataFault(const QJsonObject& metadata) {
  for (auto at = metadata.begin(); at != metadata.end(); ++at)
    if (!at->isString() && !at->isDouble() && !at->isBool())
      return "." + at.key().toStdString() + ": expected a string, number or boolean";
  return std::nullopt;
}

Fault objectFault(const std::vector<FieldShape>& fields, const QJsonObject& object);

Fault listFault(const TypeShape& element, const QJsonArray& list);

Fault valueFault(const TypeShape& type, const QJsonValue& value) {
  if (!hasJsonKind(type.kind, value))
    return ": invalid type: " + kindOfJson(value) + ", expected " + expectationOf(type.kind);
  if (type.kind == '{') return objectFault(type.fields, value.toObject());
  if (type.kind == '[') return listFault(*type.element, value.toArray());
  if (type.kind == 'm') return metadataFault(value.toObject());
  if (!value.isString()) return std::nullopt;
  auto fault = textFault(type, value.toString().toStdString());
  return fault ? Fault(": " + *fault) : std::nullopt;
}

Fault listFault(const TypeShape& element, const QJsonArray& list) {
  for (qsizetype i = 0; i < list.size(); ++i)
    if (auto fault = valueFault(element, list[i])) return "[" + std::to_string(i) + "]" + *fault;
  return std::nullopt;
}

Fault objectFault(const std::vector<FieldShape>& fields, const QJsonObject& object) {
  for (const auto& field : fields) {
    const QJsonValue value = object.value(jsonString(field.name));
    const bool absent = value.isUndefined() || value.isNull();
    if (absent && field.required) return ": missing field `" + field.name + "`";
    if (absent) continue;
    if (auto fault = valueFault(field.type, value)) return "." + field.name + *fault;
  }
  return std::nullopt;
}

// ".a.b: wrong" -> "a.b: wrong"; ": wrong" -> "wrong"
std::string withoutLead(const std::string& fault) {
  return fault.substr(fault.rfind(": ", 0) == 0 ? 2 : 1);
}

bool isWholeNumber(const std::string& text) {
  return scaledDecimal(text, 0).has_value();
}

Fault queryFault(const TypeShape& type, const std::string& text) {
  if (type.kind == 'n' && !isWholeNumber(text)) return "invalid digit found in string";
  if (type.kind == 'b' && text != "true" && text != "false") return "provided string was not `true` or `false`";
  return textFault(type, text);
}

}  // namespace

Shape::Shape(std::string_view text) : fields_(fieldsFromText(text)) {}

std::optional<Problem> Shape::fault(const QJsonObject& body) const {
  const auto fault = objectFault(fields_, body);
  if (!fault) return std::nullopt;
  return Problem{422, "INVALID_REQUEST_BODY",
                 "Failed to deserialize the JSON body into the target type: " + withoutLead(*fault)};
}

std::optional<Problem> Shape::fault(const QueryPairs& query) const {
  for (const auto& field : fields_) {
    const auto value = queryValue(query, field.name);
    const auto fault = value ? queryFault(field.type, *value) : std::nullopt;
    if (fault)
      return Problem{422, "INVALID_QUERY_PARAMS", "Failed to deserialize query string: " + field.name + ": " + *fault};
  }
  return std::nullopt;
}

}  // namespace billing::sandbox::dodo
