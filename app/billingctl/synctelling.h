// How a sync is told of, while it runs and at its end.
#pragma once

#include <chrono>
#include <string>

#include "operations/sync/syncrun.h"

namespace billing::ctl {

/// A line on standard error for each kind of object, and every other second in between.
class SyncTicker {
 public:
  void tell(const operations::SyncProgress& progress);

 private:
  std::string resource_;
  std::chrono::steady_clock::time_point last_;
};

void tellSync(const operations::SyncReport& report);
void tellSyncJson(const operations::SyncReport& report);

}  // namespace billing::ctl
