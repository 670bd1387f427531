#include "http/server.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <future>
#include <thread>
#include <unordered_map>

#include "http/connection.h"
#include "http/portowner.h"

namespace billing::http {
namespace asio = boost::asio;

namespace {

// Turned away but not yet gone; beyond that many, further ones are closed without a word.
constexpr std::size_t mostTurnedAway = 512;

tl::unexpected<Error> bindFailure(const ErrorCode& error, std::uint16_t port) {
  const std::string number = std::to_string(port);
  if (error == asio::error::access_denied)
    return failure(ErrorKind::Forbidden, "port_forbidden", "Port " + number + " cannot be used.",
                   "Ports below 1024 need privileges.", "Choose a port above 1023.");
  if (error != asio::error::address_in_use)
    return failure(ErrorKind::Unavailable, "listen_failed", "Cannot listen on port " + number + ".", error.message());
  std::string holder = "Another program listens there.";
  if (const auto owner = portOwner(port))
    holder = "It is held by " + owner->name + " (process " + std::to_string(owner->pid) + ").";
  const std::uint16_t next = nextFreePort(port);
  return failure(ErrorKind::Busy, "port_in_use", "Port " + number + " is in use.", holder,
                 next > 0 ? "Port " + std::to_string(next) + " is free." : "Choose another port.");
}

}  // namespace

void Reply::later(std::function<Answer()> make) const {
  mailbox_->post([target = target_, request = request_, make = std::move(make)] {
    const Answer answer = make();
    if (const auto alive = target.lock()) alive->answer(request, answer);
  });
}

void Reply::send(const Answer& answer) const {
  if (const auto alive = target_.lock()) alive->answer(request_, answer);
}

void Reply::breakOff(std::string bytes) const {
  mailbox_->post([target = target_, request = request_, bytes = std::move(bytes)] {
    if (const auto alive = target.lock()) alive->breakOff(request, bytes);
  });
}

class Server::Impl {
 public:
  Impl(const Limits& limits, Handler& handler)
      : limits_(limits),
        host_{limits_, handler, std::make_shared<Mailbox>([this] { wake(); }),
              [this](Connection& connection) { onClosed(connection); }} {}
  ~Impl() { stop(0); }

  Result<std::uint16_t> start(std::uint16_t port);
  void stop(int graceMs);

 private:
  struct Door {
    explicit Door(asio::io_context& io) : acceptor(io), retry(io) {}
    Tcp::acceptor acceptor;
    asio::steady_timer retry;
  };

  void wake() {
    asio::post(io_, [this] { host_.mailbox->run(); });
  }
  ErrorCode open(Door& door, const Tcp::endpoint& endpoint);
  ErrorCode bindBoth(std::uint16_t port);
  void accept(Door& door);
  void onAccepted(Door& door, const ErrorCode& error, Tcp::socket socket);
  void onClosed(Connection& connection);
  void sweep();
  void armSweep();
  void beginStop(int graceMs);
  void finishStop();
  [[nodiscard]] std::size_t served() const { return connections_.size() - turnedAway_; }

  Limits limits_;
  asio::io_context io_{1};
  ConnectionHost host_;
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  Door v4_{io_}, v6_{io_};
  asio::steady_timer sweepTimer_{io_}, stopTimer_{io_};
  bool sweeping_ = false;
  std::unordered_map<Connection*, std::pair<std::shared_ptr<Connection>, bool>> connections_;  // bool: turned away
  std::size_t turnedAway_ = 0;
  std::thread thread_;
};

ErrorCode Server::Impl::open(Door& door, const Tcp::endpoint& endpoint) {
  try {
    door.acceptor.open(endpoint.protocol());
    door.acceptor.set_option(Tcp::acceptor::reuse_address(true));
    if (endpoint.address().is_v6()) door.acceptor.set_option(asio::ip::v6_only(true));
    door.acceptor.bind(endpoint);
    door.acceptor.listen(asio::socket_base::max_listen_connections);
    return {};
  } catch (const boost::system::system_error& error) {
    ErrorCode ignored;
    std::ignore = door.acceptor.close(ignored);
    return error.code();
  }
}

// "localhost" may mean either address, so both must be ours; a machine without IPv6 has but one.
ErrorCode Server::Impl::bindBoth(std::uint16_t port) {
  constexpr int attempts = 20;  // a port that the system picks for IPv4 may be taken on IPv6
  ErrorCode error;
  for (int i = 0; i < attempts; ++i) {
    error = open(v4_, {asio::ip::address_v4::loopback(), port});
    if (error) return error;
    host_.port = v4_.acceptor.local_endpoint().port();
    const ErrorCode second = open(v6_, {asio::ip::address_v6::loopback(), host_.port});
    if (second != asio::error::address_in_use) return {};
    error = second;
    v4_.acceptor.close();
    if (port != 0) return error;
  }
  return error;
}

Result<std::uint16_t> Server::Impl::start(std::uint16_t port) {
  if (const ErrorCode error = bindBoth(port)) return bindFailure(error, port);
  accept(v4_);
  if (v6_.acceptor.is_open()) accept(v6_);
  thread_ = std::thread([this] { io_.run(); });
  return host_.port;
}

void Server::Impl::accept(Door& door) {
  door.acceptor.async_accept(
      [this, &door](const ErrorCode& error, Tcp::socket socket) { onAccepted(door, error, std::move(socket)); });
}

void Server::Impl::onAccepted(Door& door, const ErrorCode& error, Tcp::socket socket) {
  constexpr auto pause = std::chrono::milliseconds(100);
  if (host_.stopping || error == asio::error::operation_aborted) return;
  if (error) {  // out of file descriptors: others will close some
    door.retry.expires_after(pause);
    return door.retry.async_wait([this, &door](const ErrorCode& cancelled) {
      if (!cancelled && !host_.stopping) accept(door);
    });
  }
  const bool full = served() >= static_cast<std::size_t>(limits_.maxConnections);
  if (!full || turnedAway_ < mostTurnedAway) {
    const auto connection = std::make_shared<Connection>(std::move(socket), host_);
    connections_.emplace(connection.get(), std::pair(connection, full));
    if (full) ++turnedAway_;
    full ? connection->turnAway() : connection->start();
    armSweep();
    host_.handler.onConnections(static_cast<int>(served()));
  }
  accept(door);
}

void Server::Impl::onClosed(Connection& connection) {
  const auto it = connections_.find(&connection);
  if (it == connections_.end()) return;
  if (it->second.second) --turnedAway_;
  connections_.erase(it);
  host_.handler.onConnections(static_cast<int>(served()));
  if (host_.stopping && connections_.empty()) finishStop();
}

// One timer for all deadlines: the hot path only writes down a time.
void Server::Impl::armSweep() {
  if (sweeping_) return;
  sweeping_ = true;
  const int shortest = std::min({limits_.headerDeadlineMs, limits_.bodyDeadlineMs, limits_.idleDeadlineMs, 1000});
  sweepTimer_.expires_after(std::chrono::milliseconds(std::clamp(shortest / 8, 5, 250)));
  sweepTimer_.async_wait([this](const ErrorCode& cancelled) {
    sweeping_ = false;
    if (!cancelled) sweep();
  });
}

void Server::Impl::sweep() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<Connection>> overdue;
  for (const auto& [key, entry] : connections_)
    if (entry.first->deadline() <= now) overdue.push_back(entry.first);
  for (const auto& connection : overdue) connection->onDeadline();
  if (!connections_.empty()) armSweep();
}

void Server::Impl::beginStop(int graceMs) {
  host_.stopping = true;
  ErrorCode ignored;
  for (Door* door : {&v4_, &v6_}) {
    std::ignore = door->acceptor.close(ignored);
    door->retry.cancel();
  }
  std::vector<std::shared_ptr<Connection>> idle;
  for (const auto& [key, entry] : connections_)
    if (!entry.first->busy()) idle.push_back(entry.first);
  for (const auto& connection : idle) connection->close();
  if (connections_.empty()) return finishStop();
  stopTimer_.expires_after(std::chrono::milliseconds(graceMs));
  stopTimer_.async_wait([this](const ErrorCode& cancelled) {
    if (!cancelled) finishStop();
  });
}

void Server::Impl::finishStop() {
  io_.stop();
}

void Server::Impl::stop(int graceMs) {
  if (thread_.joinable()) {
    asio::post(io_, [this, graceMs] { beginStop(graceMs); });
    thread_.join();
  }
  host_.mailbox->close();
  connections_.clear();
}

Server::Server(const Limits& limits, Handler& handler) : impl_(std::make_unique<Impl>(limits, handler)) {}
Server::~Server() = default;
Result<std::uint16_t> Server::start(std::uint16_t port) {
  return impl_->start(port);
}
void Server::stop(int graceMs) {
  impl_->stop(graceMs);
}

}  // namespace billing::http
