#include "store/read/listquerysql.h"

#include "store/read/fieldfilters.h"

namespace billing::store {

Result<Clause> whereOf(const ListDefinition& list, const SqlDialect& dialect, const ListQuery& query) {
  Clause where;
  QString text = query.text;
  text.remove(QChar(u'\0'));
  for (const QString& word : text.simplified().split(u' ', Qt::SkipEmptyParts))
    where = where.also(list.search(dialect, word));
  for (const FieldFilter& filter : query.filters) {
    if (!filter.enabled) continue;
    const Result<Clause> clause = filterClause(list, dialect, filter);
    if (!clause) return clause;
    where = where.also(*clause);
  }
  return where;
}

Result<QString> orderOf(const ListDefinition& list, const SqlDialect& dialect, const ListQuery& query) {
  if (query.sortField.isEmpty()) return list.naturalOrder;
  const FieldDefinition* field = list.field(query.sortField);
  if (field == nullptr) return failure(unknownField(list, query.sortField));
  const QString direction = query.descending ? QStringLiteral(" DESC") : QStringLiteral(" ASC");
  const QString expression = field->order.isEmpty() ? field->expression : field->order;
  if (expression == u"t.id") return expression + direction;
  const QString by = field->kind == FieldKind::Name ? dialect.textOrder(expression) : expression;
  return by + direction + QStringLiteral(", t.id") + direction;
}

}  // namespace billing::store
