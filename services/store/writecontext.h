// What a write is given: the writer's connection, within a transaction, and the list of what it changes.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <atomic>
#include <cstdint>
#include <vector>

#include "store/changefeed.h"

namespace billing::store {

enum class Dialect { Sqlite, PostgreSql, MySql };

class StatementCache;

class WriteContext {
 public:
  /// `statements` and `waiting` belong to the write queue and outlive the context; both may be missing (tests).
  WriteContext(QSqlDatabase& database, Dialect dialect, StatementCache* statements = nullptr,
               const std::atomic<int>* waiting = nullptr)
      : database_(database), dialect_(dialect), statements_(statements), waiting_(waiting) {}

  [[nodiscard]] QSqlDatabase& database() { return database_; }
  [[nodiscard]] Dialect dialect() const { return dialect_; }
  /// Statements prepared once and kept for the connection's life; nullptr when the caller has to prepare its own.
  [[nodiscard]] StatementCache* statements() { return statements_; }

  /// Published after the commit; forgotten when the transaction is rolled back.
  void changed(Entity entity, std::int64_t row, ChangeKind kind) { changes_.push_back({entity, row, kind}); }
  [[nodiscard]] std::vector<Change>& changes() { return changes_; }

  /// True while deliveries wait for this very thread: background work in small steps should come to an end.
  [[nodiscard]] bool deliveriesWait() const {
    return waiting_ != nullptr && waiting_->load(std::memory_order_relaxed) > 0;
  }

 private:
  QSqlDatabase& database_;
  Dialect dialect_;
  StatementCache* statements_;
  const std::atomic<int>* waiting_;
  std::vector<Change> changes_;
};

}  // namespace billing::store
