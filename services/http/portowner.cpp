#include "http/portowner.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

namespace billing::http {
namespace {

namespace fs = std::filesystem;

// The inodes of all sockets that listen on the port, from a table in the format of proc(5) /proc/net/tcp.
void collectInodes(const char* table, std::uint16_t port, std::set<std::string>& links) {
  std::ifstream in(table);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string number, local, remote, state, queues, timer, retransmits, user, timeout, inode;
    fields >> number >> local >> remote >> state >> queues >> timer >> retransmits >> user >> timeout >> inode;
    const auto colon = local.rfind(':');
    unsigned value = 0;
    if (colon == std::string::npos || state != "0A") continue;
    std::from_chars(local.data() + colon + 1, local.data() + local.size(), value, 16);
    if (value == port) links.insert("socket:[" + inode + "]");
  }
}

bool holdsOne(const fs::path& process, const std::set<std::string>& links) {
  std::error_code error;
  for (fs::directory_iterator it(process / "fd", error), end; !error && it != end; it.increment(error)) {
    std::error_code unreadable;
    const fs::path link = fs::read_symlink(it->path(), unreadable);
    if (!unreadable && links.contains(link.string())) return true;
  }
  return false;
}

bool canBind(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return false;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(fd);
  return bound;
}

}  // namespace

std::optional<PortOwner> portOwner(std::uint16_t port) {
  std::set<std::string> links;
  collectInodes("/proc/net/tcp", port, links);
  collectInodes("/proc/net/tcp6", port, links);
  if (links.empty()) return std::nullopt;
  std::error_code error;
  for (fs::directory_iterator it("/proc", error), end; !error && it != end; it.increment(error)) {
    const std::string name = it->path().filename();
    int pid = 0;
    const auto [last, bad] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (bad != std::errc{} || last != name.data() + name.size() || !holdsOne(it->path(), links)) continue;
    PortOwner owner{pid, {}};
    std::getline(std::ifstream(it->path() / "comm"), owner.name);
    return owner;
  }
  return std::nullopt;
}

std::uint16_t nextFreePort(std::uint16_t port) {
  for (unsigned candidate = port + 1U; candidate <= port + 100U && candidate <= 65535U; ++candidate)
    if (canBind(static_cast<std::uint16_t>(candidate))) return static_cast<std::uint16_t>(candidate);
  return 0;
}

}  // namespace billing::http
