#include "store/transaction.h"

#include <QSqlQuery>
#include <utility>

#include "store/sqldialect.h"
#include "store/sqlquery.h"

namespace billing::store {

Result<Transaction> Transaction::begin(QSqlDatabase& database, Dialect dialect) {
  return execute(database, SqlDialect::of(dialect).begin(), {}, "The database does not accept changes").map([&] {
    return Transaction(database);
  });
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // After some errors (disk full) SQLite has rolled back already and says so: nothing is left to do then.
  QSqlQuery query(*database_);
  query.exec(QStringLiteral("ROLLBACK"));
}

Result<void> Transaction::commit() {
  Result<void> done = execute(*database_, QStringLiteral("COMMIT"), {}, "The change could not be put on disk");
  if (done) database_ = nullptr;
  return done;
}

}  // namespace billing::store
