// 1,000 accounts through a year, with the clock driven by the program: how long it takes, and whether the books agree.
//   year_benchmark [ACCOUNTS [DAYS [SEED]]]
#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

#include "support/billingyear.h"
#include "support/testdatabase.h"

int main(int argc, char* argv[]) {
  const QCoreApplication application(argc, argv);
  billing::test::TestDatabase db({1'767'225'600'000});  // 2026-01-01T00:00:00Z
  billing::test::YearRequest request;
  const auto argument = [&](int at, int otherwise) { return argc > at ? std::atoi(argv[at]) : otherwise; };
  request.accounts = argument(1, 1000);
  request.days = argument(2, 365);
  request.seed = static_cast<std::uint64_t>(argument(3, 1));
  const billing::BillingRules rules = billing::test::yearRules();
  QElapsedTimer timer;
  timer.start();
  const auto report = billing::test::liveYear(*db.database, db.clock, rules, request);
  const double seconds = static_cast<double>(timer.elapsed()) / 1000;
  std::printf("%d accounts, %d days, seed %llu: %.1f s (target 60)\n", request.accounts, request.days,
              static_cast<unsigned long long>(request.seed), seconds);
  std::printf("%lld events (%lld twice), %lld actions (%lld refused)\n", report.events, report.duplicates,
              report.actions, report.refused);
  std::printf("%lld job runs: %lld accounts downgraded, %lld lapsed, %lld top-ups\n", report.jobRuns, report.downgraded,
              report.lapsed, report.topUps);
  for (const std::string& broken : report.broken) std::printf("BROKEN %s\n", broken.c_str());
  if (report.broken.empty()) std::printf("all invariants hold\n");
  return report.broken.empty() ? 0 : 1;
}
