#include "store/repositories/rowvalues.h"

namespace billing::store {
namespace {

QVariant null() {
  return QVariant(QMetaType::fromType<qlonglong>());
}

QString fromView(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<IntervalUnit> unitFrom(std::string_view word) {
  for (const IntervalUnit unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (toString(unit) == word) return unit;
  return std::nullopt;
}

}  // namespace

QVariant toVariant(const std::string& text) {
  return fromView(text);
}
QVariant toVariant(const std::optional<std::string>& text) {
  return text ? toVariant(*text) : QVariant(fromView(""));
}
QVariant toVariant(std::optional<Instant> instant) {
  return instant ? QVariant(qlonglong(instant->ms)) : null();
}
QVariant toVariant(std::optional<std::int64_t> number) {
  return number ? QVariant(qlonglong(*number)) : null();
}
QVariant toVariant(Provider provider) {
  return fromView(toString(provider));
}
QVariant toVariant(bool flag) {
  return flag ? 1 : 0;
}
QVariant toVariant(const Currency& currency) {
  return fromView(currency.code());
}
QVariant unitOf(const std::optional<BillingInterval>& interval) {
  return fromView(interval ? toString(interval->unit) : std::string_view(""));
}
QVariant countOf(const std::optional<BillingInterval>& interval) {
  return interval ? interval->count : 1;
}

std::optional<std::string> RowReader::optionalText() {
  std::string value = text();
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

std::optional<std::int64_t> RowReader::optionalNumber() {
  const QVariant value = next();
  return value.isNull() ? std::nullopt : std::optional<std::int64_t>(value.toLongLong());
}

std::optional<Instant> RowReader::instant() {
  const auto value = optionalNumber();
  return value ? std::optional(Instant{*value}) : std::nullopt;
}

Money RowReader::money() {
  const std::int64_t minor = number();
  return {minor, currency()};
}

std::optional<BillingInterval> RowReader::interval() {
  const auto unit = unitFrom(text());
  const auto count = static_cast<int>(number());
  return unit ? std::optional(BillingInterval{*unit, count}) : std::nullopt;
}

}  // namespace billing::store
