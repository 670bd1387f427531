// Short ways to fill a cell, for the column tables.
#pragma once

#include <optional>

#include "reports/reportvalues.h"

namespace billing::reports {

/// Empty text is an empty cell.
[[nodiscard]] inline Cell textCell(const QString& text) {
  return {text.isEmpty() ? QVariant() : QVariant(text), {}, {}};
}

/// The first that is not empty: a name, else the e-mail address, else the id.
[[nodiscard]] inline Cell firstText(std::initializer_list<QString> texts) {
  for (const QString& text : texts)
    if (!text.isEmpty()) return textCell(text);
  return {};
}

[[nodiscard]] inline Cell moneyCell(qint64 minor, const QString& currency) {
  return {QVariant::fromValue(minor), currency, {}};
}

[[nodiscard]] inline Cell numberCell(qint64 number) {
  return {QVariant::fromValue(number), {}, {}};
}

[[nodiscard]] inline Cell timeCell(std::optional<qint64> ms) {
  return ms ? Cell{QVariant::fromValue(*ms), {}, {}} : Cell{};
}

[[nodiscard]] inline Cell quantityCell(std::optional<qint64> milli, const QString& unit) {
  return milli ? Cell{QVariant::fromValue(*milli), {}, unit} : Cell{};
}

[[nodiscard]] inline Cell flagCell(bool on) {
  return {QVariant(on), {}, {}};
}

}  // namespace billing::reports
