// One asynchronous step after another, each on the thread of its context.
#pragma once

#include <QFuture>
#include <QPromise>
#include <memory>

#include "support/whendone.h"

namespace billing::console {

/// What `next` answers, itself a future, once `first` has answered. Cancelled when `context` goes before.
template <class First, class Next>
[[nodiscard]] auto after(const QFuture<First>& first, QObject* context, Next next) {
  using Future = std::invoke_result_t<Next, const First&>;
  using Answer = decltype(std::declval<Future>().result());
  auto promise = std::make_shared<QPromise<Answer>>();
  promise->start();
  auto future = promise->future();
  whenDone(first, context, [promise, context, next = std::move(next)](const First& value) {
    whenDone(next(value), context, [promise](const Answer& answer) {
      promise->addResult(answer);
      promise->finish();
    });
  });
  return future;
}

}  // namespace billing::console
