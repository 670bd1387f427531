#include "store/read/clause.h"

namespace billing::store {
namespace {

Clause& join(Clause& left, const Clause& right, const QString& word) {
  if (right.sql.isEmpty()) return left;
  left.sql = left.sql.isEmpty() ? right.sql : QStringLiteral("(%1 %2 %3)").arg(left.sql, word, right.sql);
  left.values += right.values;
  return left;
}

QString escapedForLike(QString word) {
  for (const QChar special : {QChar(u'!'), QChar(u'%'), QChar(u'_')}) word.replace(special, QString(u'!') + special);
  return word;
}

}  // namespace

Clause& Clause::also(const Clause& other) {
  return join(*this, other, QStringLiteral("AND"));
}
Clause& Clause::orElse(const Clause& other) {
  return join(*this, other, QStringLiteral("OR"));
}

Clause containsWord(const SqlDialect& dialect, const QStringList& expressions, const QString& word) {
  Clause clause;
  const QString pattern = u'%' + escapedForLike(word) + u'%';
  for (const QString& expression : expressions) clause = clause.orElse({dialect.contains(expression), {pattern}});
  return clause;
}

bool usesTrigrams(const SqlDialect& dialect, const QString& word) {
  return dialect.hasTrigrams() && word.toUcs4().size() >= 3;
}

Clause trigramMatch(const QString& column, const QString& searchTable, const QString& word) {
  // Within double quotes FTS5 knows no operators; a quote is doubled.
  QString quoted = word;
  quoted.replace(u'"', QStringLiteral("\"\""));
  return {QStringLiteral("%1 IN (SELECT rowid FROM %2 WHERE %2 MATCH ?)").arg(column, searchTable),
          {QString(u'"' + quoted + u'"')}};
}

Clause customersWith(const SqlDialect& dialect, const QString& word) {
  const Clause found =
      usesTrigrams(dialect, word)
          ? trigramMatch(QStringLiteral("k.id"), QStringLiteral("customers_search"), word)
          : containsWord(dialect,
                         {QStringLiteral("k.name"), QStringLiteral("k.email"), QStringLiteral("k.external_id")}, word);
  return {QStringLiteral("FROM customers k WHERE ") + found.sql, found.values};
}

QString idList(const QVector<quint32>& ids) {
  QString text;
  text.reserve(ids.size() * 8);
  for (const quint32 id : ids) {
    if (!text.isEmpty()) text += u',';
    text += QString::number(id);
  }
  return text;
}

}  // namespace billing::store
