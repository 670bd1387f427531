#include "localapi/endpoints/health.h"

#include "localapi/jsontext.h"
#include "localapi/prometheus.h"
#include "localapi/storefailure.h"

namespace billing::localapi {
namespace {

std::string healthJson(const ApiCall& call, const store::ServiceFigures& figures) {
  const operations::ServiceLevel level = call.core->board->serviceLevel();
  const workspace::Profile& profile = call.core->services.profile;
  JsonObjectText json;
  json.text("status", "healthy").text("workspace", profile.name).text("mode", profile.live() ? "live" : "test");
  json.text("provider", toString(profile.provider)).instant("time", call.now());
  json.number("deadLetters", figures.deadLetters).number("pendingEvents", figures.pending);
  json.number("requests", level.requests).number("errors", level.errors).number("slow", level.slow);
  return json.done();
}

}  // namespace

void getConsolidated(const CallPtr& call) {
  if (call->query.text("action") != "health")
    return call->fail(
        failure(ErrorKind::InvalidInput, "unknown_action", "There is no such action", {}, "Ask with ?action=health")
            .value());
  call->read<store::ServiceFigures>(store::readServiceFigures, [call](const Result<store::ServiceFigures>& figures) {
    return figures ? ok(healthJson(*call, *figures)) : storeAnswer(figures.error());
  });
}

void getMetrics(const CallPtr& call) {
  call->core->letThrough.flush();
  call->read<store::ServiceFigures>(store::readServiceFigures, [call](const Result<store::ServiceFigures>& figures) {
    http::Answer answer{200, requestMetrics(*call->core->board) + call->listenerFacts, {}, http::metricsContent};
    if (figures) answer.body += storeMetrics(*figures, call->now(), call->trusted);
    return answer;
  });
}

}  // namespace billing::localapi
