// What one list may be asked: its fields as columns or expressions, its natural order, and where its words are looked
// for. Nothing that a person types becomes SQL: names of fields are looked up here, everything else is a bound value.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "store/read/clause.h"
#include "store/sqldialect.h"

namespace billing::store {

/// Names sort as people do, whatever their case; words (ids, states, types) sort byte by byte, as their indexes do.
enum class FieldKind { Word, Name, Number, Flag };
[[nodiscard]] inline bool isText(FieldKind kind) {
  return kind == FieldKind::Word || kind == FieldKind::Name;
}

/// A word that stands for a condition over t, never NULL: it can be asked for without computing the word of every row.
struct WordedCase {
  QString word, condition;
};

struct FieldDefinition {
  QByteArray name;     ///< of listfields.h
  QString expression;  ///< over the list's table, which is called t
  FieldKind kind = FieldKind::Word;
  QString order = {};  ///< what to sort by, where that is cheaper or better than the expression
  QVector<WordedCase> cases = {};
  QString otherwise = {};  ///< the word of rows that fit none of the cases
};

/// A field whose words are conditions; the first that fits is a row's word.
[[nodiscard]] FieldDefinition worded(const char* name, const QVector<WordedCase>& cases, const QString& otherwise);

struct ListDefinition {
  QByteArray name;  ///< "webhookEvents", ... as in listfields.h
  QString table;
  QString naturalOrder;  ///< a whole ORDER BY, unambiguous
  QVector<FieldDefinition> fields;
  /// Where one typed word may be found.
  Clause (*search)(const SqlDialect& dialect, const QString& word);

  [[nodiscard]] const FieldDefinition* field(const QByteArray& fieldName) const;
};

[[nodiscard]] const ListDefinition& webhookEventList();
[[nodiscard]] const ListDefinition& subscriptionList();
[[nodiscard]] const ListDefinition& customerList();
[[nodiscard]] const ListDefinition& invoiceList();
[[nodiscard]] const ListDefinition& paymentList();
[[nodiscard]] const ListDefinition& planList();
[[nodiscard]] const ListDefinition& usageList();

/// All of them, by name.
[[nodiscard]] const QVector<const ListDefinition*>& allLists();

/// t is found through its customer.
[[nodiscard]] Clause byCustomer(const SqlDialect& dialect, const QString& word);
/// The name of t's customer, empty when it is not known.
[[nodiscard]] QString customerNameOfT();

}  // namespace billing::store
