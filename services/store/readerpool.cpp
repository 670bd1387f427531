#include "store/readerpool.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <memory>

#include "store/connection.h"
#include "store/sqldialect.h"
#include "store/sqlitehandle.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

Error withdrawn() {
  return failure(ErrorKind::Cancelled, "cancelled", "The question was withdrawn").value();
}

constexpr int stepsBetweenLooks = 2000;  // of SQLite's virtual machine: well under a millisecond

int isWithdrawn(void* token) {
  return static_cast<const CancelToken*>(token)->cancelled() ? 1 : 0;
}

// Runs one job. SQLite itself looks at the token between its steps: sqlite3_interrupt is lost when it comes in the
// moment before the statement begins.
void answer(const std::function<void(Result<QSqlDatabase*>)>& job, CancelToken& cancel,
            Result<std::unique_ptr<Connection>>& connection) {
  if (cancel.cancelled()) return job(failure(withdrawn()));
  if (!connection) return job(failure(connection.error()));
  QSqlDatabase& database = (*connection)->database();
  sqlite3* handle = sqliteHandle(database);
  if (handle != nullptr) sqlite3_progress_handler(handle, stepsBetweenLooks, isWithdrawn, &cancel);
  job(&database);
  if (handle != nullptr) sqlite3_progress_handler(handle, 0, nullptr, nullptr);
}

// A server may have gone, or have dropped a connection that nobody used.
constexpr std::chrono::seconds trusted{1};

bool isAlive(Connection& connection, std::chrono::steady_clock::time_point lastUse) {
  QSqlDatabase& database = connection.database();
  if (!SqlDialect::of(database).isShared()) return true;
  if (!database.isOpen()) return false;
  const bool justUsed = std::chrono::steady_clock::now() - lastUse < trusted;
  return justUsed || execute(database, QStringLiteral("SELECT 1")).has_value();
}

}  // namespace

ReaderPool::ReaderPool(DatabaseConfig config) : config_(std::move(config)) {
  const int count = std::max(1, config_.readers);
  running_.resize(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < running_.size(); ++i) threads_.emplace_back([this, i] { loop(i); });
}

ReaderPool::~ReaderPool() {
  std::deque<Waiting> left;
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    left.swap(waiting_);
    for (const auto& token : running_)
      if (token) token->cancel();
  }
  wake_.notify_all();
  for (const Waiting& question : left) question.job(failure(withdrawn()));
  for (std::thread& thread : threads_) thread.join();
}

void ReaderPool::push(Job job, CancelToken cancel) {
  {
    const std::scoped_lock lock(mutex_);
    waiting_.push_back({std::move(job), std::move(cancel)});
  }
  wake_.notify_one();
}

bool ReaderPool::take(std::size_t index, Waiting& next) {
  std::unique_lock lock(mutex_);
  running_[index].reset();
  wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
  if (ending_) return false;
  next = std::move(waiting_.front());
  waiting_.pop_front();
  running_[index] = next.cancel;
  return true;
}

void ReaderPool::loop(std::size_t index) {
  Result<std::unique_ptr<Connection>> connection = failure(ErrorKind::Unavailable, "not_open", "Not opened yet");
  std::chrono::steady_clock::time_point lastUse;
  Waiting next;
  while (take(index, next)) {
    if (!connection || !isAlive(**connection, lastUse)) connection = Connection::open(config_, ConnectionRole::Reader);
    answer(next.job, next.cancel, connection);
    lastUse = std::chrono::steady_clock::now();
    next = {};
  }
}

}  // namespace billing::store
