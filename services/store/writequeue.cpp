#include "store/writequeue.h"

#include <exception>
#include <future>

#include "store/sqlquery.h"

namespace billing::store {
namespace {

// Nothing that a command throws may end the thread that answers everybody else.
Result<void> guarded(WriteCommand& command, WriteContext& context) {
  try {
    return command.run(context);
  } catch (const std::exception& error) {
    return failure(ErrorKind::Internal, "write_threw", "A change could not be made", error.what());
  }
}

}  // namespace

WriteQueue::WriteQueue(DatabaseConfig config, ChangeFeed& feed) : config_(std::move(config)), feed_(feed) {}

WriteQueue::~WriteQueue() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<void> WriteQueue::start(Prepare prepare) {
  std::promise<Result<void>> promise;
  auto started = promise.get_future();
  backgroundSince_ = std::chrono::steady_clock::now();
  thread_ = std::thread([this, &promise, prepare = std::move(prepare)] {
    run(prepare, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  });
  return started.get();
}

void WriteQueue::run(const Prepare& prepare, const std::function<void(Result<void>)>& started) {
  auto connection = Connection::open(config_, ConnectionRole::Writer);
  if (!connection) return started(failure(connection.error()));
  connection_ = std::move(*connection);
  statements_ = std::make_unique<StatementCache>(connection_->database(), config_.dialect);
  Result<void> prepared = prepare(connection_->database());
  if (prepared && isShared()) prepared = shared_.start(connection_->database());
  const bool good = prepared.has_value();
  started(std::move(prepared));
  if (good) loop();
  statements_.reset();
  connection_.reset();
}

void WriteQueue::push(std::unique_ptr<WriteCommand> command, Priority priority) {
  const bool normal = priority == Priority::Normal;
  {
    const std::scoped_lock lock(mutex_);
    (normal ? normal_ : background_).push_back(std::move(command));
    if (normal) waiting_.store(static_cast<int>(normal_.size()), std::memory_order_relaxed);
  }
  wake_.notify_one();
}

void WriteQueue::loop() {
  while (auto commands = take())
    if (commands->empty())
      whenIdle();
    else
      runGroup(std::move(*commands));
}

// A sender that waits for each answer comes back within the time that falling asleep and waking would take.
void WriteQueue::linger() const {
  const auto now = std::chrono::steady_clock::now();
  if (now - lastNormal_ > streamTime) return;
  const auto until = now + lingerTime;
  while (waiting_.load(std::memory_order_relaxed) == 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::yield();
}

// The next group; empty when nothing came for a while; nullopt at the end.
std::optional<WriteQueue::Commands> WriteQueue::take() {
  linger();
  std::unique_lock lock(mutex_);
  const auto something = [this] { return ending_ || !normal_.empty() || !background_.empty(); };
  const bool looks = logToEmpty_ || isShared();
  if (looks && !wake_.wait_for(lock, isShared() ? lookTime : idleTime, something)) return Commands{};
  wake_.wait(lock, something);
  // Between two groups of a steady stream the queue is empty for a moment: that is no pause for background work.
  const bool streaming = std::chrono::steady_clock::now() - lastNormal_ < streamTime;
  if (streaming && normal_.empty() && !backgroundIsDue())
    wake_.wait_for(lock, streamTime, [this] { return ending_ || !normal_.empty(); });
  const auto now = std::chrono::steady_clock::now();
  Commands commands;
  const bool backgroundTurns = !background_.empty() && (normal_.empty() || backgroundIsDue());
  if (backgroundTurns || background_.empty()) backgroundSince_ = now;
  if (!normal_.empty()) lastNormal_ = now;
  while (!normal_.empty() && commands.size() < groupLimit) {
    commands.push_back(std::move(normal_.front()));
    normal_.pop_front();
  }
  waiting_.store(static_cast<int>(normal_.size()), std::memory_order_relaxed);
  if (backgroundTurns) {  // in the same transaction: its commit costs no sync of its own
    commands.push_back(std::move(background_.front()));
    background_.pop_front();
  }
  if (commands.empty()) return std::nullopt;
  return commands;
}

bool WriteQueue::backgroundIsDue() const {
  return std::chrono::steady_clock::now() - backgroundSince_ >= backgroundTurn;
}

void WriteQueue::runGroup(Commands commands) {
  logToEmpty_ = true;
  Result<void> outcome = attempt(commands);
  const bool maybeMade = !outcome && outcome.error().code == kCommitUnknown;
  if (outcome || commands.size() == 1 || maybeMade) {
    for (const auto& command : commands) command->finish(outcome);
  } else {
    // One of them was refused: none may suffer for another, so each gets a transaction of its own.
    for (auto& command : commands) {
      Commands alone;
      alone.push_back(std::move(command));
      runGroup(std::move(alone));
    }
  }
}

// A connection that broke since the last change is mended before anything of this one was done.
Result<Transaction> WriteQueue::begin() {
  if (connection_) {
    Result<Transaction> transaction = Transaction::begin(connection_->database(), config_.dialect);
    const bool broken = !transaction && isShared() && transaction.error().kind == ErrorKind::Unavailable;
    if (!broken) return transaction;
  }
  statements_.reset();
  connection_.reset();
  auto connection = Connection::open(config_, ConnectionRole::Writer);
  if (!connection) return failure(connection.error());
  connection_ = std::move(*connection);
  statements_ = std::make_unique<StatementCache>(connection_->database(), config_.dialect);
  return Transaction::begin(connection_->database(), config_.dialect);
}

Result<void> WriteQueue::attempt(const Commands& commands) {
  Result<Transaction> transaction = begin();
  if (!transaction) return failure(transaction.error());
  QSqlDatabase& database = connection_->database();
  if (isShared())
    if (auto entered = shared_.enter(database); !entered) return entered;
  WriteContext context(database, config_.dialect, statements_.get(), &waiting_);
  for (const auto& command : commands)
    if (auto done = guarded(*command, context); !done) return done;
  if (isShared())
    if (auto left = shared_.leave(database, context.changes()); !left) return left;
  if (auto committed = transaction->commit(); !committed) {
    if (isShared() && committed.error().kind == ErrorKind::Unavailable)
      return failure(commitUnknown(committed.error()));
    return committed;
  }
  if (isShared()) shared_.committed(database);
  feed_.publish(context.changes());
  return {};
}

bool WriteQueue::isShared() const {
  return config_.dialect != Dialect::Sqlite;
}

void WriteQueue::whenIdle() {
  logToEmpty_ = false;
  if (isShared()) {
    if (connection_) shared_.look(connection_->database());
    return;
  }
  // A reader in the middle of an answer keeps the log busy: not worth waiting for, the next pause comes.
  QSqlDatabase& database = connection_->database();
  std::ignore = execute(database, QStringLiteral("PRAGMA busy_timeout = 0"));
  std::ignore = execute(database, QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
  std::ignore = execute(database, QStringLiteral("PRAGMA busy_timeout = 5000"));
}

}  // namespace billing::store
