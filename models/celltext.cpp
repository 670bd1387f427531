#include "models/celltext.h"

#include <QCoreApplication>

#include "domain/money.h"
#include "models/idtext.h"
#include "models/statustext.h"
#include "models/timetext.h"
#include "models/usageforecast.h"

namespace billing::models {
namespace {

QString words(const char* text) {
  return QCoreApplication::translate("CellText", text);
}

Money moneyOf(const Fact& fact) {
  return {fact.value.toLongLong(), Currency::fromCode(fact.currency.toStdString()).value_or(Currency())};
}

QString decimalText(const Fact& fact) {
  const QString number = QString::fromStdString(toDecimal(moneyOf(fact)));
  return fact.currency.isEmpty() ? number : QString(number + QLatin1Char(' ') + fact.currency);
}

// Thousandths without trailing zeros; integers all the way.
QString milliText(qint64 milli, const QString& point, const QString& whole) {
  QString fraction = QString::number(qAbs(milli % 1000)).rightJustified(3, QLatin1Char('0'));
  while (fraction.endsWith(QLatin1Char('0'))) fraction.chop(1);
  const QString sign = milli < 0 && milli / 1000 == 0 ? QStringLiteral("-") : QString();
  return fraction.isEmpty() ? whole : QString(sign + whole + point + fraction);
}

QString quantityText(const Fact& fact, const QLocale& locale) {
  const qint64 milli = fact.value.toLongLong();
  const QString number = milliText(milli, locale.decimalPoint(), locale.toString(milli / 1000));
  return fact.unit.isEmpty() ? number : QString(number + QLatin1Char(' ') + fact.unit);
}

// Whole percents, never more than there are: 100 % means that the limit is reached.
QString percentText(qint64 thousandths, const QLocale& locale) {
  return locale.toString(thousandths / 10) + locale.percent();
}

QString numberText(qint64 milli, const Fact& fact, const QLocale& locale) {
  return quantityText({QVariant::fromValue(milli), {}, fact.unit, {}, {}}, locale);
}

// "12,400 calls, 124%"
QString forecastText(const Fact& fact, qint64 now, const QLocale& locale) {
  const auto end = forecastMilli(fact.value.toLongLong(), fact.series.value(0), fact.series.value(1), now);
  if (!end) return {};
  const auto share = shareThousandths(*end, fact.series.value(2, -1));
  const QString number = numberText(*end, fact, locale);
  return share ? QString(number + QStringLiteral(", ") + percentText(*share, locale)) : number;
}

QString historyText(const Fact& fact, const QLocale& locale) {
  QStringList numbers;
  for (const qint64 milli : fact.series) numbers << numberText(milli, {}, locale);
  return numbers.join(QStringLiteral(" · "));
}

QString valueText(CellKind kind, const Fact& fact, const ModelContext& context) {
  const qint64 now = context.clock ? context.clock->now().ms : 0;
  switch (kind) {
    case CellKind::Text:
      return fact.value.toString();
    case CellKind::Id:
      return shortId(fact.value.toString());
    case CellKind::Money:
      return QString::fromStdString(toDisplay(moneyOf(fact), context.locale.name().toStdString()));
    case CellKind::Count:
      return context.locale.toString(fact.value.toLongLong());
    case CellKind::Quantity:
      return quantityText(fact, context.locale);
    case CellKind::Percent:
      return percentText(fact.value.toLongLong(), context.locale);
    case CellKind::Instant:
      return relativeTime(fact.value.toLongLong(), now, context.zone, context.locale);
    case CellKind::Date:
      return dayText(fact.value.toLongLong(), now, context.zone, context.locale);
    case CellKind::Duration:
      return durationText(fact.value.toLongLong(), context.locale);
    case CellKind::Status:
      return statusText(fact.value.toString());
    case CellKind::Flag:
      return fact.value.toBool() ? words("yes") : words("no");
    case CellKind::Due:
      return dueText(fact.value.toLongLong(), now, context.zone);
    case CellKind::History:
      return historyText(fact, context.locale);
    case CellKind::Forecast:
      return forecastText(fact, now, context.locale);
  }
  return {};
}

bool isNumber(CellKind kind) {
  return kind == CellKind::Money || kind == CellKind::Count || kind == CellKind::Quantity ||
         kind == CellKind::Percent || kind == CellKind::Duration || kind == CellKind::Forecast;
}

QVariant alignment(CellKind kind) {
  return QVariant::fromValue((isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

}  // namespace

QString displayText(CellKind kind, const Fact& fact, const ModelContext& context) {
  if (!fact.value.isValid()) return fact.prefix;
  const QString text = valueText(kind, fact, context);
  return fact.prefix.isEmpty() ? text : QString(fact.prefix + QLatin1Char(' ') + text);
}

QString exactText(CellKind kind, const Fact& fact, const ModelContext& context) {
  QString text;
  if (fact.value.isValid()) switch (kind) {
      case CellKind::Id:
        text = fact.value.toString();
        break;
      case CellKind::Money:
        text = decimalText(fact);
        break;
      case CellKind::Instant:
      case CellKind::Date:
      case CellKind::Due:
        text = exactTime(fact.value.toLongLong(), context.zone);
        break;
      default:
        text = displayText(kind, fact, context);
    }
  if (fact.detail.isEmpty()) return text;
  return text.isEmpty() ? fact.detail : QString(text + QLatin1Char('\n') + fact.detail);
}

QString copyText(CellKind kind, const Fact& fact, const ModelContext& context) {
  if (!fact.value.isValid()) return {};
  switch (kind) {
    case CellKind::Money:
      return decimalText(fact);
    case CellKind::Instant:
    case CellKind::Date:
    case CellKind::Due:
      return isoTime(fact.value.toLongLong(), context.zone);
    case CellKind::Count:
    case CellKind::Duration:
      return QString::number(fact.value.toLongLong());
    case CellKind::Quantity: {
      const qint64 milli = fact.value.toLongLong();
      return milliText(milli, QStringLiteral("."), QString::number(milli / 1000));
    }
    case CellKind::Status:
      return statusText(fact.value.toString());
    case CellKind::Flag:
    case CellKind::Percent:
    case CellKind::History:
    case CellKind::Forecast:
      return displayText(kind, fact, context);
    case CellKind::Text:
    case CellKind::Id:
      return fact.value.toString();
  }
  return {};
}

QString spokenText(const Column& column, const Fact& fact, const ModelContext& context) {
  const QString text = displayText(column.kind, fact, context);
  return column.title + QLatin1Char(' ') + (text.isEmpty() ? words("empty") : text);
}

QVariant answer(const Column& column, const Fact& fact, int role, const ModelContext& context) {
  switch (role) {
    case Qt::DisplayRole:
      return displayText(column.kind, fact, context);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
      return exactText(column.kind, fact, context);
    case Qt::AccessibleTextRole:
      return spokenText(column, fact, context);
    case SortRole:
    case RawValueRole:
      return fact.value;
    case CurrencyRole:
      return fact.currency;
    case UnitRole:
      return fact.unit;
    case CopyRole:
      return copyText(column.kind, fact, context);
    case SeriesRole:
      return QVariant::fromValue(fact.series);
    default:
      return answerHeader(column, role);
  }
}

QVariant answerWhileLoading(const Column& column, int role) {
  switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
      return QString();
    case Qt::AccessibleTextRole:
      return QString(column.title + QLatin1Char(' ') + words("loading"));
    case KindRole:
    case FieldRole:
    case Qt::TextAlignmentRole:
      return answerHeader(column, role);
    default:
      return {};
  }
}

QVariant answerHeader(const Column& column, int role) {
  switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
      return column.title;
    case Qt::TextAlignmentRole:
      return alignment(column.kind);
    case KindRole:
      return static_cast<int>(column.kind);
    case FieldRole:
      return column.field;
    default:
      return {};
  }
}

}  // namespace billing::models
