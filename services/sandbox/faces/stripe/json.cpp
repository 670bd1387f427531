#include "sandbox/faces/stripe/json.h"

#include <QJsonDocument>
#include <algorithm>
#include <cctype>

namespace billing::sandbox::stripe {

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

QJsonValue js(const Metadata& metadata) {
  QJsonObject out;
  for (const auto& [key, value] : metadata) out.insert(qtext(key), qtext(value));
  return out;
}

QJsonValue js(const std::vector<std::string>& texts) {
  QJsonArray out;
  for (const auto& text : texts) out.append(qtext(text));
  return out;
}

QJsonValue js(Currency currency) {
  return qtext(lowered(currency.code()));
}

QJsonValue orNull(const std::string& text) {
  return text.empty() ? QJsonValue(QJsonValue::Null) : js(text);
}

Json& Json::nulls(std::string_view names) {
  while (!names.empty()) {
    const auto space = names.find(' ');
    const auto name = names.substr(0, space);
    if (!name.empty()) object_.insert(qtext(name), QJsonValue::Null);
    names.remove_prefix(space == std::string_view::npos ? names.size() : space + 1);
  }
  return *this;
}

QJsonObject wholeList(const QJsonArray& data, const std::string& url) {
  return Json("list")("data", data)("has_more", false)("url", url);
}

std::string textOf(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QJsonObject objectFrom(const std::string& text) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

}  // namespace billing::sandbox::stripe
