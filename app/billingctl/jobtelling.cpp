#include "app/billingctl/jobtelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "support/instant.h"

namespace billing::ctl {
namespace {

QJsonObject runJson(const store::JobRunRow& run) {
  const auto iso = [](qint64 ms) { return QString::fromStdString(toIso8601({ms})); };
  return {{QStringLiteral("id"), run.id},
          {QStringLiteral("job"), run.job},
          {QStringLiteral("dryRun"), run.dryRun},
          {QStringLiteral("askedBy"), run.askedBy},
          {QStringLiteral("status"), run.status},
          {QStringLiteral("message"), run.message},
          {QStringLiteral("startedAt"), iso(run.startedAt)},
          {QStringLiteral("finishedAt"), run.finishedAt ? QJsonValue(iso(*run.finishedAt)) : QJsonValue()},
          {QStringLiteral("hits"), run.hits},
          {QStringLiteral("skipped"), run.skipped},
          {QStringLiteral("failed"), run.failed}};
}

QJsonObject itemJson(const store::JobItemRow& item) {
  return {{QStringLiteral("account"), item.accountKey},
          {QStringLiteral("name"), item.accountName},
          {QStringLiteral("what"), item.what},
          {QStringLiteral("outcome"), item.outcome},
          {QStringLiteral("reason"), item.reason}};
}

}  // namespace

void tellJobJson(const operations::JobReport& report) {
  QJsonArray items;
  for (const auto& item : report.items) items.append(itemJson(item));
  const QJsonObject whole{{QStringLiteral("run"), runJson(report.run)}, {QStringLiteral("items"), items}};
  std::printf("%s\n", QJsonDocument(whole).toJson(QJsonDocument::Compact).constData());
}

void tellJob(const operations::JobReport& report) {
  for (const auto& item : report.items) {
    const QString who =
        item.accountName.isEmpty() ? item.accountKey : item.accountKey + QStringLiteral(" (%1)").arg(item.accountName);
    const QString why = item.reason.isEmpty() ? QString() : QStringLiteral(": ") + item.reason;
    std::printf("%-8s %-32s %s%s\n", item.outcome.toUtf8().constData(), who.toUtf8().constData(),
                item.what.toUtf8().constData(), why.toUtf8().constData());
  }
  const store::JobRunRow& run = report.run;
  std::printf("%s%s: %d %s, %d skipped, %d failed%s%s\n", run.job.toUtf8().constData(), run.dryRun ? " (dry run)" : "",
              run.hits, run.dryRun ? "would be done" : "done", run.skipped, run.failed,
              run.message.isEmpty() ? "" : ". ", run.message.toUtf8().constData());
}

}  // namespace billing::ctl
