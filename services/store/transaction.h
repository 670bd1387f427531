// Everything or nothing: rolls back unless it was committed.
#pragma once

#include <QSqlDatabase>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(QSqlDatabase& database, Dialect dialect);
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  /// On disk when this returns without error; otherwise nothing of it is.
  [[nodiscard]] Result<void> commit();

 private:
  explicit Transaction(QSqlDatabase& database) : database_(&database) {}
  QSqlDatabase* database_;
};

}  // namespace billing::store
