#include "localapi/apicall.h"

#include <QRandomGenerator>
#include <algorithm>

#include "http/answertext.h"
#include "http/characters.h"
#include "localapi/jsontext.h"
#include "operations/accounts/accountnames.h"
#include "webhooks/jsontext.h"

namespace billing::localapi {
namespace {

int statusOf(const Error& error) {
  switch (error.kind) {
    case ErrorKind::InvalidInput:
      return 400;
    case ErrorKind::Unauthorized:
      return 401;
    case ErrorKind::Forbidden:
      return 403;
    case ErrorKind::NotFound:
      return 404;
    case ErrorKind::Conflict:
      return 409;
    case ErrorKind::Unavailable:
      return 502;
    case ErrorKind::Timeout:
      return 504;
    case ErrorKind::Internal:
      return 500;
    default:
      return 503;  // the store: busy, full, read-only, damaged
  }
}

std::string fieldOf(const http::Head& head, std::string_view name) {
  for (const http::Field& field : head.fields)
    if (http::equalsIgnoringCase(field.name, name)) return field.value;
  return {};
}

}  // namespace

http::Answer ok(std::string json) {
  json += '\n';
  return {200, std::move(json), {}};
}

http::Answer errorOf(const Error& error) {
  JsonObjectText told;
  told.text("code", error.code).text("message", error.message);
  if (!error.reason.empty()) told.text("details", error.reason);
  if (!error.hint.empty()) told.text("hint", error.hint);
  http::Answer answer{statusOf(error), JsonObjectText().raw("error", told.done()).done() + "\n", {}};
  if (answer.status == 503) answer.fields.push_back({"Retry-After", "1"});
  return answer;
}

std::string requestIdOf(const http::Head& head) {
  constexpr std::size_t longest = 64;
  std::string given = fieldOf(head, "X-Request-Id");
  const auto harmless = [](char c) { return http::isTokenCharacter(c); };
  if (!given.empty() && given.size() <= longest && std::ranges::all_of(given, harmless)) return given;
  return "req_" + QString::number(QRandomGenerator::system()->generate64(), 36).toStdString();
}

ApiCall::ApiCall(std::shared_ptr<ApiCore> sharedCore, std::string routeName, http::Request asked, http::Reply reply)
    : core(std::move(sharedCore)),
      route(std::move(routeName)),
      request(std::move(asked)),
      requestId(requestIdOf(request.head)),
      reply_(std::move(reply)) {}

void ApiCall::answer(std::function<http::Answer()> make) const {
  reply_.later([self = shared_from_this(), make = std::move(make)] {
    http::Answer answer = make();
    answer.fields.push_back({"X-Request-Id", self->requestId});
    const auto took = std::chrono::steady_clock::now() - self->began_;
    self->core->board->record(self->route, answer.status,
                              std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    return answer;
  });
}

void ApiCall::fail(const Error& error) const {
  answer([error] { return errorOf(error); });
}

Result<std::string> ApiCall::account() const {
  const bool byEmail = core->rules.rules.accountKind == AccountKind::Email;
  std::vector<std::string_view> names{"account", "userId", "user_id", "customer_id", "org", "organization_id"};
  if (byEmail) names.emplace_back("email");
  std::string found = fieldOf(request.head, "X-Account-Id");
  const auto take = [&](const std::string& value) {
    if (value.empty() || value == found) return true;
    const bool first = found.empty();
    found = value;
    return first;
  };
  bool agree = true;
  for (const std::string_view name : names) {
    agree = take(query.text(name)) && agree;
    const auto inBody = body.text(name);
    if (!inBody) return failure(inBody.error());
    agree = take(inBody->value_or(std::string())) && agree;
  }
  constexpr std::size_t longestKey = 200;
  if (found.size() > longestKey || webhooks::utf8FaultAt(found))
    return badField("account", "a name of at most 200 bytes of UTF-8");
  if (!agree) return failure(ErrorKind::InvalidInput, "account_ambiguous", "The request names two different accounts");
  if (!found.empty()) return operations::normalKey(core->rules.rules, found);
  return failure(ErrorKind::InvalidInput, "account_missing", "The request does not say which account it is about", {},
                 "Send X-Account-Id, ?account=, or userId in the body");
}

std::string ApiCall::baseUrl() const {
  const std::string host = fieldOf(request.head, "Host");
  const bool named = host.find(':') != std::string::npos;
  return "http://" + (named ? host : "127.0.0.1:" + std::to_string(port));
}

}  // namespace billing::localapi
