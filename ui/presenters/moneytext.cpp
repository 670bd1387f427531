#include "ui/presenters/moneytext.h"

#include "domain/money.h"
#include "ui/presenters/text.h"

namespace billing::ui {

QString moneyText(qint64 minor, const QString& currency, const QLocale& locale) {
  const auto code = Currency::fromCode(currency.toStdString());
  return QString::fromStdString(toDisplay(Money{minor, code.value_or(Currency{})}, locale.name().toStdString()));
}

QString figuresText(const QVector<store::CurrencyFigure>& figures, const QLocale& locale) {
  QStringList parts;
  for (const auto& figure : figures) parts << moneyText(figure.minor, figure.currency, locale);
  return parts.isEmpty() ? QStringLiteral("–") : parts.join(QStringLiteral(" + "));
}

QString perText(const QString& unit, int count) {
  if (unit.isEmpty()) return {};
  QString word = unit == QStringLiteral("day")    ? say("day")
                 : unit == QStringLiteral("week") ? say("week")
                 : unit == QStringLiteral("year") ? say("year")
                                                  : say("month");
  return count == 1 ? word : QStringLiteral("%1 %2s").arg(count).arg(word);
}

QString quantityText(qint64 milli, const QLocale& locale) {
  const qint64 whole = milli / 1000;
  const qint64 rest = qAbs(milli % 1000);
  QString text = locale.toString(whole);
  if (rest == 0) return text;
  QString digits = QString::number(rest).rightJustified(3, QLatin1Char('0'));
  while (digits.endsWith(QLatin1Char('0'))) digits.chop(1);
  if (milli < 0 && whole == 0) text.prepend(QLatin1Char('-'));
  return QString(text + locale.decimalPoint() + digits);
}

}  // namespace billing::ui
