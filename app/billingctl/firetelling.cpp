#include "app/billingctl/firetelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/inputfile.h"

namespace billing::ctl {
namespace {

using HeaderPairs = QVector<QPair<QByteArray, QByteArray>>;

QJsonObject messageJson(const HeaderPairs& headers, const QByteArray& body) {
  QJsonArray list;
  for (const auto& [name, value] : headers)
    list.append(QJsonArray{QString::fromLatin1(name), QString::fromLatin1(value)});
  bool isText = false;
  const QString text = textOrBase64(body, isText);
  return {{QStringLiteral("headers"), list}, {isText ? QStringLiteral("body") : QStringLiteral("bodyBase64"), text}};
}

void printLine(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
  std::fflush(stdout);
}

void printMessage(const char* mark, const HeaderPairs& headers, const QByteArray& body) {
  for (const auto& [name, value] : headers) std::printf("%s %s: %s\n", mark, name.constData(), value.constData());
  std::printf("%s\n", mark);
  std::fwrite(body.constData(), 1, static_cast<std::size_t>(body.size()), stdout);
  if (!body.endsWith('\n')) std::printf("\n");
}

}  // namespace

void tellExchange(const QByteArray& eventId, const operations::FireOutcome& outcome, bool json) {
  if (json)
    return printLine({{QStringLiteral("eventId"), QString::fromUtf8(eventId)},
                      {QStringLiteral("status"), outcome.status},
                      {QStringLiteral("request"), messageJson(outcome.requestHeaders, outcome.requestBody)},
                      {QStringLiteral("response"), messageJson(outcome.responseHeaders, outcome.responseBody)},
                      {QStringLiteral("connectMs"), outcome.connectMs},
                      {QStringLiteral("totalMs"), outcome.totalMs}});
  printMessage(">", outcome.requestHeaders, outcome.requestBody);
  std::printf("< %d\n", outcome.status);
  printMessage("<", outcome.responseHeaders, outcome.responseBody);
  std::printf("Connected in %lld ms, answered in %lld ms\n", static_cast<long long>(outcome.connectMs),
              static_cast<long long>(outcome.totalMs));
}

void tellDryRun(const operations::FireRequest& request, const operations::FireOutcome& unsent, bool json) {
  if (!json) return printMessage(">", unsent.requestHeaders, unsent.requestBody);
  printLine({{QStringLiteral("eventId"), QString::fromUtf8(request.eventId)},
             {QStringLiteral("request"), messageJson(unsent.requestHeaders, unsent.requestBody)}});
}

}  // namespace billing::ctl
