#include "operations/fireevent.h"

#include <QPromise>

#include "operations/fireexchange.h"
#include "operations/firepreparation.h"

namespace billing::operations {

FireEvent::FireEvent(const Clock& clock, QObject* parent) : QObject(parent), clock_(clock) {}

QFuture<Result<FireOutcome>> FireEvent::run(const FireRequest& request) {
  const auto prepared = prepareFire(request, clock_.now());
  if (!prepared) {
    QPromise<Result<FireOutcome>> refused;
    refused.start();
    refused.addResult(failure(prepared.error()));
    refused.finish();
    return refused.future();
  }
  auto* const exchange = new FireExchange(*prepared, this);  // deletes itself when it is over
  return exchange->start();
}

}  // namespace billing::operations
