// Short ways to state the facts of a cell, for the column tables.
#pragma once

#include <QCoreApplication>
#include <optional>

#include "models/column.h"

namespace billing::models {

/// Titles and words of columns.
[[nodiscard]] inline QString columnText(const char* text) {
  return QCoreApplication::translate("Columns", text);
}

[[nodiscard]] inline Fact textFact(const QString& text, const QString& detail = {}) {
  return {text.isEmpty() ? QVariant() : QVariant(text), {}, {}, detail, {}};
}

/// A word in place of a value: "never", "unlimited".
[[nodiscard]] inline Fact saidFact(const QString& word) {
  return {{}, {}, {}, {}, word};
}

/// The first that is not empty; the others that differ go into the tooltip.
[[nodiscard]] Fact nameFact(const QStringList& names);

[[nodiscard]] inline Fact moneyFact(qint64 minor, const QString& currency, const QString& detail = {}) {
  return {QVariant::fromValue(minor), currency, {}, detail, {}};
}

[[nodiscard]] inline Fact numberFact(qint64 number) {
  return {QVariant::fromValue(number), {}, {}, {}, {}};
}

[[nodiscard]] inline Fact instantFact(std::optional<qint64> ms, const QString& prefix = {}) {
  return ms ? Fact{QVariant::fromValue(*ms), {}, {}, {}, prefix} : Fact{};
}

[[nodiscard]] inline Fact quantityFact(std::optional<qint64> milli, const QString& unit) {
  return milli ? Fact{QVariant::fromValue(*milli), {}, unit, {}, {}} : Fact{};
}

[[nodiscard]] inline Fact flagFact(bool on) {
  return {QVariant(on), {}, {}, {}, {}};
}

/// Our word for reading, the provider's own in the tooltip where it is another one.
[[nodiscard]] Fact statusFact(const QString& status, const QString& provider, const QString& providerStatus);

/// "Dodo" or "Stripe" as its owner writes it.
[[nodiscard]] QString providerName(const QString& provider);

/// "monthly", "yearly", "every 3 months"; "once" for an empty unit.
[[nodiscard]] QString intervalText(const QString& unit, int count);

}  // namespace billing::models
