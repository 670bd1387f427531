#include "store/read/fieldfilters.h"

namespace billing::store {
namespace {

Error wrongValue(const FieldDefinition& field, const QVariant& value) {
  return {ErrorKind::InvalidInput,
          "wrong_filter_value",
          "The filter on " + field.name.toStdString() + " cannot use this value",
          value.toString().toStdString(),
          "A whole number is expected",
          false,
          ""};
}

// The value as the column holds it; a text is never handed to a column of numbers, where databases disagree about it.
Result<QVariant> valueFor(const FieldDefinition& field, const QVariant& value) {
  if (isText(field.kind)) return QVariant(value.toString());
  if (field.kind == FieldKind::Flag) return QVariant(value.toBool() ? 1 : 0);
  bool good = false;
  const qlonglong number = value.toLongLong(&good);
  if (!good || value.typeId() == QMetaType::Double) return failure(wrongValue(field, value));
  return QVariant(number);
}

Result<Clause> compare(const FieldDefinition& field, const QString& comparison, const QVariantList& values) {
  const Result<QVariant> value = valueFor(field, values.first());
  if (!value) return failure(value.error());
  return Clause{comparison.arg(field.expression), {*value}};
}

Result<Clause> anyOf(const FieldDefinition& field, const QVariantList& values) {
  Clause clause{
      QStringLiteral("%1 IN (%2)").arg(field.expression, QStringList(values.size(), QStringLiteral("?")).join(u',')),
      {}};
  for (const QVariant& raw : values) {
    const Result<QVariant> value = valueFor(field, raw);
    if (!value) return failure(value.error());
    clause.values << *value;
  }
  return clause;
}

// The rows whose word is this one: its own condition, or none of them.
QString wordedAs(const FieldDefinition& field, const QString& word) {
  QStringList all;
  for (const WordedCase& one : field.cases) {
    if (one.word == word) return one.condition;
    all << one.condition;
  }
  return word == field.otherwise ? QStringLiteral("NOT (%1)").arg(all.join(QStringLiteral(" OR ")))
                                 : QStringLiteral("0 = 1");
}

Clause anyWorded(const FieldDefinition& field, const QVariantList& words, bool wanted) {
  QStringList conditions;
  for (const QVariant& word : words) conditions << wordedAs(field, word.toString());
  const QString any = QStringLiteral("(%1)").arg(conditions.join(QStringLiteral(" OR ")));
  return {wanted ? any : QStringLiteral("NOT ") + any, {}};
}

Clause empty(const FieldDefinition& field, bool wanted) {
  QString sql = field.expression + (wanted ? QStringLiteral(" IS NULL") : QStringLiteral(" IS NOT NULL"));
  if (isText(field.kind))
    sql = wanted ? QStringLiteral("(%1 OR %2 = '')").arg(sql, field.expression)
                 : QStringLiteral("(%1 AND %2 <> '')").arg(sql, field.expression);
  return {sql, {}};
}

}  // namespace

Result<Clause> filterClause(const ListDefinition& list, const SqlDialect& dialect, const FieldFilter& filter) {
  const FieldDefinition* field = list.field(filter.field);
  if (field == nullptr) return failure(unknownField(list, filter.field));
  if (!field->cases.isEmpty() && (filter.op == FilterOp::IsEmpty || filter.op == FilterOp::IsNotEmpty))
    return anyWorded(*field, {QString()}, filter.op == FilterOp::IsEmpty);
  if (filter.op == FilterOp::IsEmpty || filter.op == FilterOp::IsNotEmpty)
    return empty(*field, filter.op == FilterOp::IsEmpty);
  if (filter.values.isEmpty()) return Clause{};
  const bool asked = filter.op == FilterOp::Is || filter.op == FilterOp::AnyOf;
  if (!field->cases.isEmpty() && (asked || filter.op == FilterOp::IsNot))
    return anyWorded(*field, asked ? filter.values : filter.values.mid(0, 1), asked);
  switch (filter.op) {
    case FilterOp::Is:
      return compare(*field, QStringLiteral("%1 = ?"), filter.values);
    case FilterOp::IsNot:
      return compare(*field, QStringLiteral("(%1 IS NULL OR %1 <> ?)"), filter.values);
    case FilterOp::AtLeast:
      return compare(*field, QStringLiteral("%1 >= ?"), filter.values);
    case FilterOp::Below:
      return compare(*field, QStringLiteral("%1 < ?"), filter.values);
    case FilterOp::AnyOf:
      return anyOf(*field, filter.values);
    default:
      return containsWord(dialect, {QStringLiteral("CAST(%1 AS CHAR(500))").arg(field->expression)},
                          filter.values.first().toString());
  }
}

Error unknownField(const ListDefinition& list, const QByteArray& name) {
  return {ErrorKind::InvalidInput,
          "unknown_field",
          "The list " + list.name.toStdString() + " has no field of this name",
          name.left(100).toStdString(),
          "",
          false,
          ""};
}

}  // namespace billing::store
