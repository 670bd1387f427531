// An HTTP/1.1 server for the loopback interface, on a thread of its own. Everything that a hostile client can do to it
// ends within its limits: see Limits for sizes and deadlines, headgate.h, chunkgate.h and requestpolicy.h for what is
// refused.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "http/mailbox.h"
#include "http/message.h"
#include "support/result.h"

namespace billing::http {

/// The way back to one request. Copies refer to the same request; the first answer counts, and an answer to a client
/// that has gone is dropped. Thread-safe, also after the server is gone.
class Reply {
 public:
  /// One connection, as far as an answer concerns it. Used on the server's thread only.
  class Target {
   public:
    virtual ~Target() = default;
    virtual void answer(std::uint64_t request, const Answer& answer) = 0;
    virtual void breakOff(std::uint64_t request, const std::string& bytes) = 0;
  };

  Reply(std::shared_ptr<Mailbox> mailbox, std::weak_ptr<Target> target, std::uint64_t request)
      : mailbox_(std::move(mailbox)), target_(std::move(target)), request_(request) {}
  /// Runs `make` on the server's thread soon, even when the client has gone; not at all when the server is gone.
  void later(std::function<Answer()> make) const;
  /// At once; only on the server's thread.
  void send(const Answer& answer) const;
  /// Soon: sends these bytes, which may be none, instead of an answer, and hangs up. For servers that rehearse
  /// failures.
  void breakOff(std::string bytes) const;

 private:
  std::shared_ptr<Mailbox> mailbox_;
  std::weak_ptr<Target> target_;
  std::uint64_t request_;
};

/// What the server asks. All calls come on the server's thread and must not block.
class Handler {
 public:
  virtual ~Handler() = default;
  /// The head is fine; the body has not been read. An answer here ends the request (404, 405, 415); nullopt: go on.
  virtual std::optional<Answer> onHead(const Head& head, const std::string& path) = 0;
  virtual void onRequest(Request request, Reply reply) = 0;
  /// The server has refused something on its own, or (status 0, "aborted") a client left in the middle of its request.
  virtual void onRefused(const Refusal& refusal, const Head& head, const std::string& remote) = 0;
  /// A connection came or went.
  virtual void onConnections(int count) = 0;
};

class Server {
 public:
  Server(const Limits& limits, Handler& handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds 127.0.0.1 and, where the machine has it, [::1] on the same port (0: the system picks one) and begins to
  /// serve. Busy "port_in_use" when somebody else holds the port, Forbidden for ports that need privileges.
  [[nodiscard]] Result<std::uint16_t> start(std::uint16_t port);
  /// Accepts no more, lets running requests finish for at most `graceMs`, closes everything. Blocks until done.
  void stop(int graceMs);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace billing::http
