// One sync of a workspace at a time.
#pragma once

#include <mutex>
#include <set>

#include "store/database.h"

namespace billing::operations {

// Of this process; others are kept out by the lock of the database's file, so a run of a dead one blocks nobody.
class OneSyncAtATime {
 public:
  explicit OneSyncAtATime(const store::Database& database) : database_(&database) {
    const std::scoped_lock lock(mutex());
    mine_ = running().insert(database_).second;
  }
  ~OneSyncAtATime() {
    const std::scoped_lock lock(mutex());
    if (mine_) running().erase(database_);
  }
  OneSyncAtATime(const OneSyncAtATime&) = delete;
  OneSyncAtATime& operator=(const OneSyncAtATime&) = delete;
  [[nodiscard]] bool mine() const { return mine_; }

 private:
  static std::mutex& mutex() {
    static std::mutex instance;
    return instance;
  }
  static std::set<const store::Database*>& running() {
    static std::set<const store::Database*> instance;
    return instance;
  }
  const store::Database* database_;
  bool mine_ = false;
};

}  // namespace billing::operations
