#include "models/facts.h"

namespace billing::models {

Fact nameFact(const QStringList& names) {
  QStringList said;
  for (const QString& name : names)
    if (!name.isEmpty() && !said.contains(name)) said.push_back(name);
  if (said.isEmpty()) return {};
  const QString first = said.takeFirst();
  return textFact(first, said.join(QLatin1Char('\n')));
}

Fact statusFact(const QString& status, const QString& provider, const QString& providerStatus) {
  const bool same = providerStatus.isEmpty() || providerStatus == status;
  return textFact(status, same ? QString() : columnText("%1 says: %2").arg(providerName(provider), providerStatus));
}

QString providerName(const QString& provider) {
  if (provider == QLatin1String("dodo")) return QStringLiteral("Dodo");
  if (provider == QLatin1String("stripe")) return QStringLiteral("Stripe");
  return provider;
}

QString intervalText(const QString& unit, int count) {
  if (unit.isEmpty()) return columnText("once");
  const bool one = count <= 1;
  const QString number = QString::number(count);
  if (unit == QLatin1String("day")) return one ? columnText("daily") : columnText("every %1 days").arg(number);
  if (unit == QLatin1String("week")) return one ? columnText("weekly") : columnText("every %1 weeks").arg(number);
  if (unit == QLatin1String("month")) return one ? columnText("monthly") : columnText("every %1 months").arg(number);
  if (unit == QLatin1String("year")) return one ? columnText("yearly") : columnText("every %1 years").arg(number);
  return number + QLatin1Char(' ') + unit;
}

}  // namespace billing::models
