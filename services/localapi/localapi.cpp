#include "localapi/localapi.h"

#include <chrono>

#include "http/answertext.h"
#include "localapi/bearertoken.h"
#include "localapi/doorman.h"
#include "localapi/prometheus.h"
#include "localapi/routes.h"
#include "localapi/topupcharger.h"

namespace billing::localapi {
namespace {

std::int64_t steadyMs() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
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
  core_->onCreditsUsed({});
  charger_.reset();
  core_->stopping.cancel();
  core_->messenger.stop();
}

// A real provider charges the card on file; in test mode nobody else would.
void LocalApi::onListening(std::uint16_t port) {
  const operations::RulesContext& rules = core_->rules;
  const bool charges = !rules.live && rules.rules.credits.enabled && rules.rules.credits.topUp.enabled;
  if (!charges) return;
  core_->onCreditsUsed({});  // of an earlier port
  charger_ = std::make_unique<TopUpCharger>(*core_, port);
  core_->onCreditsUsed([charger = charger_.get()] { charger->look(); });
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
      if (const auto wait = core_->strangers.take("", steadyMs())) return refuse(tooManyRequests(*wait));
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
  if (const auto wait = core_->requests.take(key, steadyMs()))
    return call->answer([wait] { return tooManyRequests(*wait); });
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
