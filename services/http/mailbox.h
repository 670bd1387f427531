// Hands work to the server's thread from any other. One wake-up serves all that gathers until the thread gets to it, so
// that a commit which answers 64 deliveries costs one system call and not 64.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace billing::http {

class Mailbox {
 public:
  /// `wake` is called from any thread, never after close().
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  void post(std::function<void()> work) {
    const std::scoped_lock lock(mutex_);
    if (closed_) return;
    work_.push_back(std::move(work));
    if (!std::exchange(awake_, true)) wake_();
  }

  /// On the server's thread, once for each wake-up: everything that has gathered, and what gathers meanwhile.
  void run() {
    for (std::vector<std::function<void()>> work; take(work); work.clear())
      for (auto& item : work) item();
  }

  /// What comes later is dropped.
  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    work_.clear();
  }

 private:
  bool take(std::vector<std::function<void()>>& work) {
    const std::scoped_lock lock(mutex_);
    work.swap(work_);
    awake_ = !work.empty();
    return awake_;
  }

  std::mutex mutex_;
  const std::function<void()> wake_;
  bool awake_ = false;  // the server's thread has been woken and will look
  bool closed_ = false;
  std::vector<std::function<void()>> work_;
};

}  // namespace billing::http
