#include "store/audit/auditbytes.h"

#include <openssl/evp.h>

#include <QVariant>
#include <array>
#include <stdexcept>

namespace billing::store {
namespace {

QString sqliteAuditKinds() {
  QStringList kinds;
  for (const QString& column : auditColumns() + QStringList{QStringLiteral("hash")})
    kinds << QStringLiteral("typeof(") + column + u')';
  return kinds.join(QStringLiteral(" || ' ' || "));
}

const QString& auditKindsAsMade() {
  static const QString kinds = [] {
    QStringList words;
    for (const QString& column : auditColumns() + QStringList{QStringLiteral("hash")}) {
      const bool number = column == u"id" || column == u"at" || column == u"live";
      words << (number ? QStringLiteral("integer") : QStringLiteral("text"));
    }
    return words.join(u' ');
  }();
  return kinds;
}

QByteArray auditBytesOf(const QVariant& value) {
  return value.metaType() == QMetaType(QMetaType::QByteArray) ? value.toByteArray() : value.toString().toUtf8();
}

}  // namespace

const QStringList& auditColumns() {
  static const QStringList columns =
      QStringLiteral(
          "id at actor role origin live action entity external_id customer_external_id account_key operation reason "
          "fields_before fields_after request_id previous_hash")
          .split(u' ');
  return columns;
}

// SQLite keeps any bytes as text and mends them only on reading: so they are asked for as bytes, and for their kind.
QString auditByteColumns(const QSqlDatabase& database) {
  const QStringList columns = auditColumns() + QStringList{QStringLiteral("hash")};
  if (database.driverName() != u"QSQLITE") return columns.join(QStringLiteral(", ")) + QStringLiteral(", ''");
  QStringList asked;
  for (const QString& column : columns) asked << QStringLiteral("CAST(") + column + QStringLiteral(" AS BLOB)");
  return asked.join(QStringLiteral(", ")) + QStringLiteral(", ") + sqliteAuditKinds();
}

AuditBytes AuditBytes::read(const QSqlQuery& query) {
  AuditBytes row;
  bool whole = !query.value(kAuditFields).isNull();
  for (int field = 0; field < kAuditFields; ++field) {
    whole = whole && !query.value(field).isNull();
    row.fields << auditBytesOf(query.value(field));
  }
  row.hash = auditBytesOf(query.value(kAuditFields));
  const QString kinds = query.value(kAuditFields + 1).toString();
  row.kindsAsMade = kinds.isEmpty() ? whole : kinds == auditKindsAsMade();
  return row;
}

QByteArray hashOfFields(const QByteArrayList& fields) {
  QByteArray all;
  for (const QByteArray& field : fields) all += QByteArray::number(field.size()) + ':' + field + ',';
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_Digest(all.constData(), static_cast<std::size_t>(all.size()), digest.data(), &length, EVP_sha256(),
                 nullptr) != 1)
    throw std::runtime_error("OpenSSL could not compute a SHA-256");
  return QByteArray(reinterpret_cast<const char*>(digest.data()), static_cast<int>(length)).toHex();
}

}  // namespace billing::store
