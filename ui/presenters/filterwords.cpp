#include "ui/presenters/filterwords.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "ui/presenters/amountinput.h"
#include "ui/presenters/statuslook.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using store::FieldFilter;
using store::FilterOp;

namespace {

constexpr double kDayMs = 86'400'000.0;

QString valueText(const QVariant& value, FilterKind kind) {
  if (kind == FilterKind::Flag) return value.toBool() ? say("yes") : say("no");
  if (kind == FilterKind::Age || kind == FilterKind::Coming) {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
    return QLocale(QLocale::English).toString(time, QStringLiteral("d MMM HH:mm")) + QStringLiteral(" UTC");
  }
  if (kind == FilterKind::Amount) return amountText(value.toLongLong());
  return kind == FilterKind::Choice ? statusLook(value.toString()).word : value.toString();
}

QString valuesText(const FieldFilter& filter, FilterKind kind) {
  QStringList words;
  for (const QVariant& value : filter.values) words.push_back(valueText(value, kind));
  return words.join(QStringLiteral(", "));
}

}  // namespace

const FilterField* findField(const FilterFields& fields, const QByteArray& name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FilterField& f) { return f.field == name; });
  return found == fields.end() ? nullptr : &*found;
}

QString chipText(const FieldFilter& filter, const FilterFields& fields) {
  const FilterField* field = findField(fields, filter.field);
  const QString title =
      field != nullptr ? field->title : QString::fromLatin1(filter.field).replace(QLatin1Char('_'), QLatin1Char(' '));
  const bool isChoice = field != nullptr && field->kind == FilterKind::Choice;
  const QString values = valuesText(filter, field != nullptr ? field->kind : FilterKind::Choice);
  switch (filter.op) {
    case FilterOp::Is:
    case FilterOp::AnyOf:
      return QStringLiteral("%1: %2").arg(title, values);
    case FilterOp::IsNot:
      return say("%1 is not %2").arg(title, values);
    case FilterOp::Contains:
      return say("%1 contains “%2”").arg(title, values);
    case FilterOp::AtLeast:
      return field != nullptr && field->kind >= FilterKind::Age ? say("%1 from %2").arg(title, values)
                                                                : say("%1 ≥ %2").arg(title, values);
    case FilterOp::Below:
      return field != nullptr && field->kind >= FilterKind::Age ? say("%1 before %2").arg(title, values)
                                                                : say("%1 < %2").arg(title, values);
    case FilterOp::IsEmpty:
      return isChoice ? say("%1: none").arg(title) : say("%1 is empty").arg(title);
    case FilterOp::IsNotEmpty:
      return isChoice ? say("%1: any").arg(title) : say("%1 is known").arg(title);
  }
  return title;
}

const QVector<TimeSpan>& timeSpans(FilterKind kind) {
  static const QVector<TimeSpan> past = {
      {say("in the last hour"), -1.0 / 24, 0}, {say("in the last 24 hours"), -1, 0},
      {say("in the last 7 days"), -7, 0},      {say("in the last 30 days"), -30, 0},
      {say("in the last year"), -365, 0},      {say("more than 30 days ago"), 0, -30}};
  static const QVector<TimeSpan> coming = {{say("in the next 7 days"), 0, 7},
                                           {say("in the next 30 days"), 0, 30},
                                           {say("in the next 90 days"), 0, 90},
                                           {say("in the past"), 0, 0}};
  return kind == FilterKind::Coming ? coming : past;
}

QVector<FieldFilter> spanFilters(const QByteArray& field, const TimeSpan& span, qint64 nowMs) {
  const auto at = [nowMs](double days) { return QVariantList{nowMs + static_cast<qint64>(days * kDayMs)}; };
  if (span.fromDays < 0) return {{field, FilterOp::AtLeast, at(span.fromDays)}};
  QVector<FieldFilter> filters;
  if (span.toDays > 0) filters.push_back({field, FilterOp::AtLeast, at(0)});
  filters.push_back({field, FilterOp::Below, at(span.toDays)});
  return filters;
}

}  // namespace billing::ui
