// A million rows in a table view: the windowed model beside QSqlTableModel, interleaved, each in a process of its own.
//   models_table_benchmark [--rows N] [--rounds N]      prints a table and the ratios
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlTableModel>
#include <QTemporaryDir>
#include <cstdio>
#include <map>

#include "bigdatabase.h"
#include "measuring.h"
#include "models/subscriptionmodel.h"
#include "operations/sqlqueries.h"

using namespace billing;
using namespace billing::benchmark;

namespace {

const char* const figures[] = {"first_ms",      "complete_ms",      "last_ms",        "random_p50_ms", "random_p99_ms",
                               "sort_first_ms", "sort_complete_ms", "gui_longest_ms", "rss_mb"};

// Longest stay of the GUI thread in one event.
class Watch : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    if (depth_++ > 0) return leave(QApplication::notify(receiver, event));
    QElapsedTimer took;
    took.start();
    const bool result = QApplication::notify(receiver, event);
    longest = std::max(longest, ms(took));
    return leave(result);
  }
  double longest = 0;

 private:
  bool leave(bool result) {
    --depth_;
    return result;
  }
  int depth_ = 0;
};

void jump(QTableView& view, int row) {
  view.scrollTo(view.model()->index(row, 0), QAbstractItemView::PositionAtTop);
  view.viewport()->repaint();
}

QJsonObject windowed(const QString& file, Watch& app) {
  SystemClock clock;
  const auto database = openDatabase(file, clock);
  operations::SqlQueries queries(*database);
  QJsonObject result;
  QTableView view;
  open(view);
  QElapsedTimer timer;
  timer.start();
  models::SubscriptionModel model(queries.subscriptions(), {&clock, QTimeZone::utc(), QLocale()});
  view.setModel(&model);
  model.reload();
  const auto shown = [&](int row) { return model.rowAt(row) != nullptr; };
  waitFor([&] { return model.rowCount() > 0 && shown(0); });
  view.viewport()->repaint();
  result[QLatin1String("first_ms")] = ms(timer);
  waitFor([&] { return !model.isLoading(); });
  result[QLatin1String("complete_ms")] = ms(timer);

  const int last = model.rowCount() - 1;
  timer.start();
  view.scrollToBottom();
  view.viewport()->repaint();
  waitFor([&] { return shown(last); });
  view.viewport()->repaint();
  result[QLatin1String("last_ms")] = ms(timer);
  result[QLatin1String("rss_mb")] = residentMb();

  std::vector<double> frames;
  QRandomGenerator random(1);
  for (int i = 0; i < 200; ++i) {
    const int row = random.bounded(last - 40);
    timer.start();
    jump(view, row);
    waitFor([&] { return shown(row) && shown(row + 36); });
    view.viewport()->repaint();
    frames.push_back(ms(timer));
  }
  result[QLatin1String("random_p50_ms")] = quantile(frames, 0.5);
  result[QLatin1String("random_p99_ms")] = quantile(frames, 0.99);

  view.scrollToTop();
  app.longest = 0;
  timer.start();
  const qint64 before = model.idAt(0);
  model.sort(model.columnOf("mrr"), Qt::AscendingOrder);
  waitFor([&] { return model.idAt(0) != before && shown(0); });
  view.viewport()->repaint();
  result[QLatin1String("sort_first_ms")] = ms(timer);
  waitFor([&] { return !model.isLoading(); });
  result[QLatin1String("sort_complete_ms")] = ms(timer);
  result[QLatin1String("gui_longest_ms")] = app.longest;
  return result;
}

QJsonObject sqlTable(const QString& file, Watch& app) {
  QJsonObject result;
  QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"));
  database.setDatabaseName(file);
  if (!database.open()) qFatal("cannot open %s", qPrintable(file));
  QTableView view;
  open(view);
  QElapsedTimer timer;
  timer.start();
  QSqlTableModel model;
  model.setTable(QStringLiteral("subscriptions"));
  const int created = model.fieldIndex(QStringLiteral("created_at"));
  model.setSort(created, Qt::DescendingOrder);
  model.select();
  view.setModel(&model);
  view.viewport()->repaint();
  result[QLatin1String("first_ms")] = ms(timer);

  timer.start();
  while (model.canFetchMore()) model.fetchMore();
  view.scrollToBottom();
  view.viewport()->repaint();
  result[QLatin1String("last_ms")] = ms(timer);
  result[QLatin1String("rss_mb")] = residentMb();

  std::vector<double> frames;
  QRandomGenerator random(1);
  for (int i = 0; i < 200; ++i) {
    timer.start();
    jump(view, random.bounded(model.rowCount() - 41));
    frames.push_back(ms(timer));
  }
  result[QLatin1String("random_p50_ms")] = quantile(frames, 0.5);
  result[QLatin1String("random_p99_ms")] = quantile(frames, 0.99);

  app.longest = 0;
  timer.start();
  model.setSort(model.fieldIndex(QStringLiteral("mrr_minor")), Qt::AscendingOrder);
  model.select();
  view.scrollToTop();
  view.viewport()->repaint();
  result[QLatin1String("sort_first_ms")] = ms(timer);
  result[QLatin1String("gui_longest_ms")] = ms(timer);  // all of it on the GUI thread
  return result;
}

QJsonObject inOwnProcess(const QString& which, const QString& file) {
  QProcess process;
  process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
  process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--one"), which, file});
  process.waitForFinished(300'000);
  return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

void report(const std::map<QString, std::map<QString, std::vector<double>>>& all) {
  std::printf("%-18s %12s %12s %8s   (median of the rounds)\n", "", "windowed", "QSqlTable", "ratio");
  for (const char* figure : figures) {
    const QString name = QString::fromLatin1(figure);
    const double own = quantile(all.at(QStringLiteral("windowed")).at(name), 0.5);
    const double other = quantile(all.at(QStringLiteral("sqltable")).at(name), 0.5);
    std::printf("%-18s %12.1f %12.1f %8.3f\n", figure, own, other, other > 0 ? own / other : 0);
  }
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  Watch app(argc, argv);
  const QStringList arguments = app.arguments();
  const auto option = [&](const char* name, int value) {
    const qsizetype at = arguments.indexOf(QLatin1String(name));
    return at < 0 ? value : arguments.value(at + 1).toInt();
  };
  if (const qsizetype one = arguments.indexOf(QStringLiteral("--one")); one >= 0) {
    const QString file = arguments.value(one + 2);
    const QJsonObject result =
        arguments.value(one + 1) == QLatin1String("windowed") ? windowed(file, app) : sqlTable(file, app);
    std::fputs(QJsonDocument(result).toJson(QJsonDocument::Compact).constData(), stdout);
    return 0;
  }
  QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("big.sqlite"));
  {
    SystemClock clock;
    fill(*openDatabase(file, clock), option("--rows", 1'000'000));
  }
  std::map<QString, std::map<QString, std::vector<double>>> all;
  for (int round = 0; round < option("--rounds", 3); ++round)
    for (const char* which : {"windowed", "sqltable"}) {
      const QJsonObject result = inOwnProcess(QString::fromLatin1(which), file);
      for (const char* figure : figures)
        all[QString::fromLatin1(which)][QString::fromLatin1(figure)].push_back(
            result.value(QLatin1String(figure)).toDouble());
    }
  report(all);
  return 0;
}
