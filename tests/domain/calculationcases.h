// The worked examples of one kind from data/calculation-cases.json (the contract of each calculation).
#pragma once

#include <QJsonObject>
#include <QString>
#include <QVector>

namespace billing::test {

struct CalculationCase {
  QString id;
  QJsonObject input;
  QJsonObject expected;
};

[[nodiscard]] QVector<CalculationCase> calculationCases(const QString& kind);

}  // namespace billing::test
