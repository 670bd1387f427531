#include "operations/calculations/checkcalculations.h"

#include <QJsonDocument>

#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

tl::unexpected<Error> badCases(const QString& why) {
  return failure(ErrorKind::InvalidInput, "bad_cases", "The file of calculation cases cannot be read",
                 why.toStdString(), R"(Expected is {"format": 2, "cases": [{"id", "kind", "input", "expected"}]})");
}

Result<QJsonArray> casesIn(const QByteArray& file) {
  QJsonParseError problem;
  const QJsonObject document = QJsonDocument::fromJson(file, &problem).object();
  if (problem.error != QJsonParseError::NoError)
    return badCases(QStringLiteral("%1 at byte %2").arg(problem.errorString()).arg(problem.offset));
  if (document[u"format"].toInteger() != 2) return badCases(QStringLiteral("its format is not 2"));
  if (!document[u"cases"].isArray()) return badCases(QStringLiteral("it has no list of cases"));
  return document[u"cases"].toArray();
}

QByteArray compact(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject found(const QJsonObject& one) {
  const Calculation* calculation = calculationOf(one[u"kind"].toString());
  if (!calculation) return {{QStringLiteral("error"), QStringLiteral("unknown_kind")}};
  CaseInput input(one[u"input"].toObject());
  QJsonObject answer = calculation->answer(input);
  if (input.wrong().isEmpty()) return answer;
  return {{QStringLiteral("error"), QStringLiteral("bad_input")}, {QStringLiteral("field"), input.wrong()}};
}

bool isCase(const QJsonObject& one) {
  return one[u"id"].isString() && one[u"kind"].isString() && one[u"input"].isObject() && one[u"expected"].isObject();
}

}  // namespace

Result<CalculationReport> checkCalculations(const QByteArray& file) {
  const auto cases = casesIn(file);
  if (!cases) return failure(cases.error());
  CalculationReport report;
  for (const auto& value : *cases) {
    const QJsonObject one = value.toObject();
    ++report.cases;
    if (!isCase(one))
      return badCases(QStringLiteral("case %1 lacks its id, kind, input or expected").arg(report.cases));
    const QByteArray expected = compact(one[u"expected"].toObject());
    const QByteArray answer = compact(found(one));
    if (answer != expected) report.otherwise.append({one[u"id"].toString(), one[u"kind"].toString(), expected, answer});
  }
  return report;
}

}  // namespace billing::operations
