// Failures on order: what the next calls of a provider's client meet instead of an answer.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sandbox/faces/face.h"
#include "support/result.h"

namespace billing::sandbox {

/// How a call ends.
struct Outcome {
  CallAnswer answer;
  bool breaksOff = false;  ///< `bytes` instead of the answer, then the connection is closed
  std::string bytes;
  std::int64_t delayMs = 0;  ///< until then nothing is sent
};

struct Fault {
  /// "drop_before": hangs up, nothing was done. "drop_after": the same, but it was done. "half_body": a status, and
  /// half of the answer. "garbage": 200 and a body that is no JSON. "slow": the answer after `delayMs`. "status": that
  /// status, nothing was done.
  std::string stage;
  int times = 1;
  int status = 500;
  int retryAfterSeconds = -1;  ///< -1: not told
  std::int64_t delayMs = 2000;
  std::string method, path;  ///< only calls of this method, and whose path begins so; empty: any
};

/// Faults are used up in the order in which they were asked for.
class Faults {
 public:
  /// {"stage": ..., "times", "status", "retry_after", "ms", "method", "path"}; the stages "429", "500" and "503" are
  /// short for "status". InvalidInput "bad_fault".
  [[nodiscard]] Result<void> order(const std::string& json);
  void clear() { faults_.clear(); }
  [[nodiscard]] std::size_t waiting() const { return faults_.size(); }
  /// Answers by `face`, unless a fault wants otherwise.
  [[nodiscard]] Outcome call(const Call& call, Face& face, Provider dialect);

 private:
  std::vector<Fault> faults_;
};

}  // namespace billing::sandbox
