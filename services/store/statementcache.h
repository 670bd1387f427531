// Statements prepared once and kept for the life of a connection. Lives and dies on the connection's thread.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>
#include <memory>
#include <string>
#include <unordered_map>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

class InboxStatements;

class StatementCache {
 public:
  StatementCache(const QSqlDatabase& database, Dialect dialect);
  ~StatementCache();
  /// Prepared and forward only; prepared anew when the first time went wrong.
  [[nodiscard]] Result<QSqlQuery*> prepared(const QString& sql);
  /// Those of the inbox's hot path.
  [[nodiscard]] InboxStatements& inbox() { return *inbox_; }

 private:
  QSqlDatabase database_;
  std::unordered_map<QString, QSqlQuery> statements_;
  std::unique_ptr<InboxStatements> inbox_;
};

/// One run of a kept statement: binds, executes, and lets go of its rows at the end so that a commit is not held up.
class Statement {
 public:
  [[nodiscard]] static Result<Statement> run(WriteContext& context, const QString& sql, const QVariantList& values);
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  [[nodiscard]] bool next() { return query_->next(); }
  [[nodiscard]] QVariant value(int column) const { return query_->value(column); }
  [[nodiscard]] QSqlQuery& query() { return *query_; }
  [[nodiscard]] int rowsAffected() const { return query_->numRowsAffected(); }

 private:
  explicit Statement(QSqlQuery* query) : query_(query) {}
  explicit Statement(QSqlQuery own) : own_(std::move(own)), query_(&own_) {}
  QSqlQuery own_;
  QSqlQuery* query_;
};

}  // namespace billing::store
