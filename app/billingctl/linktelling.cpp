#include "app/billingctl/linktelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "operations/links/qrmatrix.h"

namespace billing::ctl {
namespace {

QString linkText(const std::string& text) {
  return QString::fromStdString(text);
}

QJsonObject findingOfLinkJson(const operations::LinkFinding& finding) {
  return {{QStringLiteral("severity"), linkText(std::string(toString(finding.severity)))},
          {QStringLiteral("code"), linkText(finding.code)},
          {QStringLiteral("part"), linkText(finding.part)},
          {QStringLiteral("what"), linkText(finding.what)},
          {QStringLiteral("fix"), linkText(finding.fix)}};
}

}  // namespace

void tellLink(const ToldLink& link, bool qr) {
  if (!link.url.empty()) std::printf("%s\n", link.url.c_str());
  for (const auto& finding : link.findings)
    std::printf("%-8s %s: %s\n         %s\n", std::string(toString(finding.severity)).c_str(), finding.part.c_str(),
                finding.what.c_str(), finding.fix.c_str());
  if (!qr || link.url.empty()) return;
  const auto matrix = operations::qrMatrixOf(link.url);
  std::printf("%s", matrix ? operations::qrText(*matrix).c_str() : (describe(matrix.error()) + "\n").c_str());
}

void tellLinkJson(const ToldLink& link) {
  QJsonArray findings;
  for (const auto& finding : link.findings) findings.append(findingOfLinkJson(finding));
  QJsonObject told{{QStringLiteral("url"), linkText(link.url)},
                   {QStringLiteral("fine"), !operations::hasErrors(link.findings)},
                   {QStringLiteral("findings"), findings}};
  if (!link.id.empty()) told.insert(QStringLiteral("id"), linkText(link.id));
  std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
}

}  // namespace billing::ctl
