#include "localapi/jsonbody.h"

#include <QJsonDocument>
#include <algorithm>
#include <limits>

#include "webhooks/payloadcheck.h"

namespace billing::localapi {
namespace {

constexpr std::size_t longestText = 1000;
constexpr qsizetype mostEntries = 50;

bool isPlain(const std::string& text) {
  return text.size() <= longestText &&
         std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

tl::unexpected<Error> missingField(std::string_view name) {
  return failure(ErrorKind::InvalidInput, "missing_field", "“" + std::string(name) + "” is missing");
}

tl::unexpected<Error> badField(std::string_view name, std::string_view expected) {
  return failure(ErrorKind::InvalidInput, "bad_field", "“" + std::string(name) + "” is not " + std::string(expected));
}

Result<JsonBody> JsonBody::parse(std::string_view body) {
  const webhooks::PayloadFacts facts = webhooks::checkPayload(Provider::Dodo, body);
  if (facts.payload != webhooks::Payload::Ok)
    return failure(ErrorKind::InvalidInput, std::string(toString(facts.payload)), "The body cannot be read as JSON",
                   facts.detail);
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray(body.data(), static_cast<qsizetype>(body.size())));
  if (!document.isObject()) return failure(ErrorKind::InvalidInput, "not_an_object", "The body is not a JSON object");
  JsonBody read;
  read.object_ = document.object();
  return read;
}

QJsonValue JsonBody::value(std::string_view name) const {
  return object_.value(QLatin1String(name.data(), static_cast<qsizetype>(name.size())));
}

Result<std::optional<std::string>> JsonBody::text(std::string_view name) const {
  const QJsonValue found = value(name);
  if (found.isUndefined() || found.isNull()) return std::nullopt;
  if (!found.isString()) return badField(name, "a text");
  std::string text = found.toString().toStdString();
  if (!isPlain(text)) return badField(name, "a text of at most 1,000 bytes without control characters");
  return text;
}

// A number that is not whole, or beyond 64 bits, gives the fallback: two different ones tell.
Result<std::optional<std::int64_t>> JsonBody::integer(std::string_view name) const {
  const QJsonValue found = value(name);
  if (found.isUndefined() || found.isNull()) return std::nullopt;
  if (!found.isDouble() || found.toInteger(0) != found.toInteger(1)) return badField(name, "a whole number");
  return found.toInteger();
}

Result<std::optional<bool>> JsonBody::flag(std::string_view name) const {
  const QJsonValue found = value(name);
  if (found.isUndefined() || found.isNull()) return std::nullopt;
  if (!found.isBool()) return badField(name, "true or false");
  return found.toBool();
}

Result<std::map<std::string, std::string>> JsonBody::texts(std::string_view name) const {
  std::map<std::string, std::string> texts;
  const QJsonValue found = value(name);
  if (found.isUndefined() || found.isNull()) return texts;
  const QJsonObject object = found.toObject();
  if (!found.isObject() || object.size() > mostEntries) return badField(name, "an object of at most 50 texts");
  for (auto it = object.begin(); it != object.end(); ++it) {
    const std::string key = it.key().toStdString(), text = it.value().toString().toStdString();
    if (!it.value().isString() || !isPlain(text) || !isPlain(key)) return badField(name, "an object of short texts");
    texts[key] = text;
  }
  return texts;
}

Result<std::optional<std::string>> JsonBody::anyText(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    if (auto found = text(name); !found || *found) return found;
  return std::nullopt;
}

}  // namespace billing::localapi
