// A way to wake the processor that whoever holds it may keep longer than the processor lives.
#pragma once

#include <mutex>

#include "webhooks/processor.h"

namespace billing::console {

/// Thread-safe. Closed before the processor goes.
class ProcessorDoor {
 public:
  explicit ProcessorDoor(webhooks::Processor& processor) : processor_(&processor) {}
  void knock() {
    const std::scoped_lock lock(mutex_);
    if (processor_ != nullptr) processor_->poke();
  }
  void close() {
    const std::scoped_lock lock(mutex_);
    processor_ = nullptr;
  }

 private:
  std::mutex mutex_;
  webhooks::Processor* processor_;
};

}  // namespace billing::console
