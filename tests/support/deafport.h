// A port of loopback that takes no more connections: its queue is full and nobody empties it, so that connecting hangs.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

namespace billing::tests {

class DeafPort {
 public:
  DeafPort() {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address_;
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    ::bind(listener_, reinterpret_cast<const sockaddr*>(&address_), sizeof address_);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address_), &length);
    ::listen(listener_, 0);
    for (int i = 0; i < 4; ++i) fill();
  }
  ~DeafPort() {
    for (const int fd : fillers_) ::close(fd);
    ::close(listener_);
  }
  DeafPort(const DeafPort&) = delete;
  DeafPort& operator=(const DeafPort&) = delete;
  [[nodiscard]] std::uint16_t port() const { return ntohs(address_.sin_port); }

 private:
  void fill() {
    fillers_.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    ::connect(fillers_.back(), reinterpret_cast<const sockaddr*>(&address_), sizeof address_);
  }
  sockaddr_in address_{};
  int listener_ = -1;
  std::vector<int> fillers_;
};

}  // namespace billing::tests
