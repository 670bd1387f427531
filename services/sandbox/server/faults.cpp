#include "sandbox/server/faults.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "sandbox/faces/jsonbody.h"

namespace billing::sandbox {
namespace {

constexpr std::array<std::string_view, 6> faultStages{"drop_before", "drop_after", "half_body",
                                                      "garbage",     "slow",       "status"};

std::string faultText(const QJsonObject& json, const char* key) {
  return json.value(QLatin1String(key)).toString().toStdString();
}

std::string faultBody(int status, Provider dialect) {
  const bool limited = status == 429;
  if (dialect == Provider::Dodo)
    return limited ? R"({"code":"TOO_MANY_REQUESTS","message":"Too many requests"})"
                   : R"({"code":"INTERNAL_SERVER_ERROR","message":"Something went wrong"})";
  return limited
             ? R"({"error":{"type":"invalid_request_error","code":"rate_limit","message":"Too many requests hit the API too quickly."}})"
             : R"({"error":{"type":"api_error","message":"An unexpected error occurred."}})";
}

bool concerns(const Fault& fault, const Call& call) {
  return (fault.method.empty() || fault.method == call.method) && call.path.starts_with(fault.path);
}

CallAnswer statusAnswer(const Fault& fault, Provider dialect) {
  CallAnswer answer{fault.status, faultBody(fault.status, dialect), "application/json", {}};
  if (fault.retryAfterSeconds >= 0) answer.fields.push_back({"Retry-After", std::to_string(fault.retryAfterSeconds)});
  return answer;
}

// As much of the answer as came before the line went dead.
std::string halfOf(const CallAnswer& answer) {
  return "HTTP/1.1 " + std::to_string(answer.status) + " Status\r\nContent-Type: " + answer.contentType +
         "\r\nContent-Length: " + std::to_string(std::max<std::size_t>(answer.body.size(), 2)) + "\r\n\r\n" +
         answer.body.substr(0, answer.body.size() / 2);
}

Outcome failed(const Fault& fault, const Call& call, Face& face, Provider dialect) {
  if (fault.stage == "drop_before") return {{}, true, {}, 0};
  if (fault.stage == "status") return {statusAnswer(fault, dialect), false, {}, 0};
  Outcome outcome{face.answer(call), false, {}, 0};
  if (fault.stage == "slow") outcome.delayMs = fault.delayMs;
  if (fault.stage == "garbage") outcome.answer = {200, "<html>gateway</html>", "text/html", {}};
  outcome.breaksOff = fault.stage == "drop_after" || fault.stage == "half_body";
  if (fault.stage == "half_body") outcome.bytes = halfOf(outcome.answer);
  return outcome;
}

}  // namespace

Result<void> Faults::order(const std::string& json) {
  const auto body = jsonObjectFrom(json);
  if (!body) return failure(ErrorKind::InvalidInput, "bad_fault", "A fault is a JSON object");
  Fault fault;
  fault.stage = faultText(*body, "stage");
  fault.method = faultText(*body, "method");
  fault.path = faultText(*body, "path");
  fault.times = body->value(QLatin1String("times")).toInt(1);
  fault.status = body->value(QLatin1String("status")).toInt(500);
  fault.retryAfterSeconds = body->value(QLatin1String("retry_after")).toInt(-1);
  fault.delayMs = body->value(QLatin1String("ms")).toInt(2000);
  if (fault.stage == "429" || fault.stage == "500" || fault.stage == "503") {
    fault.status = std::stoi(fault.stage);
    fault.stage = "status";
  }
  if (std::ranges::find(faultStages, fault.stage) == faultStages.end() || fault.times < 1)
    return failure(ErrorKind::InvalidInput, "bad_fault", "This fault is not known",
                   fault.stage.empty() ? "It names no stage" : fault.stage,
                   "The stages are drop_before, drop_after, half_body, garbage, slow, status, 429, 500 and 503");
  faults_.push_back(std::move(fault));
  return {};
}

Outcome Faults::call(const Call& call, Face& face, Provider dialect) {
  const auto found = std::ranges::find_if(faults_, [&](const Fault& fault) { return concerns(fault, call); });
  if (found == faults_.end()) return {face.answer(call), false, {}, 0};
  const Fault fault = *found;
  if (--found->times == 0) faults_.erase(found);
  return failed(fault, call, face, dialect);
}

}  // namespace billing::sandbox
