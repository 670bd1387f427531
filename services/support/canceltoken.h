// Lets the asker withdraw a question while somebody else is still working on it.
#pragma once

#include <atomic>
#include <memory>

namespace billing {

/// Shared between asker and worker; copies refer to the same question. Thread-safe. The worker looks at it between its
/// steps.
class CancelToken {
 public:
  CancelToken() : cancelled_(std::make_shared<std::atomic<bool>>(false)) {}
  [[nodiscard]] bool cancelled() const { return cancelled_->load(std::memory_order_acquire); }
  void cancel() const { cancelled_->store(true, std::memory_order_release); }

 private:
  std::shared_ptr<std::atomic<bool>> cancelled_;
};

}  // namespace billing
