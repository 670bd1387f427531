// A closed loop on one thread: each connection sends its next event as soon as the last one is answered.
// usage: ingest_loadgen PORT PATH SECRET_FILE CONNECTIONS SECONDS EVENTS
// Prints {"acknowledged":…,"failed":…,"seconds":…,"rate":…,"p50_ms":…,"p99_ms":…}; ends early when the events are used
// up.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "signedevents.h"

namespace {

using Clock = std::chrono::steady_clock;

struct Client {
  int fd = -1;
  Clock::time_point sentAt;
  std::string received;
};

[[noreturn]] void giveUp(const char* what) {
  std::perror(what);
  std::exit(1);
}

int connectTo(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) giveUp("connect");
  return fd;
}

// The status when the response is complete, else 0.
int completeStatus(const std::string& text) {
  const auto end = text.find("\r\n\r\n");
  if (end == std::string::npos) return 0;
  std::size_t length = 0;
  for (auto line = text.find("\r\n"); line < end; line = text.find("\r\n", line + 2))
    if (strncasecmp(text.c_str() + line + 2, "content-length:", 15) == 0)
      length = std::strtoul(text.c_str() + line + 17, nullptr, 10);
  return text.size() >= end + 4 + length ? std::atoi(text.c_str() + 9) : 0;
}

class Load {
 public:
  Load(std::vector<std::string> events, int port, int connections)
      : events_(std::move(events)), epoll_(::epoll_create1(0)) {
    clients_.resize(static_cast<std::size_t>(connections));
    for (Client& client : clients_) {
      client.fd = connectTo(port);
      epoll_event event{EPOLLIN, {.ptr = &client}};
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, client.fd, &event);
    }
  }

  void run(double seconds) {
    begin_ = Clock::now();
    const auto end = begin_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    for (Client& client : clients_) send(client);
    std::array<epoll_event, 256> ready{};
    while (open_ > 0) {
      const int count = ::epoll_wait(epoll_, ready.data(), static_cast<int>(ready.size()), 5000);
      if (count <= 0) break;
      for (int i = 0; i < count; ++i) receive(*static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr));
      over_ = over_ || Clock::now() >= end;
    }
    seconds_ = std::chrono::duration<double>(Clock::now() - begin_).count();
  }

  void report() {
    std::sort(latencies_.begin(), latencies_.end());
    const auto at = [this](double part) {
      return latencies_.empty()
                 ? 0.0
                 : latencies_[static_cast<std::size_t>(part * static_cast<double>(latencies_.size() - 1))] / 1000.0;
    };
    std::printf(
        "{\"acknowledged\":%zu,\"failed\":%zu,\"seconds\":%.3f,\"rate\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f}\n",
        latencies_.size(), failed_, seconds_, static_cast<double>(latencies_.size()) / seconds_, at(0.5), at(0.99));
  }

 private:
  void send(Client& client) {
    if (over_ || next_ == events_.size()) {
      over_ = true;
      return;
    }
    const std::string& text = events_[next_++];
    client.received.clear();
    client.sentAt = Clock::now();
    if (::send(client.fd, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size())) giveUp("send");
    ++open_;
  }

  void receive(Client& client) {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::recv(client.fd, buffer.data(), buffer.size(), 0);
    if (got <= 0) giveUp("recv");
    client.received.append(buffer.data(), static_cast<std::size_t>(got));
    const int status = completeStatus(client.received);
    if (status == 0) return;
    --open_;
    if (status == 200)
      latencies_.push_back(std::chrono::duration<double, std::micro>(Clock::now() - client.sentAt).count());
    else
      ++failed_;
    send(client);
  }

  std::vector<std::string> events_;
  std::vector<Client> clients_;
  int epoll_;
  std::size_t next_ = 0, open_ = 0, failed_ = 0;
  bool over_ = false;
  std::vector<double> latencies_;
  Clock::time_point begin_;
  double seconds_ = 0;
};

}  // namespace

int main(int argc, char* argv[]) {
  if (argc != 7) {
    std::fprintf(stderr, "usage: %s PORT PATH SECRET_FILE CONNECTIONS SECONDS EVENTS\n", argv[0]);
    return 2;
  }
  std::string secret;
  std::ifstream(argv[3]) >> secret;
  Load load(billing::benchmark::signedEvents(argv[2], secret, std::atoi(argv[6])), std::atoi(argv[1]),
            std::atoi(argv[4]));
  load.run(std::atof(argv[5]));
  load.report();
  return 0;
}
