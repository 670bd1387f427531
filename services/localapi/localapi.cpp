#include "localapi/localapi.h"

#include <chrono>
#include <cstdlib>

#include "http/answertext.h"
#include "localapi/bearertoken.h"
#include "localapi/prometheus.h"
#include "localapi/routes.h"

namespace billing::localapi {
namespace {

constexpr std::size_t mostBodyBytes = 65536;

std::int64_t steadyMs() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// "127.0.0.1" of "127.0.0.1:53122", "[::1]" of "[::1]:53122".
std::string clientOf(const std::string& remote) {
  return remote.substr(0, remote.rfind(':'));
}

http::Answer tooMany(int seconds) {
  return http::errorAnswer(429, "too_many_requests", "More requests than this workspace allows in a minute.",
                           {{"Retry-After", std::to_string(seconds)}});
}

const http::Field* fieldNamed(const http::Head& head, std::string_view name) {
  for (const http::Field& field : head.fields)
    if (http::equalsIgnoringCase(field.name, name)) return &field;
  return nullptr;
}

bool hasContentType(const http::Head& head, std::string_view wanted) {
  const http::Field* field = fieldNamed(head, "Content-Type");
  if (field == nullptr) return false;
  std::string_view type = field->value;
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return http::equalsIgnoringCase(type, wanted);
}

http::Answer tooLarge() {
  return http::errorAnswer(413, "body_too_large", "The body is larger than 64 KiB.");
}

// What a head announces of its body; whoever announces nothing is measured when it is there.
std::optional<http::Answer> judgeContent(const ApiRoute& route, const http::Head& head) {
  const http::Field* length = fieldNamed(head, "Content-Length");
  if (length != nullptr && std::strtoull(length->value.c_str(), nullptr, 10) > mostBodyBytes) return tooLarge();
  if (fieldNamed(head, "Content-Encoding") != nullptr)
    return http::errorAnswer(415, "unsupported_encoding", "Send the body without Content-Encoding.");
  if (route.content == Content::Json && !hasContentType(head, "application/json"))
    return http::errorAnswer(415, "not_json", "Send JSON with Content-Type: application/json.");
  if (route.content == Content::Form && !hasContentType(head, "application/x-www-form-urlencoded"))
    return http::errorAnswer(415, "not_a_form", "Send the page's own form.");
  return std::nullopt;
}

// Reads what the route says the request consists of.
Result<void> readRequest(const ApiRoute& route, ApiCall& call) {
  auto query = FormValues::ofTarget(call.request.head.target);
  if (!query) return failure(query.error());
  call.query = std::move(*query);
  if (route.content == Content::Form) {
    auto form = FormValues::parse(call.request.body);
    if (!form) return failure(form.error());
    call.form = std::move(*form);
  }
  if (route.content != Content::Json) return {};
  auto body = JsonBody::parse(call.request.body);
  if (!body) return failure(body.error());
  call.body = std::move(*body);
  return {};
}

std::string labelOf(const ApiRoute* route) {
  return route == nullptr ? "other" : std::string(route->method) + " " + std::string(route->path);
}

}  // namespace

LocalApi::LocalApi(ApiServices services) : core_(std::make_shared<ApiCore>(std::move(services))) {}

LocalApi::~LocalApi() {
  core_->messenger.stop();
}

void LocalApi::setSecrets(std::vector<webhooks::ListenerRoute> routes, workspace::Secrets tokens) {
  core_->setSecrets(std::move(routes), std::move(tokens));
}

operations::ServiceLevel LocalApi::serviceLevel() const {
  return core_->board->serviceLevel();
}

bool LocalApi::owns(const std::string& path) const {
  return !matchRoute({}, path).allowed.empty();
}

std::optional<http::Answer> LocalApi::onHead(const http::Head& head, const std::string& path) {
  const RouteMatch match = matchRoute(head.method, path);
  const auto refuse = [&](http::Answer answer) {
    answer.fields.push_back({"X-Request-Id", requestIdOf(head)});
    core_->board->recordRefusal(labelOf(match.route), answer.status);
    return answer;
  };
  const bool open = match.route != nullptr ? match.route->access == Access::Open : !path.starts_with("/api/");
  if (!open) {
    const TokenVerdict verdict = checkToken(head, core_->tokens(), core_->services.clock.now());
    if (verdict.check != TokenCheck::Ok) {
      if (const auto wait = core_->strangers.take("", steadyMs())) return refuse(tooMany(*wait));
      return refuse(tokenRefusal(verdict.check));
    }
  }
  if (match.route == nullptr)
    return refuse(http::errorAnswer(405, "method_not_allowed", "This path is asked with " + match.allowed + ".",
                                    {{"Allow", match.allowed}}));
  if (auto answer = judgeContent(*match.route, head)) return refuse(std::move(*answer));
  return std::nullopt;
}

void LocalApi::onRequest(http::Request request, http::Reply reply,
                         const std::function<webhooks::ListenerStatus()>& status) {
  RouteMatch match = matchRoute(request.head.method, request.path);
  if (match.route == nullptr) return reply.send(http::errorAnswer(404, "not_found", "There is nothing here."));
  const TokenVerdict verdict = checkToken(request.head, core_->tokens(), core_->services.clock.now());
  const auto call = std::make_shared<ApiCall>(core_, labelOf(match.route), std::move(request), std::move(reply));
  const std::string key =
      (verdict.check == TokenCheck::Ok ? verdict.label + "\n" : "\n") + clientOf(call->request.remote);
  if (const auto wait = core_->requests.take(key, steadyMs())) return call->answer([wait] { return tooMany(*wait); });
  if (call->request.body.size() > mostBodyBytes) return call->answer(tooLarge);
  const webhooks::ListenerStatus listener = status();
  call->port = listener.port;
  call->tail = std::move(match.tail);
  call->trusted = verdict.check == TokenCheck::Ok;
  if (match.route->path == "/metrics") call->listenerFacts = listenerMetrics(listener);
  if (const auto read = readRequest(*match.route, *call); !read) return call->fail(read.error());
  match.route->handle(call);
}

}  // namespace billing::localapi
