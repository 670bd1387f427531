// Plays the year of a workspace with rules, day by day: people sign up, their provider's events arrive over HTTP, the
// nightly jobs run, low credits are topped up, and the product is used.
#pragma once

#include <deque>

#include "operations/accounts/accountrules.h"
#include "operations/demo/demopost.h"
#include "operations/demo/demousage.h"
#include "operations/demo/systemyear.h"
#include "operations/deskvalues.h"
#include "operations/filldemo.h"

namespace billing::operations {

class SystemStory {
 public:
  SystemStory(store::Database& database, const DemoRequest& request, const DemoProgress& progress, CancelToken cancel);
  [[nodiscard]] Result<DemoReport> run();

 private:
  [[nodiscard]] Result<void> playDay(std::int64_t day);
  [[nodiscard]] Result<void> signUps(Instant until);
  [[nodiscard]] Result<void> deliver(Instant until);
  [[nodiscard]] Result<void> jobs(std::int64_t day, Instant at);
  [[nodiscard]] Result<void> runScheduled(JobKind kind, Instant at);
  [[nodiscard]] Result<void> payTopUps(Instant at);
  [[nodiscard]] Result<void> usage(std::int64_t day, Instant at);
  [[nodiscard]] Result<void> write(const store::Database::Work& work);
  [[nodiscard]] Instant midnight(std::int64_t day) const { return daysAfter(year_.begin, day); }
  [[nodiscard]] const SystemAccount* accountOf(const std::string& key) const;

  store::Database& database_;
  const DemoRequest request_;
  const DemoProgress& progress_;
  const CancelToken cancel_;
  const RulesContext rules_;
  AccountRules eventRules_;
  SystemYear year_;
  std::vector<const SystemAccount*> newcomers_;  ///< by sign-up, the next one last
  std::int64_t lastDay_ = 0;
  std::size_t sent_ = 0;
  DemoUsage usage_;
  DemoPost post_;
  DemoReport report_;
};

}  // namespace billing::operations
