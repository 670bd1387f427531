// A piece of a WHERE with the values of its question marks.
#pragma once

#include <QString>
#include <QStringList>
#include <QVariantList>

#include "store/sqldialect.h"

namespace billing::store {

struct Clause {
  QString sql;  ///< empty: no restriction
  QVariantList values;

  [[nodiscard]] Clause& also(const Clause& other);    ///< AND
  [[nodiscard]] Clause& orElse(const Clause& other);  ///< OR
};

/// Any of the expressions contains the word, whatever its case; % _ ! in the word stand for themselves.
[[nodiscard]] Clause containsWord(const SqlDialect& dialect, const QStringList& expressions, const QString& word);

/// "SELECT id FROM customers ..." for those whose name, e-mail address or id contains the word.
[[nodiscard]] Clause customersWith(const SqlDialect& dialect, const QString& word);

/// `column` IN (ids by trigrams of the search table). Only for words that `usesTrigrams`.
[[nodiscard]] Clause trigramMatch(const QString& column, const QString& searchTable, const QString& word);
/// Words of three characters and more, where the database has a trigram search.
[[nodiscard]] bool usesTrigrams(const SqlDialect& dialect, const QString& word);

/// Ids as SQL: numbers only, so that any number of them fits.
[[nodiscard]] QString idList(const QVector<quint32>& ids);

}  // namespace billing::store
