// How many actions a second are judged, counted and written down.
//   usage_benchmark [ACCOUNTS [ACTIONS]]     a line for each kind of action: ACTIONS for each account, in one
//   transaction
#include <QCoreApplication>
#include <QTemporaryDir>
#include <chrono>
#include <cstdio>
#include <future>

#include "operations/credits/creditbook.h"
#include "operations/usage/trackusage.h"
#include "store/database.h"
#include "store/statementcache.h"

namespace {

using namespace billing;
using operations::RulesContext;

constexpr Instant start{1'770'000'000'000};

// Enough for everybody: what is measured is the work of letting in.
BillingRules benchmarkRules() {
  constexpr std::int64_t plenty = 1'000'000'000;
  BillingRules rules;
  rules.plans = {{"pro", "Pro", 0, {}, {{"api_calls", plenty}, {"memories", plenty}, {"images", 0}}, 0, {}}};
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Hard, 80, 0, false},
                  {"memories", "Memories", "memories", QuotaMode::Hard, 80, 0, true},
                  {"images", "Images", "images", QuotaMode::TopUp, 80, 0, false}};
  rules.actions = {{"memory.search", {"api_calls"}, {"api_calls"}, 0},
                   {"memory.create", {"api_calls", "memories"}, {"api_calls", "memories"}, 0},
                   {"image.medium", {"images"}, {"images"}, 25}};
  return rules;
}

std::string keyOf(int account) {
  return "user_" + QByteArray::number(account).toStdString();
}

Result<void> addAccounts(store::WriteContext& context, int accounts) {
  for (int i = 0; i < accounts; ++i) {
    const auto added = store::Statement::run(
        context,
        QStringLiteral("INSERT INTO accounts (account_key, plan_id, created_at, updated_at) VALUES (?, 'pro', ?, ?)"),
        {QString::fromStdString(keyOf(i)), qlonglong(start.ms), qlonglong(start.ms)});
    if (!added) return failure(added.error());
    const auto granted =
        operations::grantCredits(context, {i + 1, "manual", "plenty", 1'000'000'000, 5, std::nullopt, {}}, start);
    if (!granted) return failure(granted.error());
  }
  return {};
}

Result<void> act(store::WriteContext& context, const RulesContext& rules, const char* action, int accounts,
                 int actions) {
  for (int i = 0; i < actions; ++i)
    for (int account = 0; account < accounts; ++account) {
      const std::string request = std::string(action) + QByteArray::number(i).toStdString();
      const auto verdict =
          operations::trackUsage(context, rules, {keyOf(account), action, 1, request, false}, Instant{start.ms + i});
      if (!verdict) return failure(verdict.error());
      if (!verdict->allowed) return failure(ErrorKind::Internal, "refused", verdict->reason);
    }
  return {};
}

double secondsOf(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  const auto before = std::chrono::steady_clock::now();
  database.write(work, [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  const Result<void> outcome = promise.get_future().get();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - before;
  if (outcome) return seconds.count();
  std::fprintf(stderr, "%s\n", describe(outcome.error()).c_str());
  std::exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  const int accounts = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1'000;
  const int actions = argc > 2 ? std::max(1, std::atoi(argv[2])) : 1'000;
  const QTemporaryDir folder;
  const SystemClock clock;
  store::DatabaseConfig config;
  config.file = folder.filePath(QStringLiteral("usage.sqlite"));
  const auto database = store::Database::open(config, clock);
  if (!database) {
    std::fprintf(stderr, "%s\n", describe(database.error()).c_str());
    return 1;
  }
  BillingRules rules = benchmarkRules();
  secondsOf(**database, [&](store::WriteContext& context) { return addAccounts(context, accounts); });
  for (const char* action : {"memory.search", "memory.create", "image.medium"}) {
    rules.credits.enabled = std::string_view(action) == "image.medium";
    const RulesContext context{rules};
    const double seconds = secondsOf(
        **database, [&](store::WriteContext& write) { return act(write, context, action, accounts, actions); });
    const double all = static_cast<double>(accounts) * actions;
    std::printf("%-13s %.0f actions in %.1f s: %.0f a second, %.1f us each\n", action, all, seconds, all / seconds,
                seconds * 1e6 / all);
    std::fflush(stdout);
  }
}
