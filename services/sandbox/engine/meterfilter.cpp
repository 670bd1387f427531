#include "sandbox/engine/meterfilter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <compare>

#include "domain/decimal.h"

namespace billing::sandbox {
namespace {

std::string clauseValue(const QJsonValue& value) {
  if (value.isBool()) return value.toBool() ? "true" : "false";
  if (value.isDouble())
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).mid(1).chopped(1).toStdString();
  return value.toString().toStdString();
}

std::strong_ordering compareValues(const std::string& a, const std::string& b) {
  constexpr int decimals = 6;
  const auto left = scaledDecimal(a, decimals);
  const auto right = scaledDecimal(b, decimals);
  if (left && right) return *left <=> *right;
  return a.compare(b) <=> 0;
}

bool clausePasses(const QJsonObject& clause, const std::map<std::string, std::string>& values) {
  const auto found = values.find(clause[u"key"].toString().toStdString());
  const std::string value = found == values.end() ? "" : found->second;
  const std::string wanted = clauseValue(clause[u"value"]);
  const QString word = clause[u"operator"].toString();
  if (word == u"contains") return value.find(wanted) != std::string::npos;
  if (word == u"does_not_contain") return value.find(wanted) == std::string::npos;
  if (word == u"equals") return compareValues(value, wanted) == 0;
  if (word == u"not_equals") return compareValues(value, wanted) != 0;
  if (found == values.end()) return false;
  if (word == u"greater_than") return compareValues(value, wanted) > 0;
  if (word == u"greater_than_or_equals") return compareValues(value, wanted) >= 0;
  if (word == u"less_than") return compareValues(value, wanted) < 0;
  return compareValues(value, wanted) <= 0;
}

bool filterPasses(const QJsonObject& filter, const std::map<std::string, std::string>& values) {
  const bool any = filter[u"conjunction"].toString() == u"or";
  const QJsonArray clauses = filter[u"clauses"].toArray();
  for (const auto& each : clauses) {
    const QJsonObject clause = each.toObject();
    const bool passes = clause.contains(u"clauses") ? filterPasses(clause, values) : clausePasses(clause, values);
    if (passes == any) return any;
  }
  return !any || clauses.isEmpty();
}

}  // namespace

bool passesMeterFilter(const std::string& filter, const std::map<std::string, std::string>& values) {
  if (filter.empty()) return true;
  const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(filter)).object();
  return object.isEmpty() || filterPasses(object, values);
}

}  // namespace billing::sandbox
