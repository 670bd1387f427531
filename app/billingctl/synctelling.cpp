#include "app/billingctl/synctelling.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

namespace billing::ctl {
namespace {

constexpr std::chrono::seconds kBetweenLines{2};

QString syncText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue errorJson(const std::optional<Error>& error) {
  if (!error) return {};
  return QJsonObject{{QStringLiteral("code"), syncText(error->code)},
                     {QStringLiteral("message"), syncText(error->message)},
                     {QStringLiteral("reason"), syncText(error->reason)},
                     {QStringLiteral("hint"), syncText(error->hint)},
                     {QStringLiteral("requestId"), syncText(error->requestId)}};
}

void tellCount(const char* text, std::int64_t count) {
  if (count > 0) std::printf(", %lld %s", static_cast<long long>(count), text);
}

}  // namespace

void SyncTicker::tell(const operations::SyncProgress& progress) {
  const auto now = std::chrono::steady_clock::now();
  if (progress.resource == resource_ && now - last_ < kBetweenLines) return;
  resource_ = progress.resource;
  last_ = now;
  std::fprintf(stderr, "%s: %lld (%lld in all)\n", progress.resource.c_str(), static_cast<long long>(progress.seen),
               static_cast<long long>(progress.total));
}

void tellSync(const operations::SyncReport& report) {
  const std::string kind(toString(report.kind));
  if (!report.note.empty()) std::printf("%s\n", report.note.c_str());
  std::printf("%s sync %s%s: %lld read, %lld new, %lld changed, %lld unchanged", kind.c_str(), report.state.c_str(),
              report.resumed ? " (resumed)" : "", static_cast<long long>(report.seen),
              static_cast<long long>(report.created), static_cast<long long>(report.updated),
              static_cast<long long>(report.unchanged));
  tellCount("events had been missed", report.missedEvents);
  tellCount("could not be read", report.unreadable);
  tellCount("words unknown", report.unknownWords);
  tellCount("of products that nobody knows", report.refused);
  tellCount("not seen any more", report.notSeen);
  std::printf("\n");
}

void tellSyncJson(const operations::SyncReport& report) {
  const auto number = [](std::int64_t value) { return QJsonValue(qint64{value}); };
  const QJsonObject whole{{QStringLiteral("run"), number(report.run)},
                          {QStringLiteral("kind"), syncText(toString(report.kind))},
                          {QStringLiteral("state"), syncText(report.state)},
                          {QStringLiteral("resumed"), report.resumed},
                          {QStringLiteral("note"), syncText(report.note)},
                          {QStringLiteral("startedAt"), syncText(toIso8601(report.startedAt))},
                          {QStringLiteral("endedAt"), syncText(toIso8601(report.endedAt))},
                          {QStringLiteral("seen"), number(report.seen)},
                          {QStringLiteral("created"), number(report.created)},
                          {QStringLiteral("updated"), number(report.updated)},
                          {QStringLiteral("unchanged"), number(report.unchanged)},
                          {QStringLiteral("missedEvents"), number(report.missedEvents)},
                          {QStringLiteral("unreadable"), number(report.unreadable)},
                          {QStringLiteral("unknownWords"), number(report.unknownWords)},
                          {QStringLiteral("refused"), number(report.refused)},
                          {QStringLiteral("notSeen"), number(report.notSeen)},
                          {QStringLiteral("error"), errorJson(report.error)}};
  std::printf("%s\n", QJsonDocument(whole).toJson(QJsonDocument::Compact).constData());
}

}  // namespace billing::ctl
