#include "operations/calculations/calculation.h"

namespace billing::operations {

const Calculation* calculationOf(QStringView kind) {
  for (const auto group : {moneyCalculations(), revenueCalculations(), accountCalculations(), timeCalculations(),
                           deliveryCalculations()}) {
    for (const Calculation& calculation : group) {
      if (kind == QLatin1String(calculation.kind)) return &calculation;
    }
  }
  return nullptr;
}

QJsonObject refusal(const Error& error) {
  return {{QStringLiteral("error"), QString::fromStdString(error.code)}};
}

}  // namespace billing::operations
