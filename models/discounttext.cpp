#include "models/discounttext.h"

#include "domain/money.h"
#include "models/facts.h"
#include "models/statustext.h"
#include "support/instant.h"

namespace billing::models {
namespace {

// "12.5 %", "5.00 EUR".
QString sizeOf(const store::SubscriptionRow& row) {
  if (row.discountBps > 0) {
    const QString rest =
        row.discountBps % 100 == 0 ? QString() : QString::number(row.discountBps % 100).rightJustified(2, u'0');
    const QString whole = QString::number(row.discountBps / 100);
    return rest.isEmpty() ? whole + QStringLiteral(" %") : QStringLiteral("%1.%2 %").arg(whole, rest);
  }
  const auto currency = Currency::fromCode(row.currency.toStdString());
  if (row.discountMinor == 0 || !currency) return columnText("not told");
  return QString::fromStdString(toDecimal({row.discountMinor, *currency})) + u' ' + row.currency;
}

}  // namespace

QString discountText(const store::SubscriptionRow& row) {
  if (row.discountDuration.isEmpty()) return {};
  const QString size = sizeOf(row);
  return row.discountDuration == u"untold" ? size : size + u' ' + statusText(row.discountDuration);
}

QString discountDetail(const store::SubscriptionRow& row) {
  QStringList lines;
  if (!row.discountCode.isEmpty()) lines << row.discountCode;
  if (row.discountEndsAt) lines << columnText("until %1").arg(QString::fromStdString(toIso8601({*row.discountEndsAt})));
  return lines.join(u'\n');
}

}  // namespace billing::models
