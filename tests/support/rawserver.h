// A server on loopback that does exactly what a test says, well or badly, and counts what reached it. Speaks plain
// HTTP/1.1; one thread for each connection.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace billing::tests {

/// One connection, in the hands of a test's behaviour, which runs on the connection's own thread.
class RawPeer {
 public:
  explicit RawPeer(int fd) : fd_(fd) {}
  /// Up to and with the empty line; empty when the other side closed first.
  std::string readHead();
  /// Head and body by Content-Length; shorter when the other side closed first.
  std::string readRequest();
  void send(std::string_view bytes) const;
  /// "HTTP/1.1 <status>", Content-Length, `fields` ("A: b\r\n"), body.
  void answer(int status, std::string_view body, std::string_view fields = {}) const;
  /// Blocks until the client (or the end of the server) closes.
  void untilClosed() const;
  /// An end without goodbye (RST).
  void reset();

 private:
  bool readMore();
  int fd_;
  std::string received_;
};

class RawServer {
 public:
  /// Called for each request of a connection, until it returns false: then the connection is closed.
  using Behaviour = std::function<bool(RawPeer& peer)>;
  explicit RawServer(Behaviour behaviour);
  ~RawServer();
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string base() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] int ended() const { return ended_; }  ///< of them, closed by this side

 private:
  void accept();
  void serve(int fd);

  Behaviour behaviour_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0, ended_ = 0;
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> workers_;
  std::thread acceptor_;
};

/// A port of loopback where nobody listens.
[[nodiscard]] std::uint16_t closedPort();

/// The value of a field of a head; empty when absent.
[[nodiscard]] std::string fieldOf(std::string_view head, std::string_view name);

}  // namespace billing::tests
