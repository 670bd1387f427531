// The one thread that writes. Takes all that waits into one transaction, so that one sync to disk carries many
// deliveries.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "store/changefeed.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/sharedwriting.h"
#include "store/statementcache.h"
#include "store/transaction.h"
#include "store/writecommand.h"

namespace billing::store {

class WriteQueue {
 public:
  using Commands = std::vector<std::unique_ptr<WriteCommand>>;
  /// Runs once on the writer's thread before the first command: migrations.
  using Prepare = std::function<Result<void>(QSqlDatabase&)>;

  WriteQueue(DatabaseConfig config, ChangeFeed& feed);
  /// Runs everything that waits, then ends.
  ~WriteQueue();

  /// Opens the connection and prepares it; returns when both are done.
  [[nodiscard]] Result<void> start(Prepare prepare);
  void push(std::unique_ptr<WriteCommand> command, Priority priority);

  /// At most that many commands share a transaction.
  static constexpr std::size_t groupLimit = 512;
  /// Background work gets a turn after so long even when deliveries never pause.
  static constexpr std::chrono::milliseconds backgroundTurn{40};
  /// After a delivery was stored, the writer stays awake for so long: the way to the sender and back.
  static constexpr std::chrono::microseconds lingerTime{100};
  /// Deliveries that follow each other within so long are a stream; background work waits for a longer pause in it.
  static constexpr std::chrono::milliseconds streamTime{1};
  /// Without work for so long, the write-ahead log is emptied into the database.
  static constexpr std::chrono::milliseconds idleTime{500};
  /// On a server: so often, when there is nothing else to do, the writer looks what other programs have changed.
  static constexpr std::chrono::milliseconds lookTime{2000};

 private:
  void run(const Prepare& prepare, const std::function<void(Result<void>)>& started);
  void loop();
  void linger() const;
  [[nodiscard]] std::optional<Commands> take();
  [[nodiscard]] bool backgroundIsDue() const;
  void runGroup(Commands commands);
  [[nodiscard]] bool isShared() const;
  [[nodiscard]] Result<Transaction> begin();
  [[nodiscard]] Result<void> attempt(const Commands& commands);
  void whenIdle();

  const DatabaseConfig config_;
  ChangeFeed& feed_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<WriteCommand>> normal_, background_;
  std::atomic<int> waiting_{0};  // commands in normal_, for background work that looks up from its own
  bool ending_ = false;
  std::chrono::steady_clock::time_point lastNormal_;       // when deliveries were last taken
  std::chrono::steady_clock::time_point backgroundSince_;  // when background work last had its turn
  // Of the writer's thread alone:
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<StatementCache> statements_;
  SharedWriting shared_{feed_};
  bool logToEmpty_ = false;
  std::thread thread_;
};

}  // namespace billing::store
