#include "operations/fireevent.h"

#include <QPromise>
#include <memory>

#include "operations/fireexchange.h"
#include "operations/firepreparation.h"

#include "support/whendone.h"

namespace billing::operations {
namespace {

QFuture<Result<FireOutcome>> notFired(const Error& error) {
  return QtFuture::makeReadyFuture(Result<FireOutcome>(failure(error)));
}

}  // namespace

FireEvent::FireEvent(const Clock& clock, QObject* parent) : QObject(parent), clock_(clock) {}

QFuture<Result<FireOutcome>> FireEvent::run(const FireRequest& request) {
  const auto prepared = prepareFire(request, clock_.now());
  if (!prepared) return notFired(prepared.error());
  const auto send = [this, prepared = *prepared] {
    auto* const exchange = new FireExchange(prepared, this);  // deletes itself when it is over
    return exchange->start();
  };
  if (!record_) return send();
  auto promise = std::make_shared<QPromise<Result<FireOutcome>>>();
  promise->start();
  auto future = promise->future();
  whenDone(record_(request), this, [this, promise, send](const Result<void>& recorded) {
    whenDone(recorded ? send() : notFired(recorded.error()), this, [promise](const Result<FireOutcome>& outcome) {
      promise->addResult(outcome);
      promise->finish();
    });
  });
  return future;
}

}  // namespace billing::operations
