// How an object hears of an answer that somebody else is working on, without being waited for or outlived.
#pragma once

#include <QFutureWatcher>
#include <QObject>
#include <type_traits>
#include <utility>

namespace billing {

/// Calls `then(result)` on the thread of `context` (which must be the caller's) once the future has its result; never
/// from inside this call, and not at all when `context` died first or the future ended without a result. Instead of
/// QFuture::then(context, ...): that one asserts in Qt 6.4 when the context has died, and reads it from another thread.
/// For a QFuture<void>: `then()` once it has finished.
template <class T, class Then>
void whenDone(const QFuture<T>& future, QObject* context, Then then) {
  auto* watcher = new QFutureWatcher<T>(context);
  QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, then = std::move(then)]() mutable {
    watcher->deleteLater();
    const QFuture<T> done = watcher->future();
    if constexpr (std::is_void_v<T>) {
      if (!done.isCanceled()) then();
    } else {
      if (done.isResultReadyAt(0)) then(done.result());
    }
  });
  watcher->setFuture(future);
}

}  // namespace billing
