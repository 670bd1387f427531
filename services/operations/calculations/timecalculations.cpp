// periods, grace, zone.
#include <QTime>

#include "operations/calculations/calculation.h"

namespace billing::operations {
namespace {

QString dateText(CivilDate date) {
  return QString::fromStdString(toText(date));
}

QString instantText(Instant instant) {
  return QString::fromStdString(toIso8601(instant));
}

QJsonObject answerPeriods(CaseInput& input) {
  constexpr std::int64_t most = 100'000;  // two hundred years of days; more is a mistake in the file
  const CivilDate anchor = input.date("anchor");
  const BillingInterval interval = input.interval();
  const std::int64_t n = input.integer("n");
  if (n < 0 || n > most) {
    input.refuse("n");
    return {};
  }
  QJsonArray starts;
  for (std::int64_t i = 0; i < n; ++i) starts.append(dateText(periodStart(anchor, interval, i)));
  return {{QStringLiteral("starts"), starts}, {QStringLiteral("end"), dateText(periodStart(anchor, interval, n))}};
}

QJsonObject answerGrace(CaseInput& input) {
  const QTime job = QTime::fromString(QString::fromStdString(input.text("job_time_utc")), QStringLiteral("HH:mm"));
  if (!job.isValid()) input.refuse("job_time_utc");
  const Instant end = graceEnd(input.instant("failed_at"), input.smallInteger("grace_days"));
  const Instant run = nightlyRunAtOrAfter(end, job.hour() * 60 + job.minute());
  return {{QStringLiteral("grace_ends_at"), instantText(end)}, {QStringLiteral("downgraded_at"), instantText(run)}};
}

QJsonObject answerZone(CaseInput& input) {
  const std::string zone = input.text("zone");
  if (input.has("local")) {
    const auto instant = instantOf(zone, input.text("local"));
    return instant ? QJsonObject{{QStringLiteral("instant"), instantText(*instant)}} : refusal(instant.error());
  }
  const auto local = localTime(zone, input.instant("instant"));
  if (!local) return refusal(local.error());
  QString text = QString::fromStdString(*local);
  text.remove(text.size() - 3, 1);  // the contract writes an offset without its colon
  return {{QStringLiteral("local"), text}};
}

constexpr std::array kTimeKinds{Calculation{"periods", answerPeriods}, Calculation{"grace", answerGrace},
                                Calculation{"zone", answerZone}};

}  // namespace

std::span<const Calculation> timeCalculations() {
  return kTimeKinds;
}

}  // namespace billing::operations
