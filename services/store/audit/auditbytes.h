// The audit log as its hash sees it: the bytes of each field as they are kept, not as some reader understands them.
#pragma once

#include <QByteArrayList>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>

namespace billing::store {

/// The fields that an entry's hash covers, in the order of the table, the last one its previous hash.
[[nodiscard]] const QStringList& auditColumns();
inline constexpr int kAuditFields = 17;

/// What of a row is read for a question: its fields as bytes, then its hash, then the kinds of their values.
[[nodiscard]] QString auditByteColumns(const QSqlDatabase& database);

/// One row as it is kept.
struct AuditBytes {
  QByteArrayList fields;  ///< in the order of auditColumns()
  QByteArray hash;
  bool kindsAsMade = true;  ///< numbers are numbers and texts are texts
  [[nodiscard]] static AuditBytes read(const QSqlQuery& query);
  [[nodiscard]] const QByteArray& previousHash() const { return fields.back(); }
};

/// SHA-256 in hex of the fields, each as "<bytes>:<content>,".
[[nodiscard]] QByteArray hashOfFields(const QByteArrayList& fields);

}  // namespace billing::store
