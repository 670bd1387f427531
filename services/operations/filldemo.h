// Fills an empty database with the demo: a year of signed events, sent over HTTP through a listener of its own.
#pragma once

#include <functional>

#include "operations/demo/demoyear.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct DemoReport {
  int events = 0;    ///< deliveries that were told
  int requests = 0;  ///< HTTP requests that carried them, mishaps and repetitions included
  int refused = 0;   ///< of those, refused as they should be
  int accounts = 0;  ///< that signed up, in a workspace with rules
  int actions = 0;   ///< of the product that were counted or refused there
};

/// Of `total` deliveries, or days where the workspace has rules. Runs on the generator's thread.
using DemoProgress = std::function<void(int done, int total)>;

/// Blocks for some seconds: call it on a worker, before a processor of your own works on this database. The same seed
/// and `now` give the same content but for row ids, ports and the milliseconds of arrival. Conflict when the database
/// already holds events; InvalidInput for numbers out of range; Cancelled leaves a part of the year in the database.
[[nodiscard]] Result<DemoReport> fillDemo(store::Database& database, const DemoRequest& request,
                                          const DemoProgress& progress = {}, CancelToken cancel = {});

}  // namespace billing::operations
