#include "sender.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <stdexcept>

#include "webhooks/composer.h"
#include "webhooks/signature.h"

namespace billing::bench {
namespace {

constexpr int connections = 8;

int connectTo(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("the listener does not answer");
  return socket;
}

void converse(int socket, const std::string& request) {
  std::size_t sent = 0;
  while (sent < request.size()) {
    const auto n = ::send(socket, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) throw std::runtime_error("the listener closed the connection");
    sent += static_cast<std::size_t>(n);
  }
  std::string answer(4096, '\0');
  const auto n = ::recv(socket, answer.data(), answer.size(), 0);
  if (n <= 12 || answer.compare(9, 3, "200") != 0) throw std::runtime_error("not accepted: " + answer.substr(0, 60));
}

}  // namespace

std::int64_t nowNs() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

Sender::Sender(std::uint16_t port, workspace::WebhookRoute route, workspace::Secret secret)
    : port_(port), route_(std::move(route)), secret_(std::move(secret)) {}

Sender::~Sender() {
  stop();
}

std::string Sender::request(std::string& eventId) {
  const auto now = SystemClock().now();
  const auto serial = ++serial_;
  const auto number = std::to_string(serial % 400);
  webhooks::ComposeValues values;
  values["subscription_id"] = "sub_bench" + number;
  values["customer_id"] = "cus_bench" + number;
  const auto event = webhooks::compose(route_.provider, "subscription.active", values, now, serial);
  eventId = "msg_bench_" + std::to_string(now.ms) + "_" + std::to_string(serial);
  const auto headers = webhooks::sign(route_, secret_, eventId, event->body, now);
  std::string text = "POST " + route_.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port_) +
                     "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(event->body.size()) +
                     "\r\n";
  for (const auto& header : *headers) text += header.name + ": " + header.value + "\r\n";
  return text + "\r\n" + event->body;
}

std::string Sender::sendOne(std::int64_t& sentAtNs) {
  std::string eventId;
  const auto text = request(eventId);
  const int socket = connectTo(port_);
  sentAtNs = nowNs();
  converse(socket, text);
  ::close(socket);
  return eventId;
}

void Sender::flood(int perSecond) {
  running_ = true;
  for (int i = 0; i < connections; ++i)
    threads_.emplace_back([this, perSecond] { pacedLoop(perSecond / connections); });
}

void Sender::pacedLoop(int perSecond) {
  const int socket = connectTo(port_);
  const auto start = std::chrono::steady_clock::now();
  for (long i = 0; running_; ++i) {
    std::string eventId;
    converse(socket, request(eventId));
    ++sent_;
    std::this_thread::sleep_until(start + std::chrono::nanoseconds(1'000'000'000LL / perSecond) * i);
  }
  ::close(socket);
}

void Sender::stop() {
  running_ = false;
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace billing::bench
