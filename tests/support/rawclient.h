// A client that sends exactly the bytes it is told to, well-formed or not, and reads until there is nothing more to
// read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace billing::tests {

struct RawResponse {
  int status = 0;
  std::string head;
  std::string body;
  [[nodiscard]] std::string field(std::string_view name) const;
};

class RawClient {
 public:
  /// Connects to 127.0.0.1, or to ::1.
  explicit RawClient(std::uint16_t port, bool v6 = false);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  [[nodiscard]] bool connected() const { return fd_ >= 0; }
  /// Sends what the other side takes; reads meanwhile, as a real client would. False when it stopped taking.
  bool send(std::string_view bytes, int timeoutMs = 15000);
  /// The next complete response; status 0 when none comes in time or the other side closes.
  RawResponse response(int timeoutMs = 15000, bool hasBody = true);
  /// True when the other side closes within the time; what it still sends is kept for response().
  bool closes(int timeoutMs = 15000);
  /// No more from us; we still read.
  void finishSending();
  /// Gone without a goodbye: a reset instead of an orderly end.
  void vanish();
  void close();

 private:
  bool readSome(int timeoutMs);

  int fd_ = -1;
  bool ended_ = false;
  std::string received_;
};

}  // namespace billing::tests
