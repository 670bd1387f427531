#include "domain/calculationcases.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace billing::test {

QVector<CalculationCase> calculationCases(const QString& kind) {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/resources/calculations/calculation-cases.json"));
  if (!file.open(QIODevice::ReadOnly)) qFatal("resources/calculations/calculation-cases.json is missing");
  QVector<CalculationCase> cases;
  const QJsonArray all = QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
  for (const auto& entry : all) {
    if (entry[u"kind"].toString() != kind) continue;
    cases.append({entry[u"id"].toString(), entry[u"input"].toObject(), entry[u"expected"].toObject()});
  }
  return cases;
}

}  // namespace billing::test
