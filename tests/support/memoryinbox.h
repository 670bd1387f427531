// An inbox that keeps deliveries in memory and commits when the test says so: at once, later, or never.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/eventinbox.h"

namespace billing::tests {

class MemoryInbox final : public store::EventInbox {
 public:
  void put(store::IncomingEvent event, Done done) override {
    const std::scoped_lock lock(mutex_);
    waiting_.emplace_back(std::move(event), std::move(done));
    if (!held_) commitAll();
  }

  /// From now on deliveries wait for release().
  void hold() {
    const std::scoped_lock lock(mutex_);
    held_ = true;
  }
  void release() {
    const std::scoped_lock lock(mutex_);
    held_ = false;
    commitAll();
  }
  /// From now on storing fails so; nullopt: it works again.
  void failWith(std::optional<Error> error) {
    const std::scoped_lock lock(mutex_);
    error_ = std::move(error);
  }

  [[nodiscard]] std::size_t waiting() const {
    const std::scoped_lock lock(mutex_);
    return waiting_.size();
  }
  [[nodiscard]] std::vector<store::IncomingEvent> stored() const {
    const std::scoped_lock lock(mutex_);
    return stored_;
  }

 private:
  void commitAll() {
    for (auto& [event, done] : std::exchange(waiting_, {})) done(commit(std::move(event)));
  }

  Result<store::InboxReceipt> commit(store::IncomingEvent event) {
    using store::InboxDisposition;
    if (error_) return failure(*error_);
    stored_.push_back(event);
    const auto row = static_cast<std::int64_t>(stored_.size());
    if (!event.accepted) return store::InboxReceipt{row, InboxDisposition::Rejected};
    const auto [it, fresh] = bodies_.emplace(event.eventId, event.body);
    if (fresh) return store::InboxReceipt{row, InboxDisposition::Stored};
    const bool same = it->second == event.body;
    return store::InboxReceipt{row, same ? InboxDisposition::Duplicate : InboxDisposition::DuplicateBodyChanged};
  }

  mutable std::mutex mutex_;
  bool held_ = false;
  std::optional<Error> error_;
  std::vector<std::pair<store::IncomingEvent, Done>> waiting_;
  std::vector<store::IncomingEvent> stored_;
  std::map<std::string, std::string> bodies_;
};

}  // namespace billing::tests
