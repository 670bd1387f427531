#include "app/billingctl/reconciletelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "support/instant.h"

namespace billing::ctl {
namespace {

using operations::Drift;
using operations::ReconcileReport;

constexpr std::chrono::seconds kBetweenTicks{2};

QString isoOf(qint64 ms) {
  return QString::fromStdString(toIso8601({ms}));
}

QJsonObject driftJson(const Drift& drift) {
  return {{QStringLiteral("id"), drift.id},
          {QStringLiteral("kind"), drift.kind},
          {QStringLiteral("entity"), drift.entity},
          {QStringLiteral("external_id"), drift.externalId},
          {QStringLiteral("customer"), drift.customerExternalId},
          {QStringLiteral("account"), drift.accountKey},
          {QStringLiteral("field"), drift.field},
          {QStringLiteral("at_provider"), drift.atProvider},
          {QStringLiteral("in_database"), drift.inDatabase},
          {QStringLiteral("in_webhooks"), drift.inWebhooks},
          {QStringLiteral("cause"), drift.cause},
          {QStringLiteral("explanation"), drift.explanation},
          {QStringLiteral("repair"), drift.repair},
          {QStringLiteral("state"), drift.state}};
}

QJsonObject reconcileJson(const ReconcileReport& report) {
  QJsonArray drifts;
  for (const Drift& drift : report.drifts) drifts.append(driftJson(drift));
  const auto& run = report.run;
  return {{QStringLiteral("run"), run.id},
          {QStringLiteral("state"), run.state},
          {QStringLiteral("asked_by"), run.askedBy},
          {QStringLiteral("started_at"), isoOf(run.startedAt)},
          {QStringLiteral("ended_at"), run.endedAt ? QJsonValue(isoOf(*run.endedAt)) : QJsonValue()},
          {QStringLiteral("compared"), run.compared},
          {QStringLiteral("found"), run.found},
          {QStringLiteral("error"), run.error},
          {QStringLiteral("drifts"), drifts}};
}

void printLine(const QString& line) {
  std::printf("%s\n", line.toUtf8().constData());
}

QString orNothing(const QString& value) {
  return value.isEmpty() ? QStringLiteral("nothing") : value;
}

void tellDrift(const Drift& drift) {
  printLine(
      QStringLiteral("%1  %2 %3%4  (%5)")
          .arg(drift.id)
          .arg(drift.entity, drift.externalId, drift.field.isEmpty() ? QString() : u' ' + drift.field, drift.kind));
  printLine(QStringLiteral("     provider: %1 | database: %2 | webhooks: %3")
                .arg(orNothing(drift.atProvider), orNothing(drift.inDatabase), orNothing(drift.inWebhooks)));
  printLine(QStringLiteral("     %1: %2.").arg(drift.cause, drift.explanation));
  if (!drift.repair.isEmpty()) printLine(QStringLiteral("     %1.").arg(drift.repair));
}

}  // namespace

void ReconcileTicker::tell(qint64 done, const QString& what) {
  const auto now = std::chrono::steady_clock::now();
  if (what == what_ && now - last_ < kBetweenTicks) return;
  what_ = what;
  last_ = now;
  std::fprintf(stderr, "%s (%lld compared)\n", what.toUtf8().constData(), static_cast<long long>(done));
}

void tellReconcile(const ReconcileReport& report, bool json) {
  if (json)
    return void(std::printf("%s\n", QJsonDocument(reconcileJson(report)).toJson(QJsonDocument::Compact).constData()));
  int open = 0, accepted = 0;
  for (const Drift& drift : report.drifts) {
    if (drift.state == u"accepted") ++accepted;
    if (drift.state != u"open") continue;
    ++open;
    tellDrift(drift);
  }
  const QString also = accepted > 0 ? QStringLiteral(", %1 accepted as they are").arg(accepted) : QString();
  const QString note = report.run.error.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(report.run.error);
  printLine(QStringLiteral("%1 compared: %2%3%4")
                .arg(report.run.compared)
                .arg(open == 0 ? QStringLiteral("nothing differs") : QStringLiteral("%1 open").arg(open), also, note));
}

void tellRepairPlan(const operations::RepairPlan& plan, bool json) {
  if (json) {
    QJsonArray steps;
    for (const auto& step : plan.steps)
      steps.append(QJsonObject{{QStringLiteral("drift"), step.drift},
                               {QStringLiteral("action"), step.action},
                               {QStringLiteral("words"), step.words},
                               {QStringLiteral("before"), step.before},
                               {QStringLiteral("after"), step.after}});
    const QJsonObject whole{{QStringLiteral("steps"), steps},
                            {QStringLiteral("refused"), QJsonArray::fromStringList(plan.refused)}};
    return void(std::printf("%s\n", QJsonDocument(whole).toJson(QJsonDocument::Compact).constData()));
  }
  for (const auto& step : plan.steps) {
    printLine(QStringLiteral("%1  %2: %3").arg(step.drift).arg(step.action, step.words));
    printLine(QStringLiteral("     before: %1 | after: %2").arg(orNothing(step.before), orNothing(step.after)));
  }
  for (const QString& line : plan.refused) printLine(QStringLiteral("not mended here: %1").arg(line));
}

}  // namespace billing::ctl
