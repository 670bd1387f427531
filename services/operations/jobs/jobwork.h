// One kind of job as its runner sees it: whom it concerns, what is to be done for one of them, and the doing.
#pragma once

#include <QString>
#include <cstdint>
#include <memory>
#include <vector>

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct JobTask {
  QString deed;             ///< done once, whatever happens
  QString what;             ///< for people; the same in a dry run and in a run
  QString skip;             ///< why it is not done; empty: it is
  std::int64_t object = 0;  ///< row that it is about, where it is not the account
};

/// Judges by the database alone, so that a dry run tells exactly what a run would do. Asked again within the
/// transaction that does it, since the state may have changed.
class JobWork {
 public:
  virtual ~JobWork() = default;
  /// Accounts that may have something to do, by row. On any connection.
  [[nodiscard]] virtual Result<std::vector<std::int64_t>> accounts(store::WriteContext& context) = 0;
  /// What is to be done for one account. On any connection.
  [[nodiscard]] virtual Result<std::vector<JobTask>> tasks(store::WriteContext& context, std::int64_t account) = 0;
  /// Within a write.
  [[nodiscard]] virtual Result<void> perform(store::WriteContext& context, std::int64_t account,
                                             const JobTask& task) = 0;
};

[[nodiscard]] std::unique_ptr<JobWork> downgradeWork(const RulesContext& rules, Instant now);
[[nodiscard]] std::unique_ptr<JobWork> topUpWork(const RulesContext& rules, Instant now);
[[nodiscard]] std::unique_ptr<JobWork> expireWork(const RulesContext& rules, Instant now);
[[nodiscard]] std::unique_ptr<JobWork> jobWork(JobKind kind, const RulesContext& rules, Instant now);

}  // namespace billing::operations
