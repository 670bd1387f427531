#include "operations/calculations/checkcalculations.h"

#include <QFile>
#include <QJsonDocument>
#include <algorithm>

#include "operations/calculations/calculation.h"

// The static library's resources are only linked in when somebody asks for them by name, outside of any namespace.
static void initialiseCalculationResources() {
  Q_INIT_RESOURCE(calculations);
}

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

CalculationKind& kindOf(CalculationReport& report, const QString& kind) {
  const auto known = std::ranges::find(report.kinds, kind, &CalculationKind::kind);
  if (known != report.kinds.end()) return *known;
  report.kinds.append({kind, 0, 0});
  return report.kinds.last();
}

void checkOne(const QJsonObject& one, CalculationReport& report) {
  const QByteArray expected = compact(one[u"expected"].toObject());
  const QByteArray answer = compact(found(one));
  CalculationKind& kind = kindOf(report, one[u"kind"].toString());
  ++kind.cases;
  if (answer == expected)
    ++kind.asExpected;
  else
    report.otherwise.append({one[u"id"].toString(), one[u"kind"].toString(), expected, answer});
}

}  // namespace

Result<CalculationReport> checkCalculations(const QByteArray& file, const CalculationProgress& progress,
                                            const CancelToken& cancel) {
  const auto cases = casesIn(file);
  if (!cases) return failure(cases.error());
  CalculationReport report;
  for (const auto& value : *cases) {
    if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The check was stopped");
    const QJsonObject one = value.toObject();
    ++report.cases;
    if (!isCase(one))
      return badCases(QStringLiteral("case %1 lacks its id, kind, input or expected").arg(report.cases));
    checkOne(one, report);
    if (progress) progress(report.cases, cases->size());
  }
  return report;
}

QByteArray shippedCalculationCases() {
  initialiseCalculationResources();
  QFile file(QStringLiteral(":/calculations/calculation-cases.json"));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace billing::operations
