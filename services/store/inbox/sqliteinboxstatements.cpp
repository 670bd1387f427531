// The hot path on SQLite's own interface: binding through QSqlQuery would cost more than the insert itself.
#include "store/inbox/sqliteinboxstatements.h"

#include <sqlite3.h>

#include "store/sqlerror.h"
#include "store/sqlitehandle.h"

namespace billing::store {
namespace {

constexpr auto insertEventSql =
    "INSERT INTO webhook_events (provider, event_id, route, type, received_at, occurred_at, verdict, payload, state, "
    "origin, http_status, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
constexpr auto insertAttemptSql =
    "INSERT INTO webhook_attempts (event_row, number, received_at, verdict, payload, detail, secret_label, "
    "http_status, "
    "remote, headers, body_sha256, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

// Binds by position. The texts outlive the step, so SQLite need not copy them.
class Binder {
 public:
  explicit Binder(sqlite3_stmt* statement) : statement_(statement) {}
  Binder& text(std::string_view value) {
    sqlite3_bind_text64(statement_, ++at_, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_STATIC,
                        SQLITE_UTF8);
    return *this;
  }
  Binder& blob(std::string_view value) {
    sqlite3_bind_blob64(statement_, ++at_, value.data() == nullptr ? "" : value.data(), value.size(), SQLITE_STATIC);
    return *this;
  }
  Binder& number(std::int64_t value) {
    sqlite3_bind_int64(statement_, ++at_, value);
    return *this;
  }
  Binder& null() {
    sqlite3_bind_null(statement_, ++at_);
    return *this;
  }

 private:
  sqlite3_stmt* statement_;
  int at_ = 0;
};

}  // namespace

void SqliteInboxStatements::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<void> SqliteInboxStatements::prepare(WriteContext& context) {
  if (attempt_) return {};
  handle_ = sqliteHandle(context.database());
  for (auto [sql, slot] : {std::pair{insertEventSql, &event_}, std::pair{insertAttemptSql, &attempt_}}) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure(error(context, code));
    slot->reset(statement);
  }
  return {};
}

Error SqliteInboxStatements::error(WriteContext& context, int code) const {
  return sqliteError(code, (code & 0xff) == SQLITE_IOERR ? sqlite3_system_errno(handle_) : 0, sqlite3_errmsg(handle_),
                     "The delivery could not be stored", context.database().databaseName().toStdString());
}

Result<void> SqliteInboxStatements::step(WriteContext& context, sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  Result<void> outcome;
  if (code != SQLITE_DONE) outcome = failure(error(context, code));
  sqlite3_reset(statement);
  return outcome;
}

Result<std::optional<std::int64_t>> SqliteInboxStatements::insertEvent(WriteContext& context, const InboxEntry& entry) {
  if (auto ready = prepare(context); !ready) return failure(ready.error());
  const IncomingEvent& event = entry.event;
  Binder bind(event_.get());
  bind.text(event.provider);
  entry.known ? bind.text(event.eventId) : bind.null();
  bind.text(event.route).text(event.type).number(event.receivedAt.ms);
  event.occurredAt ? bind.number(event.occurredAt->ms) : bind.null();
  bind.text(event.verdict).text(event.payload).text(entry.state).text(event.origin);
  bind.number(event.httpStatus).text(entry.error);
  if (auto done = step(context, event_.get()); !done) return failure(done.error());
  if (sqlite3_changes(handle_) == 0) return std::nullopt;
  return sqlite3_last_insert_rowid(handle_);
}

Result<void> SqliteInboxStatements::insertAttempt(WriteContext& context, const InboxEntry& entry, std::int64_t eventRow,
                                                  int number, bool withBody) {
  const IncomingEvent& event = entry.event;
  Binder bind(attempt_.get());
  bind.number(eventRow).number(number).number(event.receivedAt.ms).text(event.verdict).text(event.payload);
  bind.text(event.detail).text(event.secretLabel).number(event.httpStatus).text(event.remote).text(event.headers);
  bind.blob(entry.sha256);
  withBody ? bind.blob(event.body) : bind.null();
  return step(context, attempt_.get());
}

}  // namespace billing::store
