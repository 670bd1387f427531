// Waits for an answer of the key ring, whose calls are asynchronous and need an event loop.
#pragma once

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QTimer>
#include <optional>

namespace billing::ctl {

/// nullopt when there is no answer in time: a key ring may wait for a password that nobody enters.
template <class T>
[[nodiscard]] std::optional<T> waitFor(QFuture<T> future, int mostMs = 30'000) {
  QEventLoop loop;
  QFutureWatcher<T> watcher;
  QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
  QTimer::singleShot(mostMs, &loop, &QEventLoop::quit);
  watcher.setFuture(future);
  if (!future.isFinished()) loop.exec();
  if (!future.isFinished() || future.resultCount() == 0) return std::nullopt;
  return future.result();
}

}  // namespace billing::ctl
