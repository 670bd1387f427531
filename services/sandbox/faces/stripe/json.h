// Builds the JSON of Stripe's objects: short to write, integers exact, empty text as null where Stripe says null.
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/money.h"
#include "sandbox/ledger/entities.h"

namespace billing::sandbox::stripe {

[[nodiscard]] inline QString qtext(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline QJsonValue js(const char* text) {
  return QString::fromUtf8(text);
}
[[nodiscard]] inline QJsonValue js(std::string_view text) {
  return qtext(text);
}
[[nodiscard]] inline QJsonValue js(const std::string& text) {
  return qtext(text);
}
[[nodiscard]] inline QJsonValue js(bool value) {
  return value;
}
[[nodiscard]] inline QJsonValue js(int value) {
  return value;
}
[[nodiscard]] inline QJsonValue js(std::int64_t value) {
  return QJsonValue(static_cast<qint64>(value));
}
[[nodiscard]] inline QJsonValue js(std::nullptr_t) {
  return QJsonValue::Null;
}
/// Seconds since 1970.
[[nodiscard]] inline QJsonValue js(Instant at) {
  return js(at.seconds());
}
[[nodiscard]] inline QJsonValue js(const QJsonValue& value) {
  return value;
}
[[nodiscard]] inline QJsonValue js(const QJsonObject& value) {
  return value;
}
[[nodiscard]] inline QJsonValue js(const QJsonArray& value) {
  return value;
}
template <class T>
[[nodiscard]] QJsonValue js(const std::optional<T>& value) {
  return value ? js(*value) : QJsonValue(QJsonValue::Null);
}
[[nodiscard]] QJsonValue js(const Metadata& metadata);
[[nodiscard]] QJsonValue js(const std::vector<std::string>& texts);
/// "usd": Stripe writes currencies in lower case.
[[nodiscard]] QJsonValue js(Currency currency);
/// Null for an empty text.
[[nodiscard]] QJsonValue orNull(const std::string& text);
[[nodiscard]] std::string lowered(std::string_view text);

/// Json("customer")("id", id)("created", at).nulls("a b"): an object in the making.
class Json {
 public:
  Json() = default;
  explicit Json(const char* object) { (*this)("object", object); }
  explicit Json(QJsonObject start) : object_(std::move(start)) {}
  template <class T>
  Json& operator()(const char* key, const T& value) {
    object_.insert(QLatin1String(key), js(value));
    return *this;
  }
  /// Each name becomes null.
  Json& nulls(std::string_view names);
  operator QJsonObject() const { return object_; }  // NOLINT(google-explicit-constructor)

 private:
  QJsonObject object_;
};
template <>
inline Json& Json::operator()(const char* key, const Json& value) {
  object_.insert(QLatin1String(key), value.object_);
  return *this;
}

/// {object: "list", data, has_more: false, url}
[[nodiscard]] QJsonObject wholeList(const QJsonArray& data, const std::string& url);
[[nodiscard]] std::string textOf(const QJsonObject& object);
/// Empty when it is no JSON object.
[[nodiscard]] QJsonObject objectFrom(const std::string& text);

}  // namespace billing::sandbox::stripe
