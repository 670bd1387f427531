#include "store/statementcache.h"

#include "store/inbox/inboxstatements.h"
#include "store/sqlerror.h"
#include "store/sqlquery.h"

namespace billing::store {

StatementCache::StatementCache(const QSqlDatabase& database, Dialect dialect)
    : database_(database), inbox_(InboxStatements::of(dialect)) {}

StatementCache::~StatementCache() = default;

Result<QSqlQuery*> StatementCache::prepared(const QString& sql) {
  if (const auto known = statements_.find(sql); known != statements_.end()) return &known->second;
  QSqlQuery query(database_);
  if (!prepareQuery(query, database_, sql))
    return failure(sqlError(database_, query.lastError(), "A statement could not be prepared"));
  return &statements_.emplace(sql, std::move(query)).first->second;
}

Result<Statement> Statement::run(WriteContext& context, const QString& sql, const QVariantList& values) {
  if (context.statements() == nullptr)
    return select(context.database(), sql, values).map([](QSqlQuery&& query) { return Statement(std::move(query)); });
  Result<QSqlQuery*> query = context.statements()->prepared(sql);
  if (!query) return failure(query.error());
  bindValues(**query, context.database(), values);
  if (!(*query)->exec()) {
    const Error error = sqlError(context.database(), (*query)->lastError(), "The database refused a change");
    (*query)->finish();
    return failure(error);
  }
  return Statement(*query);
}

Statement::Statement(Statement&& other) noexcept : own_(std::move(other.own_)), query_(other.query_) {
  if (query_ == &other.own_) query_ = &own_;
  other.query_ = nullptr;
}

Statement::~Statement() {
  if (query_ != nullptr) query_->finish();
}

}  // namespace billing::store
