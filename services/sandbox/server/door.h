// The HTTP side of the sandbox: turns requests into calls for its thread, and outcomes into answers.
#pragma once

#include <functional>

#include "http/server.h"
#include "sandbox/faces/face.h"
#include "sandbox/server/faults.h"

namespace billing::sandbox {

class Door final : public http::Handler {
 public:
  /// `take` is called on the server's thread and must not block.
  using Take = std::function<void(Call, http::Reply)>;
  explicit Door(Take take) : take_(std::move(take)) {}

  std::optional<http::Answer> onHead(const http::Head&, const std::string&) override { return std::nullopt; }
  void onRequest(http::Request request, http::Reply reply) override;
  void onRefused(const http::Refusal&, const http::Head&, const std::string&) override {}
  void onConnections(int) override {}

  /// Patient limits: a client may sit on a connection, and a rehearsed slow answer takes its time.
  [[nodiscard]] static http::Limits limits();

 private:
  Take take_;
};

/// From any thread.
void sendOutcome(const http::Reply& reply, Outcome outcome);

}  // namespace billing::sandbox
