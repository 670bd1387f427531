// Lists what was let in unchecked, also while the store that should list it is the very thing that fails.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "store/database.h"
#include "support/instant.h"

namespace billing::localapi {

/// Thread-safe. What cannot be written waits in memory, at most 1,000 entries, and is written with the next one.
class LetThroughLog {
 public:
  explicit LetThroughLog(store::Database& database) : database_(database) {}

  struct Entry {
    std::string what, account, action, reason;  ///< what: quota, entitlement
    Instant at;
  };
  void note(Entry entry);
  /// Tries again what still waits.
  void flush();

 private:
  struct Waiting {
    std::mutex mutex;
    std::deque<Entry> entries;
  };
  store::Database& database_;
  const std::shared_ptr<Waiting> waiting_ = std::make_shared<Waiting>();
};

}  // namespace billing::localapi
