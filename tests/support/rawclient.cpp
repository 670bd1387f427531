#include "support/rawclient.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace billing::tests {
namespace {

using Clock = std::chrono::steady_clock;

int remaining(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

int connectTo(const sockaddr* address, socklen_t length) {
  const int fd = ::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int noDelay = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof noDelay);
  if (fd >= 0 && ::connect(fd, address, length) == 0) return fd;
  if (fd >= 0) ::close(fd);
  return -1;
}

}  // namespace

std::string RawResponse::field(std::string_view name) const {
  std::size_t at = head.find("\r\n");
  while (at != std::string::npos && at + 2 < head.size()) {
    const std::size_t begin = at + 2, end = head.find("\r\n", begin);
    const std::string_view line = std::string_view(head).substr(begin, end - begin);
    if (line.size() > name.size() && line[name.size()] == ':' &&
        strncasecmp(line.data(), name.data(), name.size()) == 0)
      return std::string(line.substr(line.find_first_not_of(' ', name.size() + 1)));
    at = end;
  }
  return {};
}

RawClient::RawClient(std::uint16_t port, bool v6) {
  sockaddr_in v4Address{};
  v4Address.sin_family = AF_INET;
  v4Address.sin_port = htons(port);
  v4Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 v6Address{};
  v6Address.sin6_family = AF_INET6;
  v6Address.sin6_port = htons(port);
  v6Address.sin6_addr = in6addr_loopback;
  fd_ = v6 ? connectTo(reinterpret_cast<const sockaddr*>(&v6Address), sizeof v6Address)
           : connectTo(reinterpret_cast<const sockaddr*>(&v4Address), sizeof v4Address);
}

RawClient::~RawClient() {
  close();
}

bool RawClient::send(std::string_view bytes, int timeoutMs) {
  const auto end = Clock::now() + std::chrono::milliseconds(timeoutMs);
  while (!bytes.empty() && !ended_) {
    pollfd entry{fd_, POLLIN | POLLOUT, 0};
    if (::poll(&entry, 1, remaining(end)) <= 0) return false;
    if ((entry.revents & POLLIN) != 0 && !readSome(0)) return false;
    if ((entry.revents & POLLOUT) == 0) continue;
    const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return bytes.empty();
}

// False when the other side has closed or nothing came.
bool RawClient::readSome(int timeoutMs) {
  if (ended_) return false;
  pollfd entry{fd_, POLLIN, 0};
  if (::poll(&entry, 1, timeoutMs) <= 0) return false;
  std::array<char, 65536> buffer{};
  const ssize_t got = ::recv(fd_, buffer.data(), buffer.size(), 0);
  ended_ = got <= 0;
  if (got > 0) received_.append(buffer.data(), static_cast<std::size_t>(got));
  return got > 0;
}

RawResponse RawClient::response(int timeoutMs, bool hasBody) {
  const auto end = Clock::now() + std::chrono::milliseconds(timeoutMs);
  for (;;) {
    if (const auto headEnd = received_.find("\r\n\r\n"); headEnd != std::string::npos) {
      RawResponse response;
      response.head = received_.substr(0, headEnd + 2);
      if (response.head.size() > 12) response.status = std::atoi(response.head.c_str() + 9);
      const std::size_t length = hasBody ? std::strtoul(response.field("Content-Length").c_str(), nullptr, 10) : 0;
      if (received_.size() >= headEnd + 4 + length) {
        response.body = received_.substr(headEnd + 4, length);
        received_.erase(0, headEnd + 4 + length);
        return response;
      }
    }
    if (!readSome(remaining(end))) return {};
  }
}

bool RawClient::closes(int timeoutMs) {
  const auto end = Clock::now() + std::chrono::milliseconds(timeoutMs);
  while (!ended_ && remaining(end) > 0) readSome(remaining(end));
  return ended_;
}

void RawClient::finishSending() {
  ::shutdown(fd_, SHUT_WR);
}

void RawClient::vanish() {
  const linger reset{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close();
}

void RawClient::close() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  ended_ = true;
}

}  // namespace billing::tests
