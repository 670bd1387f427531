#include "operations/calculations/caseinput.h"

#include <limits>

namespace billing::operations {

void CaseInput::refuse(const char* field) {
  if (wrong_.isEmpty()) wrong_ = QString::fromLatin1(field);
}

bool CaseInput::has(const char* field) const {
  const QJsonValue value = object_.value(QLatin1String(field));
  return !value.isUndefined() && !value.isNull();
}

std::string CaseInput::text(const char* field) {
  const QJsonValue value = object_.value(QLatin1String(field));
  if (!value.isString()) refuse(field);
  return value.toString().toStdString();
}

std::int64_t CaseInput::integer(const char* field) {
  const QJsonValue value = object_.value(QLatin1String(field));
  // What is no whole number of 64 bits is answered with whatever one names as the default.
  if (value.toInteger(0) != value.toInteger(1)) refuse(field);
  return value.toInteger(0);
}

int CaseInput::smallInteger(const char* field) {
  const std::int64_t value = integer(field);
  if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) refuse(field);
  return static_cast<int>(value);
}

bool CaseInput::flag(const char* field) {
  const QJsonValue value = object_.value(QLatin1String(field));
  if (!value.isBool()) refuse(field);
  return value.toBool();
}

QJsonArray CaseInput::list(const char* field) {
  const QJsonValue value = object_.value(QLatin1String(field));
  if (!value.isArray()) refuse(field);
  return value.toArray();
}

Currency CaseInput::currency(const char* field) {
  const auto currency = Currency::fromCode(text(field));
  if (!currency) refuse(field);
  return currency.value_or(Currency());
}

Instant CaseInput::instant(const char* field) {
  const auto instant = fromIso8601(text(field));
  if (!instant) refuse(field);
  return instant.value_or(Instant{});
}

std::optional<Instant> CaseInput::instantOrNull(const char* field) {
  return has(field) ? std::optional(instant(field)) : std::nullopt;
}

CivilDate CaseInput::date(const char* field) {
  const auto date = dateFrom(text(field));
  if (!date) refuse(field);
  return date.value_or(CivilDate{});
}

BillingInterval CaseInput::interval() {
  BillingInterval interval{IntervalUnit::Month, smallInteger("interval_count")};
  if (interval.count < 1) refuse("interval_count");
  const std::string word = text("interval");
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year}) {
    if (word != toString(unit)) continue;
    interval.unit = unit;
    return interval;
  }
  refuse("interval");
  return interval;
}

}  // namespace billing::operations
