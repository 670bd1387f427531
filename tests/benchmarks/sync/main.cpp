// How fast everything is read from a provider, and that the memory does not grow with it.
//   sync_benchmark [SUBSCRIPTIONS [FEWER]]     100,000 and 10,000: each with its customer and a payment
// The provider is in the process and makes its pages up, so what is measured is merging, rules and the store.
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <chrono>
#include <cstdio>

#include "operations/accounts/accountrules.h"
#include "operations/sync/syncrun.h"
#include "support/fakeprovider.h"

namespace {

using namespace billing;
using namespace billing::test;

constexpr Instant start{1'770'000'000'000};
constexpr std::int64_t kDay = 86'400'000;

// Pages that are made when they are asked for.
class EndlessProvider final : public FakeProvider {
 public:
  explicit EndlessProvider(int size) : size_(size) {}
  Result<Page<Provided<CustomerState>>> customers(const PageRequest& page, const CancelToken&) override {
    return made<CustomerState>(page, [](int i) {
      CustomerState state;
      state.externalId = "cus_" + std::to_string(i);
      state.name = "Customer " + std::to_string(i);
      state.email = "customer" + std::to_string(i) + "@example.com";
      state.createdAt = start;
      return state;
    });
  }
  Result<Page<Provided<SubscriptionState>>> subscriptions(const PageRequest& page, const CancelToken&) override {
    if (!page.status.empty() && page.status != "active") return Page<Provided<SubscriptionState>>{};
    return made<SubscriptionState>(page, [](int i) {
      SubscriptionState state;
      state.externalId = "sub_" + std::to_string(i);
      state.customerExternalId = "cus_" + std::to_string(i);
      state.productId = "price_pro";
      state.status = SubscriptionStatus::Active;
      state.providerStatus = "active";
      state.amount = {1900, *Currency::fromCode("USD")};
      state.interval = BillingInterval{IntervalUnit::Month, 1};
      state.createdAt = start;
      state.periodStart = start;
      state.periodEnd = Instant{start.ms + 30 * kDay};
      return state;
    });
  }
  Result<Page<Provided<PaymentState>>> payments(const PageRequest& page, const CancelToken&) override {
    return made<PaymentState>(page, [](int i) {
      PaymentState state;
      state.externalId = "pay_" + std::to_string(i);
      state.customerExternalId = "cus_" + std::to_string(i);
      state.subscriptionExternalId = "sub_" + std::to_string(i);
      state.status = state.providerStatus = "succeeded";
      state.amount = {1900, *Currency::fromCode("USD")};
      state.createdAt = start;
      return state;
    });
  }

 private:
  template <class State, class Make>
  Page<Provided<State>> made(const PageRequest& page, Make make) const {
    Page<Provided<State>> cut;
    if (page.createdSince && *page.createdSince > start) return cut;
    const int from = page.cursor.empty() ? 0 : std::stoi(page.cursor);
    const int to = std::min(size_, from + page.size);
    for (int i = from; i < to; ++i) cut.items.push_back(provided(make(i)));
    if (to < size_) cut.next = std::to_string(to);
    return cut;
  }
  const int size_;
};

BillingRules benchmarkRules() {
  BillingRules rules;
  rules.metadataAccountKey = "userId";
  Plan free{"free", "Free", 0, {}, {}, 0, {}};
  Plan pro{"pro", "Pro", 1, {}, {}, 0, {}};
  pro.prices.push_back({{IntervalUnit::Month, 1}, {1900, *Currency::fromCode("USD")}, "price_pro", {}});
  rules.plans = {free, pro};
  return rules;
}

// Kilobytes of VmHWM, after the peak was forgotten with forgetPeak().
long peakKilobytes() {
  QFile status(QStringLiteral("/proc/self/status"));
  if (!status.open(QIODevice::ReadOnly)) return 0;
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith("VmHWM:")) return line.mid(6).trimmed().split(' ').first().toLong();
  return 0;
}
void forgetPeak() {
  QFile refs(QStringLiteral("/proc/self/clear_refs"));
  if (refs.open(QIODevice::WriteOnly)) refs.write("5");
}

void measure(store::Database& database, EndlessProvider& provider, operations::SyncKind kind, const char* what) {
  const BillingRules rules = benchmarkRules();
  operations::AccountRules accountRules({rules, Provider::Stripe, false});
  const SystemClock clock;
  forgetPeak();
  const auto before = std::chrono::steady_clock::now();
  const auto report = operations::runSync({database, provider, clock, &accountRules, {}}, kind, {}, {});
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - before;
  if (!report || report->error) {
    std::fprintf(stderr, "%s\n", describe(report ? *report->error : report.error()).c_str());
    std::exit(1);
  }
  std::printf("%-28s %8lld objects in %6.1f s: %6.0f a second, %lld new, %lld unchanged; peak %ld KiB\n", what,
              static_cast<long long>(report->seen), seconds.count(),
              static_cast<double>(report->seen) / seconds.count(), static_cast<long long>(report->created),
              static_cast<long long>(report->unchanged), peakKilobytes());
  std::fflush(stdout);
}

long measureAll(int size) {
  const QTemporaryDir folder;
  store::DatabaseConfig config;
  config.file = folder.filePath(QStringLiteral("sync.sqlite"));
  const auto database = store::Database::open(config, SystemClock());
  if (!database) std::exit(1);
  EndlessProvider provider(size);
  std::printf("%d subscriptions\n", size);
  measure(**database, provider, operations::SyncKind::Full, "  first, everything new");
  const long peak = peakKilobytes();
  measure(**database, provider, operations::SyncKind::Full, "  full again, nothing new");
  measure(**database, provider, operations::SyncKind::Incremental, "  incremental, all living");
  return peak;
}

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  const int many = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100'000;
  const int few = argc > 2 ? std::max(1, std::atoi(argv[2])) : std::max(1, many / 10);
  const long fewPeak = measureAll(few);
  const long manyPeak = measureAll(many);
  std::printf("peak grew by %ld KiB from %d to %d subscriptions\n", manyPeak - fewPeak, few, many);
}
