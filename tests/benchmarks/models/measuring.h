// What both benchmarks need: a table that really paints, waiting with the event loop, memory, and figures out of
// samples.
#pragma once

#include <unistd.h>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <algorithm>
#include <vector>

namespace billing::benchmark {

/// 1200 x 800, as tall as 35 rows; on the screen when this returns.
inline void open(QTableView& view) {
  view.resize(1200, 800);
  view.verticalHeader()->setDefaultSectionSize(22);
  view.verticalHeader()->hide();
  view.show();
  for (int turn = 0; turn < 5; ++turn) QCoreApplication::processEvents();
}

template <class Condition>
bool waitFor(Condition condition, int mostMs = 60'000) {
  QElapsedTimer waited;
  waited.start();
  while (!condition()) {
    if (waited.elapsed() > mostMs) return false;
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
  }
  return true;
}

inline double residentMb() {
  QFile statm(QStringLiteral("/proc/self/statm"));
  if (!statm.open(QIODevice::ReadOnly)) return 0;
  return static_cast<double>(statm.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE)) / 1048576.0;
}

/// share 0.5: the median. Samples are consumed.
inline double quantile(std::vector<double> samples, double share) {
  if (samples.empty()) return 0;
  std::sort(samples.begin(), samples.end());
  return samples[std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())))];
}

inline double ms(const QElapsedTimer& timer) {
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

}  // namespace billing::benchmark
