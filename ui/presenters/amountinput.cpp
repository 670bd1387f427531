#include "ui/presenters/amountinput.h"

#include <QRegularExpression>

namespace billing::ui {

std::optional<qint64> amountMinor(const QString& text, int exponent) {
  static const QRegularExpression shape(QStringLiteral("^(-?)(\\d{1,15})(?:\\.(\\d{1,6}))?$"));
  const QRegularExpressionMatch match = shape.match(text.trimmed());
  if (!match.hasMatch() || match.captured(3).size() > exponent) return std::nullopt;
  bool ok = false;
  const qint64 minor =
      QString(match.captured(2) + match.captured(3).leftJustified(exponent, QLatin1Char('0'))).toLongLong(&ok);
  if (!ok) return std::nullopt;
  return match.captured(1).isEmpty() ? minor : -minor;
}

QString amountText(qint64 minor, int exponent) {
  QString digits = QString::number(qAbs(minor)).rightJustified(exponent + 1, QLatin1Char('0'));
  if (exponent > 0) digits.insert(digits.size() - exponent, QLatin1Char('.'));
  return minor < 0 ? QString(QLatin1Char('-') + digits) : digits;
}

}  // namespace billing::ui
