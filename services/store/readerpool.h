// A few threads that answer questions, each with its own read-only connection, opened when it is first needed.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "store/database.h"
#include "support/canceltoken.h"

namespace billing::store {

class ReaderPool {
 public:
  using Job = std::function<void(Result<QSqlDatabase*>)>;

  explicit ReaderPool(DatabaseConfig config);
  /// Interrupts what runs, answers the rest with Cancelled, then ends.
  ~ReaderPool();
  /// In order of asking; withdrawn questions are answered without being run.
  void push(Job job, CancelToken cancel);

 private:
  struct Waiting {
    Job job;
    CancelToken cancel;
  };
  void loop(std::size_t index);
  [[nodiscard]] bool take(std::size_t index, Waiting& next);

  const DatabaseConfig config_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Waiting> waiting_;
  std::vector<std::optional<CancelToken>> running_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace billing::store
