// The fields by which a list may be filtered, and how a chip words one filter: "Status: past due, on hold".
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "store/listrows.h"

namespace billing::ui {

enum class FilterKind {
  Choice,  ///< a few values, offered from the data
  Text,    ///< contains
  Amount,  ///< minor units; typed as a decimal amount
  Number,
  Age,     ///< an instant in the past: "last 24 hours"
  Coming,  ///< an instant to come: "next 30 days"
  Flag,
};

struct FilterField {
  QByteArray field;  ///< a name of store/listfields.h
  QString title;
  FilterKind kind = FilterKind::Choice;
};
using FilterFields = QVector<FilterField>;

[[nodiscard]] const FilterField* findField(const FilterFields& fields, const QByteArray& name);
/// A field that is not in `fields` is shown by its own name.
[[nodiscard]] QString chipText(const store::FieldFilter& filter, const FilterFields& fields);

/// A span of time as two bounds relative to now, in days; "last 7 days" is {-7, 0}.
struct TimeSpan {
  QString title;
  double fromDays;
  double toDays;
};
[[nodiscard]] const QVector<TimeSpan>& timeSpans(FilterKind kind);
/// The filters AtLeast and Below that make up a span at `nowMs`.
[[nodiscard]] QVector<store::FieldFilter> spanFilters(const QByteArray& field, const TimeSpan& span, qint64 nowMs);

}  // namespace billing::ui
