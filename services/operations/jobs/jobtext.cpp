#include "operations/jobs/jobtext.h"

#include <QDateTime>
#include <QLocale>

namespace billing::operations {

QString momentText(Instant instant) {
  return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(instant.ms, Qt::UTC),
                               QStringLiteral("d MMM yyyy, HH:mm 'UTC'"));
}

QString planText(const BillingRules& rules, std::string_view key) {
  const Plan* plan = rules.plan(key);
  return QString::fromStdString(plan != nullptr && !plan->name.empty() ? plan->name : std::string(key));
}

QString reasonText(const QString& reason) {
  QString words = reason;
  return words.replace(u'_', u' ');
}

}  // namespace billing::operations
