#include "app/billingctl/bulktelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "support/instant.h"

namespace billing::ctl {
namespace {

using operations::BulkPreview;
using operations::BulkRefusal;

std::string moneyText(std::int64_t minor, const Currency& currency) {
  return toDecimal(Money{minor, currency}) + ' ' + std::string(currency.code());
}

void printBulkJson(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

void tellGroups(const char* word, const QVector<BulkRefusal>& groups) {
  for (const BulkRefusal& group : groups)
    std::printf("%-10s %5d  %s (%s%s)\n", word, group.count, group.message.toUtf8().constData(),
                group.subjects.join(QStringLiteral(", ")).toUtf8().constData(),
                group.count > group.subjects.size() ? ", ..." : "");
}

QJsonObject bulkRunJson(const store::BulkRunRow& run) {
  return {{QStringLiteral("id"), run.id},
          {QStringLiteral("name"), run.name},
          {QStringLiteral("state"), run.state},
          {QStringLiteral("note"), run.note},
          {QStringLiteral("asked_by"), run.askedBy},
          {QStringLiteral("reason"), run.reason},
          {QStringLiteral("approval_why"), run.approvalWhy},
          {QStringLiteral("decided_by"), run.decidedBy},
          {QStringLiteral("created_at"), QString::fromStdString(toIso8601({run.createdAt}))},
          {QStringLiteral("leaves_at"), QString::fromStdString(toIso8601({run.leavesAt}))},
          {QStringLiteral("total"), run.total},
          {QStringLiteral("waiting"), run.waiting},
          {QStringLiteral("sent"), run.sent},
          {QStringLiteral("done"), run.done},
          {QStringLiteral("refused"), run.refused},
          {QStringLiteral("unconfirmed"), run.unconfirmed},
          {QStringLiteral("skipped"), run.skipped}};
}

QJsonObject bulkSumJson(const store::BulkSum& sum) {
  return {{QStringLiteral("currency"), sum.currency},
          {QStringLiteral("count"), sum.count},
          {QStringLiteral("previewed_minor"), QString::number(sum.previewedMinor)},
          {QStringLiteral("actual_minor"), QString::number(sum.actualMinor)}};
}

QJsonObject bulkItemJson(const store::BulkItemRow& item) {
  return {{QStringLiteral("subject"), item.subject},
          {QStringLiteral("state"), item.state},
          {QStringLiteral("operation"), item.operation},
          {QStringLiteral("message"), item.message}};
}

}  // namespace

void tellBulkPreview(const BulkPreview& preview, bool json) {
  if (json) return void(std::printf("%s\n", operations::toJson(preview).constData()));
  std::printf("%d of %s: %d can be done, %d not\n", preview.total, preview.words.toUtf8().constData(), preview.fine,
              preview.refused);
  for (const auto& sum : preview.totals)
    std::printf("%-10s charged today %s, given back %s, next invoices %s%s\n", "sum",
                moneyText(sum.chargedMinor, sum.currency).c_str(), moneyText(sum.givenBackMinor, sum.currency).c_str(),
                moneyText(sum.nextMinor, sum.currency).c_str(),
                sum.estimates > 0 ? (", " + std::to_string(sum.estimates) + " of them estimates").c_str() : "");
  tellGroups("refused", preview.refusals);
  tellGroups("warning", preview.warnings);
  if (!preview.approvalWhy.isEmpty()) std::printf("%-10s %s\n", "approval", preview.approvalWhy.toUtf8().constData());
}

void tellBulkRun(const store::BulkRunRow& run, bool json) {
  if (json) return printBulkJson(bulkRunJson(run));
  std::printf("%5lld %-17s %s: %d done, %d refused, %d unconfirmed, %d skipped, %d to do%s%s\n",
              static_cast<long long>(run.id), run.state.toUtf8().constData(), run.name.toUtf8().constData(), run.done,
              run.refused, run.unconfirmed, run.skipped, run.waiting + run.sent, run.note.isEmpty() ? "" : ". ",
              run.note.toUtf8().constData());
}

void tellBulkReport(const operations::BulkReport& report, bool json) {
  if (json) {
    QJsonArray items, sums;
    for (const auto& item : report.items) items.append(bulkItemJson(item));
    for (const auto& sum : report.sums) sums.append(bulkSumJson(sum));
    return printBulkJson({{QStringLiteral("run"), bulkRunJson(report.run)},
                          {QStringLiteral("sums"), sums},
                          {QStringLiteral("items"), items}});
  }
  for (const auto& item : report.items)
    std::printf("%-12s %-32s %s%s%s\n", item.state.toUtf8().constData(), item.subject.toUtf8().constData(),
                item.operation.toUtf8().constData(), item.message.isEmpty() ? "" : "  ",
                item.message.toUtf8().constData());
  for (const auto& sum : report.sums)
    if (const auto currency = Currency::fromCode(sum.currency.toStdString()))
      std::printf("%-12s %d done: previewed %s, came to %s\n", "sum", sum.count,
                  moneyText(sum.previewedMinor, *currency).c_str(), moneyText(sum.actualMinor, *currency).c_str());
  tellBulkRun(report.run, false);
}

}  // namespace billing::ctl
