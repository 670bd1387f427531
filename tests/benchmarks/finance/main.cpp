// The revenue of two years in three ways over one SQLite file. Driven by run.sh; see there.
//   finance_benchmark make FOLDER [SUBSCRIPTIONS]
//   finance_benchmark serve FOLDER     reads "recompute", "overview" or "sql" a line, answers with a line of JSON
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <iostream>

#include "changes.h"
#include "domain/civildate.h"
#include "metrics/zonemonths.h"
#include "store/connection.h"
#include "store/mrrrecompute.h"
#include "store/read/mrrhistory.h"
#include "store/sqlquery.h"

using namespace billing;
using namespace billing::store;

namespace {

// "USD 202503 new": parts
using Totals = QJsonObject;

void add(Totals& totals, const QString& currency, int month, std::string_view kind, std::int64_t parts) {
  const QString key = currency + u' ' + QString::number(month) + u' ' + QLatin1String(kind.data());
  totals[key] = QString::number(totals[key].toString().toLongLong() + parts);
}

Result<Totals> recompute(QSqlDatabase& database) {
  return recomputeMrrSums(database, {}).map([](const MrrSums& sums) {
    Totals totals;
    for (const auto& [key, sum] : sums)
      add(totals, QString::fromStdString(std::get<0>(key)), std::get<1>(key), toString(std::get<2>(key)), sum.delta);
    return totals;
  });
}

Result<Totals> overview(QSqlDatabase& database) {
  return readMrrMonths(database, 202411, 202611, {utcMidnight({2027, 1, 1}).ms})
      .map([](const QVector<MrrMonth>& months) {
        Totals totals;
        for (const MrrMonth& month : months)
          for (std::size_t i = 0; i < kMovementKinds.size(); ++i)
            if (month.movements.at(i) != 0)
              add(totals, month.currency, month.month, kMovementKinds.at(i), month.parts.at(i));
        return totals;
      });
}

Result<Totals> windowSql(QSqlDatabase& database) {
  static const QString sql = [] {
    QFile file(QStringLiteral(BILLING_SOURCE_DIR "/tests/benchmarks/finance/movements.sql"));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
  }();
  static const ZoneMonths months = ZoneMonths::of("UTC").value();
  Totals totals;
  auto read = forEachRow(database, sql, {}, [&](QSqlQuery& row) {
    add(totals, row.value(0).toString(), months.monthOf({row.value(1).toLongLong()}),
        row.value(2).toString().toStdString(), row.value(3).toLongLong());
  });
  if (!read) return failure(read.error());
  return totals;
}

int serve(const QString& folder) {
  DatabaseConfig config;
  config.file = folder + QStringLiteral("/finance.sqlite");
  auto connection = Connection::open(config, ConnectionRole::Reader);
  if (!connection) return 1;
  std::string wish;
  while (std::getline(std::cin, wish)) {
    QElapsedTimer timer;
    timer.start();
    QSqlDatabase& database = (*connection)->database();
    const auto totals = wish == "recompute"  ? recompute(database)
                        : wish == "overview" ? overview(database)
                                             : windowSql(database);
    const double ms = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    if (!totals) {
      std::fprintf(stderr, "%s\n", describe(totals.error()).c_str());
      return 1;
    }
    const QJsonObject answer{{QStringLiteral("ms"), ms}, {QStringLiteral("totals"), *totals}};
    std::printf("%s\n", QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char* argv[]) {
  const QCoreApplication application(argc, argv);
  const QStringList arguments = application.arguments();
  if (arguments.size() < 3) return 2;
  if (arguments[1] == u"serve") return serve(arguments[2]);
  const auto made = bench::makeChanges(arguments[2] + QStringLiteral("/finance.sqlite"),
                                       arguments[2] + QStringLiteral("/changes.csv"),
                                       arguments.value(3, QStringLiteral("1000000")).toInt());
  if (!made) std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
  return made ? 0 : 1;
}
