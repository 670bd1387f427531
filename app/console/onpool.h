// Work that must not hold up the window, on Qt's pool.
#pragma once

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <functional>
#include <memory>

namespace billing::console {

template <class T>
[[nodiscard]] QFuture<T> onPool(std::function<T()> work) {
  auto promise = std::make_shared<QPromise<T>>();
  promise->start();
  auto future = promise->future();
  QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
    promise->addResult(work());
    promise->finish();
  });
  return future;
}

}  // namespace billing::console
