// What has just been committed, for everybody who shows it. Published after the commit, never before.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace billing::store {

enum class Entity {
  WebhookEvent,
  Customer,
  Subscription,
  Payment,
  Invoice,
  Refund,
  Dispute,
  Usage,
  Price,
  Account,  ///< accounts: plan, status, credits, entitlements, actions of it
  Checkout,
  JobRun,
  SafetySwitch,  ///< row 0
  OutboxCall,
  AuditEntry,
  Person,  ///< row 0
  BulkRun,
};
enum class ChangeKind { Inserted, Updated };

struct Change {
  Entity entity;
  std::int64_t row;  ///< the table's id
  ChangeKind kind;
};

/// Changes wait here until the subscriber takes them; the wake-up comes once for all that gather until then, so that
/// 5,000 commits a second cost a window one event at a time. Thread-safe.
class ChangeSubscription {
 public:
  explicit ChangeSubscription(std::function<void()> wake);
  /// All changes since the last call, in commit order. The next change after it wakes again.
  [[nodiscard]] std::vector<Change> take();

 private:
  friend class ChangeFeed;
  void add(const std::vector<Change>& changes);
  std::mutex mutex_;
  std::vector<Change> pending_;
  std::function<void()> wake_;
};

class ChangeFeed {
 public:
  /// `wake` runs on the writer's thread and must only post (e.g. QMetaObject::invokeMethod queued). Ends when the
  /// returned pointer dies.
  [[nodiscard]] std::shared_ptr<ChangeSubscription> subscribe(std::function<void()> wake);
  /// For the write queue, after a commit.
  void publish(const std::vector<Change>& changes);

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<ChangeSubscription>> subscribers_;
};

}  // namespace billing::store
