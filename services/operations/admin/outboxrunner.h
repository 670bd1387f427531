// Keeps the outbox going on a thread of its own: what a killed program had claimed first, then whatever is due. Bulk
// runs hand their items over in between.
#pragma once

#include <QFuture>
#include <QPromise>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "operations/admin/outbox.h"
#include "operations/bulk/bulkrun.h"

namespace billing::operations {

class OutboxRunner {
 public:
  /// `failed` is told, on the thread, what the worker could not do; it is tried again by itself. What the parts refer
  /// to outlives this.
  OutboxRunner(OutboxWorker::Parts parts, std::function<void(const Error&)> failed);
  /// The call that is being sent is waited for; the others stay where they are.
  ~OutboxRunner();
  OutboxRunner(const OutboxRunner&) = delete;
  OutboxRunner& operator=(const OutboxRunner&) = delete;

  /// Something may be due: a call was submitted or agreed to, the provider is there, a clock was moved. Any thread.
  void wake();
  /// As OutboxWorker::settleNow, in turn with the rest. Any thread.
  [[nodiscard]] QFuture<Result<store::OutboxRow>> settle(const QString& operation, CancelToken cancel);
  /// The same for OutboxWorker::closeByHand.
  [[nodiscard]] QFuture<Result<store::OutboxRow>> close(const QString& operation, OutboxWorker::Closing closing,
                                                        CancelToken cancel);

 private:
  struct Settling {
    QString operation;
    CancelToken cancel;
    std::optional<OutboxWorker::Closing> closing;
    std::shared_ptr<QPromise<Result<store::OutboxRow>>> promise;
  };
  void run();
  [[nodiscard]] QFuture<Result<store::OutboxRow>> inTurn(Settling settling);
  void settleAll();
  [[nodiscard]] std::chrono::milliseconds turn();
  void waitFor(std::chrono::milliseconds time);

  const Clock& clock_;
  const std::function<void(const Error&)> failed_;
  BulkRunner bulk_;
  OutboxWorker worker_;
  const CancelToken closing_;
  std::mutex mutex_;
  std::condition_variable news_;
  bool woken_ = false;
  std::deque<Settling> settlings_;
  std::thread thread_;
};

}  // namespace billing::operations
