// Between the domain's values and a row's: NULL for an instant that nobody knows, empty text for a word that nobody
// said.
#pragma once

#include <QSqlQuery>
#include <QString>
#include <QVariant>
#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "domain/money.h"
#include "domain/provider.h"
#include "support/instant.h"

namespace billing::store {

[[nodiscard]] QVariant toVariant(const std::string& text);
[[nodiscard]] QVariant toVariant(const std::optional<std::string>& text);
[[nodiscard]] QVariant toVariant(std::optional<Instant> instant);
[[nodiscard]] QVariant toVariant(std::optional<std::int64_t> number);
[[nodiscard]] QVariant toVariant(Provider provider);
[[nodiscard]] QVariant toVariant(bool flag);
/// Code of the currency; the amount goes beside it.
[[nodiscard]] QVariant toVariant(const Currency& currency);

/// Reads the columns of a row from left to right.
class RowReader {
 public:
  explicit RowReader(const QSqlQuery& query) : query_(query) {}
  [[nodiscard]] std::string text() { return next().toString().toStdString(); }
  [[nodiscard]] std::optional<std::string> optionalText();
  [[nodiscard]] std::int64_t number() { return next().toLongLong(); }
  [[nodiscard]] std::optional<std::int64_t> optionalNumber();
  [[nodiscard]] std::optional<Instant> instant();
  [[nodiscard]] bool flag() { return next().toLongLong() != 0; }
  /// Two columns: minor units, then currency.
  [[nodiscard]] Money money();
  [[nodiscard]] Currency currency() { return Currency::fromCode(text()).value_or(Currency()); }
  /// Two columns: unit, then count; nullopt when the unit is empty.
  [[nodiscard]] std::optional<BillingInterval> interval();

 private:
  [[nodiscard]] QVariant next() { return query_.value(at_++); }
  const QSqlQuery& query_;
  int at_ = 0;
};

/// Unit and count of an interval as two values.
[[nodiscard]] QVariant unitOf(const std::optional<BillingInterval>& interval);
[[nodiscard]] QVariant countOf(const std::optional<BillingInterval>& interval);

}  // namespace billing::store
