#include "reports/documents/documenttext.h"

#include <QDateTime>

#include "domain/money.h"
#include "reports/documents/documentwords.h"

namespace billing::reports {
namespace {

QTimeZone knownZone(const QString& name) {
  const QTimeZone zone(name.toUtf8());
  return zone.isValid() ? zone : QTimeZone::utc();
}

}  // namespace

DocumentText::DocumentText(const QString& language, const QString& zone)
    : language_(language), locale_(language), zone_(knownZone(zone)) {
  locale_.setNumberOptions(QLocale::DefaultNumberOptions);
}

QString DocumentText::money(qint64 minor, const QString& currency) const {
  const Money amount{minor, Currency::fromCode(currency.toStdString()).value_or(Currency())};
  return QString::fromStdString(toDisplay(amount, locale_.name().toStdString()));
}

QString DocumentText::day(std::optional<qint64> ms) const {
  if (!ms) return {};
  return locale_.toString(QDateTime::fromMSecsSinceEpoch(*ms, zone_).date(),
                          language_ == QStringLiteral("en") ? QStringLiteral("d MMMM yyyy")
                                                            : locale_.dateFormat(QLocale::LongFormat)
                                                                  .remove(QStringLiteral("dddd, "))
                                                                  .remove(QStringLiteral("dddd، "))
                                                                  .remove(QStringLiteral("dddd "))
                                                                  .remove(QStringLiteral("dddd")));
}

QString DocumentText::shortDay(std::optional<qint64> ms) const {
  if (!ms) return {};
  return locale_.toString(QDateTime::fromMSecsSinceEpoch(*ms, zone_).date(),
                          language_ == QStringLiteral("en")
                              ? QStringLiteral("d MMM yyyy")
                              : locale_.dateFormat(QLocale::ShortFormat)
                                    .replace(QStringLiteral("yyyy"), QStringLiteral("yy"))
                                    .replace(QStringLiteral("yy"), QStringLiteral("yyyy")));
}

QString DocumentText::isoDay(qint64 ms) const {
  return QDateTime::fromMSecsSinceEpoch(ms, zone_).toString(QStringLiteral("yyyy-MM-dd"));
}

QString DocumentText::isoMinute(qint64 ms) const {
  return QDateTime::fromMSecsSinceEpoch(ms, zone_).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString DocumentText::thousandths(qint64 value) const {
  const bool negative = value < 0;
  const quint64 size = negative ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
  QString parts = QStringLiteral("%1").arg(size % 1000, 3, 10, QLatin1Char('0'));
  while (parts.endsWith(u'0')) parts.chop(1);
  QString shown = locale_.toString(static_cast<qulonglong>(size / 1000));
  if (!parts.isEmpty()) {
    shown += locale_.decimalPoint();
    for (const QChar digit : parts) shown += locale_.toString(digit.digitValue());
  }
  return negative ? locale_.negativeSign() + shown : shown;
}

QString DocumentText::percentOf(qint64 value) const {
  return thousandths(value * 100) + (isTight() ? QString() : QString(QChar(0x00A0))) + locale_.percent();
}

bool DocumentText::isTight() const {
  return language_ == QStringLiteral("en") || language_ == QStringLiteral("ja");
}

QString DocumentText::number(qint64 value) const {
  return locale_.toString(value);
}

QString DocumentText::percent(const QString& decimal) const {
  if (decimal.isEmpty()) return {};
  QString shown;
  for (const QChar letter : decimal)
    shown += letter == u'.'     ? locale_.decimalPoint()
             : letter.isDigit() ? locale_.toString(letter.digitValue())
                                : letter;
  return shown + (isTight() ? QString() : QString(QChar(0x00A0))) + locale_.percent();
}

}  // namespace billing::reports
