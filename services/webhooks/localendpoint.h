// Whatever else is served beside the webhooks: the local API and its pages. The room above implements it, the listener
// only hands requests on.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "http/server.h"

namespace billing::webhooks {

struct ListenerStatus;

/// All calls come on the listener's thread and must not block; answers may come later, from any thread, through the
/// reply. Routes of the profile and /healthz come first.
class LocalEndpoint {
 public:
  virtual ~LocalEndpoint() = default;
  /// Before anything is asked.
  virtual void onListening(std::uint16_t /*port*/) {}
  [[nodiscard]] virtual bool owns(const std::string& path) const = 0;
  /// As http::Handler::onHead: an answer ends the request before its body is read.
  virtual std::optional<http::Answer> onHead(const http::Head& head, const std::string& path) = 0;
  /// `status` tells how the listener does at the moment; valid during the call.
  virtual void onRequest(http::Request request, http::Reply reply, const std::function<ListenerStatus()>& status) = 0;
};

}  // namespace billing::webhooks
