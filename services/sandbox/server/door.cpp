#include "sandbox/server/door.h"

#include <utility>

namespace billing::sandbox {

http::Limits Door::limits() {
  http::Limits limits;
  limits.idleDeadlineMs = 60000;
  limits.answerDeadlineMs = 300000;
  limits.headerBytes = 65536;
  limits.targetBytes = 32768;
  limits.bodyBytes = 4194304;
  // The providers take `curl -X POST` for "cancel", "pay" and the like, and it tells no length.
  limits.requireLength = false;
  return limits;
}

void Door::onRequest(http::Request request, http::Reply reply) {
  Call call;
  call.method = std::move(request.head.method);
  call.path = std::move(request.path);
  const std::string& target = request.head.target;
  if (const auto question = target.find('?'); question != std::string::npos) call.query = target.substr(question + 1);
  call.fields = std::move(request.head.fields);
  call.body = std::move(request.body);
  // The server has seen to it that this names our own loopback port.
  call.base = "http://" + call.field("Host");
  take_(std::move(call), std::move(reply));
}

void sendOutcome(const http::Reply& reply, Outcome outcome) {
  if (outcome.breaksOff) return reply.breakOff(std::move(outcome.bytes));
  reply.later([answer = std::move(outcome.answer)] {
    return http::Answer{answer.status, answer.body, answer.fields, answer.contentType};
  });
}

}  // namespace billing::sandbox
