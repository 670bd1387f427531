#include "app/billingctl/reportoptions.h"

#include "app/billingctl/workspaceoption.h"

namespace billing::ctl {
namespace {

QDate firstDay(const QString& month) {
  return month.size() == 7 ? QDate::fromString(month + QStringLiteral("-01"), Qt::ISODate) : QDate();
}

}  // namespace

Result<operations::FinancePeriod> periodFrom(const std::string& text, const std::string& zone,
                                             const QString& workspaceZone, Instant now) {
  operations::FinancePeriod period;
  period.zone = zone.empty() ? workspaceZone : QString::fromStdString(zone);
  if (text.empty()) {
    const auto today = operations::dayOf(now, period.zone);
    if (!today) return failure(today.error());
    period.from = QDate(today->year(), today->month(), 1).addMonths(-11);
    period.to = period.from.addMonths(12).addDays(-1);
    return period;
  }
  const QString words = QString::fromStdString(text);
  const qsizetype dots = words.indexOf(QStringLiteral(".."));
  period.from = firstDay(dots < 0 ? words : words.left(dots));
  const QDate last = firstDay(dots < 0 ? words : words.mid(dots + 2));
  if (!period.from.isValid() || !last.isValid() || last < period.from)
    return failure(ErrorKind::InvalidInput, "bad_period", "“" + text + "” is no period", {},
                   "Write months, such as 2026-03 or 2026-01..2026-03");
  period.to = last.addMonths(1).addDays(-1);
  return period;
}

Result<workspace::Profile> reportProfile(const ReportOptions& options) {
  if (options.workspace.empty()) return workspace::Profile();
  return readWorkspace(options.workspace);
}

}  // namespace billing::ctl
