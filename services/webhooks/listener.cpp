#include "webhooks/listener.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "http/answertext.h"
#include "http/server.h"
#include "webhooks/deliveryjudge.h"
#include "webhooks/listeneranswers.h"
#include "webhooks/statusboard.h"

namespace billing::webhooks {
namespace {

using Routes = std::vector<ListenerRoute>;
using Outcome = StatusBoard::Outcome;

http::Limits limitsFrom(const ListenerConfig& config) {
  http::Limits limits;
  limits.headerBytes = config.headerLimit;
  limits.headerFields = config.headerFields;
  limits.bodyBytes = config.bodyLimit;
  limits.headerDeadlineMs = config.headerDeadlineMs;
  limits.bodyDeadlineMs = config.bodyDeadlineMs;
  limits.idleDeadlineMs = config.idleDeadlineMs;
  limits.maxConnections = config.maxConnections;
  return limits;
}

bool isEncoded(const http::Head& head) {
  return std::any_of(head.fields.begin(), head.fields.end(), [](const http::Field& field) {
    return http::equalsIgnoringCase(field.name, "Content-Encoding") &&
           !http::equalsIgnoringCase(field.value, "identity");
  });
}

const ListenerRoute* findRoute(const Routes& routes, const std::string& path) {
  const auto it =
      std::find_if(routes.begin(), routes.end(), [&](const ListenerRoute& r) { return r.route.path == path; });
  return it == routes.end() ? nullptr : &*it;
}

Headers takeHeaders(http::Fields&& fields) {
  Headers headers;
  headers.reserve(fields.size());
  for (http::Field& field : fields) headers.push_back({std::move(field.name), std::move(field.value)});
  return headers;
}

// What has to be remembered of a delivery until its commit.
struct Pending {
  std::string reason, message, eventId;
  int status = 200;
  Instant at;
};

http::Answer settle(StatusBoard& board, const Pending& pending, const Result<store::InboxReceipt>& receipt) {
  using store::InboxDisposition;
  if (!receipt) {
    board.record(Outcome::StoreFailure, pending.at, storeReason(receipt.error()), describe(receipt.error()));
    return notStoredAnswer(receipt.error());
  }
  if (pending.reason != "ok") {
    board.record(Outcome::Rejected, pending.at, pending.reason, pending.message);
    return http::errorAnswer(pending.status, pending.reason, pending.message);
  }
  const bool duplicate = receipt->disposition != InboxDisposition::Stored;
  board.record(duplicate ? Outcome::Duplicate : Outcome::Accepted, pending.at);
  return receivedAnswer(pending.eventId, duplicate);
}

}  // namespace

class Listener::Impl final : public http::Handler {
 public:
  Impl(ListenerConfig config, store::EventInbox& inbox, const Clock& clock)
      : config_(std::move(config)), inbox_(inbox), clock_(clock) {
    setRoutes(std::move(config_.routes));
  }

  Result<std::uint16_t> start();
  void stop(int graceMs);
  void setRoutes(Routes routes);
  [[nodiscard]] StatusBoard& board() { return *board_; }

  std::optional<http::Answer> onHead(const http::Head& head, const std::string& path) override;
  void onRequest(http::Request request, http::Reply reply) override;
  void onRefused(const http::Refusal& refusal, const http::Head& head, const std::string& remote) override;
  void onConnections(int count) override { board_->setConnections(count); }

 private:
  [[nodiscard]] std::shared_ptr<const Routes> routes() const;
  [[nodiscard]] bool isLocal(const std::string& path) const { return config_.local && config_.local->owns(path); }
  http::Answer refuse(int status, std::string_view code, std::string_view message, http::Fields fields = {});
  std::optional<http::Answer> onHealthPath(const http::Head& head);

  ListenerConfig config_;
  store::EventInbox& inbox_;
  const Clock& clock_;
  // Commits may come back after the listener has gone.
  std::shared_ptr<StatusBoard> board_ = std::make_shared<StatusBoard>();
  mutable std::mutex mutex_;
  std::shared_ptr<const Routes> routes_;
  std::unique_ptr<http::Server> server_;
};

Result<std::uint16_t> Listener::Impl::start() {
  server_ = std::make_unique<http::Server>(limitsFrom(config_), *this);
  auto port = server_->start(config_.port);
  if (!port) {
    server_.reset();
    board_->setStopped(describe(port.error()));
    return port;
  }
  board_->setListening(*port);
  if (config_.local) config_.local->onListening(*port);
  return port;
}

void Listener::Impl::stop(int graceMs) {
  if (!server_) return;
  server_->stop(graceMs);
  server_.reset();
  board_->setStopped({});
}

void Listener::Impl::setRoutes(Routes routes) {
  auto shared = std::make_shared<const Routes>(std::move(routes));
  const std::scoped_lock lock(mutex_);
  routes_.swap(shared);
}

std::shared_ptr<const Routes> Listener::Impl::routes() const {
  const std::scoped_lock lock(mutex_);
  return routes_;
}

std::optional<http::Answer> Listener::Impl::onHead(const http::Head& head, const std::string& path) {
  if (path == healthPath) return onHealthPath(head);
  const bool known = findRoute(*routes(), path) != nullptr;
  if (!known && isLocal(path)) return config_.local->onHead(head, path);
  const bool neverHere = head.method == "OPTIONS" || head.method == "TRACE" || head.method == "CONNECT";
  if (neverHere || (known && head.method != "POST"))
    return http::errorAnswer(405, "method_not_allowed", "Webhooks are delivered with POST.", {{"Allow", "POST"}});
  if (!known && head.method != "POST") return http::errorAnswer(404, "not_found", "There is nothing here.");
  if (!known) return refuse(404, "unknown_path", "No webhook route has this path.");
  if (isEncoded(head))
    return refuse(415, "unsupported_encoding", "Bodies are taken as they are signed: without Content-Encoding.");
  return std::nullopt;
}

std::optional<http::Answer> Listener::Impl::onHealthPath(const http::Head& head) {
  if (head.method == "GET" || head.method == "HEAD") return healthAnswer(board_->status(), board_->storeFails());
  return http::errorAnswer(405, "method_not_allowed", "Ask with GET or HEAD.", {{"Allow", "GET, HEAD"}});
}

http::Answer Listener::Impl::refuse(int status, std::string_view code, std::string_view message, http::Fields fields) {
  board_->record(Outcome::Refused, clock_.now(), code, message);
  return http::errorAnswer(status, code, message, std::move(fields));
}

void Listener::Impl::onRequest(http::Request request, http::Reply reply) {
  const auto current = routes();
  const ListenerRoute* route = findRoute(*current, request.path);
  if (route == nullptr && isLocal(request.path))
    return config_.local->onRequest(std::move(request), std::move(reply), [this] { return board_->status(); });
  if (route == nullptr) return reply.send(refuse(404, "unknown_path", "No webhook route has this path."));
  const Instant now = clock_.now();
  JudgedDelivery judged = judgeDelivery(
      route->route, route->secrets,
      {takeHeaders(std::move(request.head.fields)), std::move(request.body), std::move(request.remote)}, now);
  Pending pending{std::move(judged.reason), std::move(judged.message), judged.event.eventId, judged.event.httpStatus,
                  now};
  inbox_.put(std::move(judged.event), [board = board_, reply = std::move(reply),
                                       pending = std::move(pending)](Result<store::InboxReceipt> receipt) mutable {
    reply.later([board = std::move(board), pending = std::move(pending), receipt = std::move(receipt)] {
      return settle(*board, pending, receipt);
    });
  });
}

void Listener::Impl::onRefused(const http::Refusal& refusal, const http::Head&, const std::string&) {
  const auto outcome = refusal.status == 0 ? Outcome::Aborted : Outcome::Refused;
  board_->record(outcome, clock_.now(), refusal.code, refusal.message);
}

Listener::Listener(ListenerConfig config, store::EventInbox& inbox, const Clock& clock)
    : impl_(std::make_unique<Impl>(std::move(config), inbox, clock)) {}
Listener::~Listener() {
  impl_->stop(0);
}
Result<std::uint16_t> Listener::start() {
  return impl_->start();
}
void Listener::stop(int graceMs) {
  impl_->stop(graceMs);
}
ListenerStatus Listener::status() const {
  return impl_->board().status();
}
void Listener::onStatusChanged(std::function<void()> callback) {
  impl_->board().onChange(std::move(callback));
}
void Listener::setRoutes(std::vector<ListenerRoute> routes) {
  impl_->setRoutes(std::move(routes));
}

}  // namespace billing::webhooks
