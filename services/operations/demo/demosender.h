// Sends requests to the listener over loopback, several at a time on connections that stay open.
#pragma once

#include <QTcpSocket>
#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "operations/demo/demowire.h"
#include "support/result.h"

namespace billing::operations {

/// Belongs to the thread that made it and blocks it.
class DemoSender {
 public:
  explicit DemoSender(std::uint16_t port);
  ~DemoSender();

  using Lane = std::deque<WireRequest>;
  /// Each lane's requests one after the other, the lanes beside each other. Internal with the answer when one is not
  /// accepted or refused as expected. `beforeAfterAll` is called before a request that waits for everything before it.
  [[nodiscard]] Result<void> send(std::vector<Lane> lanes, const std::function<Result<void>()>& beforeAfterAll);

  static constexpr std::size_t connections = 16;

 private:
  [[nodiscard]] Result<void> post(QTcpSocket& socket, const WireRequest& request);
  [[nodiscard]] Result<void> answered(QTcpSocket& socket, const WireRequest& request);

  const std::uint16_t port_;
  std::array<std::unique_ptr<QTcpSocket>, connections> sockets_;
};

}  // namespace billing::operations
