// The calculations that facts/calculations.md names, each from the JSON of its contract to the JSON of its answer. The
// arithmetic itself is domain's and metrics': here are only the words of the contract.
#pragma once

#include <QJsonObject>
#include <QStringView>
#include <span>

#include "operations/calculations/caseinput.h"
#include "support/result.h"

namespace billing::operations {

struct Calculation {
  const char* kind;
  QJsonObject (*answer)(CaseInput& input);
};

/// By group; together the 15 kinds.
[[nodiscard]] std::span<const Calculation> moneyCalculations();     ///< money_format, money_parse, allocate, tax
[[nodiscard]] std::span<const Calculation> revenueCalculations();   ///< mrr, movements, retention, ageing
[[nodiscard]] std::span<const Calculation> accountCalculations();   ///< proration, credits, quota
[[nodiscard]] std::span<const Calculation> timeCalculations();      ///< periods, grace, zone
[[nodiscard]] std::span<const Calculation> deliveryCalculations();  ///< delivery_order

/// nullptr: a kind that the program does not know.
[[nodiscard]] const Calculation* calculationOf(QStringView kind);

/// {"error": code}: how the contract writes a refusal.
[[nodiscard]] QJsonObject refusal(const Error& error);

}  // namespace billing::operations
