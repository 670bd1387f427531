#include "app/billingctl/wherefilter.h"

#include <QStringList>
#include <array>

#include "domain/civildate.h"
#include "support/instant.h"

namespace billing::ctl {
namespace {

using store::FieldFilter;
using store::FilterOp;

struct Comparison {
  const char* sign;
  FilterOp op;
  const char* words;
};
// The longer signs first: "!=" holds "=".
constexpr std::array kComparisons{Comparison{"!=", FilterOp::IsNot, "is not"},
                                  Comparison{">=", FilterOp::AtLeast, "from"}, Comparison{"=", FilterOp::Is, "is"},
                                  Comparison{"<", FilterOp::Below, "before"},
                                  Comparison{"~", FilterOp::Contains, "contains"}};

struct Part {
  std::string field, value;
  const Comparison* comparison = nullptr;
};

Result<Part> partOf(const std::string& text) {
  std::size_t first = std::string::npos;
  const Comparison* found = nullptr;
  for (const Comparison& comparison : kComparisons) {
    const std::size_t at = text.find(comparison.sign);
    if (at < first) first = at, found = &comparison;
  }
  if (found != nullptr && first > 0)
    return Part{text.substr(0, first), text.substr(first + std::string_view(found->sign).size()), found};
  return failure(ErrorKind::InvalidInput, "bad_filter", "“" + text + "” is no filter", {},
                 "Write it like status=past_due, issued_at>=2026-03-01 or customer~ada");
}

bool isTimeField(const std::string& field) {
  if (field == "cancel_at_period_end") return false;  // a flag, whatever its name ends with
  return field.ends_with("_at") || field.ends_with("_end") || field.ends_with("_start");
}

// A day begins where the workspace is.
Result<QVariant> filterValue(const std::string& field, const std::string& text, const std::string& zone) {
  if (!isTimeField(field)) return QVariant(QString::fromStdString(text));
  if (const auto instant = fromIso8601(text)) return QVariant::fromValue<qint64>(instant->ms);
  if (!dateFrom(text))
    return failure(ErrorKind::InvalidInput, "bad_filter", "“" + text + "” is neither a day nor a time", {},
                   "Write it like 2026-03-01 or 2026-03-01T12:00:00Z");
  const auto begins = instantOf(zone, text + "T00:00:00");
  return begins ? Result<QVariant>(QVariant::fromValue<qint64>(begins->ms)) : failure(begins.error());
}

// One of several values is asked for, or none of them; more or less than several says nothing.
Result<QVector<FieldFilter>> withValues(FieldFilter filter, const QVariantList& values, const std::string& text) {
  filter.values = values;
  if (values.size() < 2) return QVector{filter};
  if (filter.op == FilterOp::Is) {
    filter.op = FilterOp::AnyOf;
    return QVector{filter};
  }
  if (filter.op != FilterOp::IsNot)
    return failure(ErrorKind::InvalidInput, "bad_filter", "“" + text + "” names several values", {},
                   "Several values divided by | go with = and != only");
  QVector<FieldFilter> each;
  for (const QVariant& value : values) {
    filter.values = {value};
    each << filter;
  }
  return each;
}

Result<QVector<FieldFilter>> filterFrom(const std::string& text, const std::string& zone) {
  const auto part = partOf(text);
  if (!part) return failure(part.error());
  FieldFilter filter{QByteArray::fromStdString(part->field), part->comparison->op, {}, true};
  if (part->value.empty()) {
    filter.op = filter.op == FilterOp::IsNot ? FilterOp::IsNotEmpty : FilterOp::IsEmpty;
    return QVector{filter};
  }
  QVariantList values;
  for (const QString& value : QString::fromStdString(part->value).split(u'|')) {
    auto read = filterValue(part->field, value.toStdString(), zone);
    if (!read) return failure(read.error());
    values << *read;
  }
  return withValues(std::move(filter), values, text);
}

}  // namespace

Result<QVector<FieldFilter>> filtersFrom(const std::vector<std::string>& where, const std::string& zone) {
  QVector<FieldFilter> filters;
  for (const std::string& text : where) {
    auto filter = filterFrom(text, zone);
    if (!filter) return failure(filter.error());
    filters += *filter;
  }
  return filters;
}

QString filterWords(const std::vector<std::string>& where, const std::string& text) {
  QStringList words;
  if (!text.empty()) words << QStringLiteral("“%1”").arg(QString::fromStdString(text));
  for (const std::string& one : where)
    if (const auto part = partOf(one))
      words << QStringLiteral("%1 %2 %3")
                   .arg(QString::fromStdString(part->field), QLatin1String(part->comparison->words),
                        part->value.empty() ? QStringLiteral("empty") : QString::fromStdString(part->value));
  return words.join(QStringLiteral(", "));
}

}  // namespace billing::ctl
