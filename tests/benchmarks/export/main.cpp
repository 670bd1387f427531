// Writes subscriptions into a file and says how long it took and how much memory at most; compare.py runs it for
// several sizes, each in a process of its own, beside openpyxl.
//   export_benchmark ROWS FILE
#include <sys/resource.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <cstdio>

#include "reports/exportrecord.h"
#include "reports/lists/listcolumns.h"
#include "support/rowlistfeed.h"

using namespace billing;

namespace {

store::SubscriptionRow subscription(qint64 at) {
  constexpr qint64 kStart = 1'740'000'000'000, kHour = 3'600'000;
  store::SubscriptionRow row;
  row.id = at + 1;
  row.provider = QStringLiteral("stripe");
  row.externalId = QStringLiteral("sub_%1").arg(at, 14, 36, QLatin1Char('0'));
  row.customerExternalId = QStringLiteral("cus_%1").arg(at, 14, 36, QLatin1Char('0'));
  row.customerName = QStringLiteral("Customer %1 GmbH & Co. KG").arg(at);
  row.customerEmail = QStringLiteral("billing+%1@customer.example").arg(at);
  row.productId = QStringLiteral("prod_pro");
  row.productName = QStringLiteral("Pro yearly");
  row.status = at % 7 == 0 ? QStringLiteral("past_due") : QStringLiteral("active");
  row.currency = at % 3 == 0 ? QStringLiteral("USD") : at % 3 == 1 ? QStringLiteral("EUR") : QStringLiteral("JPY");
  row.intervalUnit = QStringLiteral("month");
  row.amountMinor = 999 + at % 10'000;
  row.mrrMinor = row.amountMinor;
  row.createdAt = kStart + at * kHour / 10;
  row.periodStart = *row.createdAt;
  row.periodEnd = *row.createdAt + 30 * 24 * kHour;
  row.updatedAt = *row.createdAt;
  return row;
}

long long cpuMs(const rusage& used) {
  const auto ms = [](const timeval& time) { return time.tv_sec * 1000LL + time.tv_usec / 1000; };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

}  // namespace

int main(int argc, char* argv[]) {
  const QCoreApplication application(argc, argv);
  if (argc != 3) return 2;
  const auto& table = reports::subscriptionColumns();
  test::MadeRowFeed feed(QString::fromLocal8Bit(argv[1]).toLongLong(),
                         [&](qint64 at) { return reports::reportRow(table, subscription(at)); });
  reports::ReportHead head;
  head.workspace = QStringLiteral("PersistQ");
  head.mode = QStringLiteral("TEST");
  head.title = QStringLiteral("Subscriptions");
  head.list = QStringLiteral("subscriptions");
  head.zone = QStringLiteral("Europe/Berlin");
  const QString path = QString::fromLocal8Bit(argv[2]);
  reports::ExportOptions options;
  options.format = reports::formatFrom(path.section(QLatin1Char('.'), -1)).value_or(reports::Format::Csv);
  options.overwrite = true;
  QElapsedTimer clock;
  clock.start();
  const auto receipt = reports::writeReport(path, head, reports::reportColumns(table), feed, options, {}, {});
  if (!receipt) {
    std::fprintf(stderr, "%s\n", describe(receipt.error()).c_str());
    return 1;
  }
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf("{\"rows\": %lld, \"columns\": %d, \"ms\": %lld, \"cpu_ms\": %lld, \"peak_kb\": %ld, \"bytes\": %lld}\n",
              static_cast<long long>(receipt->rows), static_cast<int>(table.size()),
              static_cast<long long>(clock.elapsed()), cpuMs(used), used.ru_maxrss,
              static_cast<long long>(receipt->bytes));
  return 0;
}
