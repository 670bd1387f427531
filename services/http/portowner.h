// Who holds a port, as far as Linux tells an ordinary user, and which port would be free.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace billing::http {

struct PortOwner {
  int pid = 0;
  std::string name;  ///< as in /proc/<pid>/comm
};

/// The process that listens on the port on any address; nullopt when nobody does or its owner is another user.
[[nodiscard]] std::optional<PortOwner> portOwner(std::uint16_t port);

/// The first port above `port` (at most 100 further) on which 127.0.0.1 can be bound; 0 when there is none.
[[nodiscard]] std::uint16_t nextFreePort(std::uint16_t port);

}  // namespace billing::http
