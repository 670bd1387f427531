// One client of the server, from accept to close. Included by server.cpp alone: it is the only file that pays for
// Boost. Raw bytes pass the gates first; Beast's parser then reads what they let through and makes the message of it.
// What the two do not agree on is refused, so that no sender can make them see different requests.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <ctime>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "http/answertext.h"
#include "http/chunkgate.h"
#include "http/headgate.h"
#include "http/requestpolicy.h"
#include "http/server.h"

namespace billing::http {

using Tcp = boost::asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using SteadyTime = std::chrono::steady_clock::time_point;

class Connection;

/// What connections share; outlives them.
struct ConnectionHost {
  const Limits& limits;
  Handler& handler;
  std::shared_ptr<Mailbox> mailbox;
  std::function<void(Connection&)> onClosed;
  std::uint16_t port = 0;
  bool stopping = false;
};

class Connection final : public Reply::Target, public std::enable_shared_from_this<Connection> {
 public:
  Connection(Tcp::socket socket, ConnectionHost& host)
      : socket_(std::move(socket)), host_(host), gate_(host.limits), buffer_() {
    ErrorCode ignored;
    std::ignore = socket_.non_blocking(true, ignored);
  }

  void start();
  /// One connection too many: tells so and closes.
  void turnAway();
  void answer(std::uint64_t request, const Answer& answer) override;
  void breakOff(std::uint64_t request, const std::string& bytes) override;
  /// True between the first byte of a request and the end of its answer.
  [[nodiscard]] bool busy() const { return phase_ != Phase::Idle && phase_ != Phase::Lingering; }
  [[nodiscard]] SteadyTime deadline() const { return deadline_; }
  void onDeadline();
  void close();

 private:
  enum class Phase { Idle, Head, Body, Waiting, Writing, Lingering, Closed };

  void enter(Phase phase, int deadlineMs);
  void read();
  void onRead(const ErrorCode& error, std::size_t bytes);
  void onHeadBytes();
  void onHeadComplete();
  std::optional<Refusal> judge();
  void beginBody();
  void onBodyBytes();
  bool passBodyGate();
  void parse();
  void onBodyComplete();
  void sendContinue();
  void refuse(const Refusal& refusal);
  void write(const Answer& answer);
  void flush();
  void onWritten(const ErrorCode& error);
  void nextRequest();
  void linger();
  [[nodiscard]] std::string_view ungated() const;

  Tcp::socket socket_;
  ConnectionHost& host_;
  std::string remote_;
  Phase phase_ = Phase::Idle;
  SteadyTime deadline_;
  HeadGate gate_;
  Head head_;
  std::string path_;
  Framing framing_;
  std::optional<ChunkGate> chunks_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  boost::beast::flat_buffer buffer_;
  std::size_t gated_ = 0;       // bytes at the front of the buffer that have passed a gate
  std::uint64_t bodySeen_ = 0;  // with Content-Length: bytes of the body that have passed
  bool bodyComplete_ = false;
  bool answerBody_ = true;  // not for HEAD
  bool first_ = true;
  bool reading_ = false;
  bool writing_ = false;
  bool closing_ = false;
  std::uint64_t request_ = 0;
  std::string out_;
};

inline void Connection::start() {
  ErrorCode ignored;  // a client that is gone already shows at the first read
  const auto endpoint = socket_.remote_endpoint(ignored);
  if (endpoint.address().is_v6())
    remote_.append("[").append(endpoint.address().to_string()).append("]");
  else
    remote_ = endpoint.address().to_string();
  remote_.append(":").append(std::to_string(endpoint.port()));
  std::ignore = socket_.set_option(Tcp::no_delay(true), ignored);
  enter(Phase::Idle, host_.limits.headerDeadlineMs);
  read();
}

inline void Connection::turnAway() {
  closing_ = true;
  write(errorAnswer(503, "too_many_connections", "Too many connections are open.", {{"Retry-After", "1"}}));
}

inline void Connection::enter(Phase phase, int deadlineMs) {
  phase_ = phase;
  deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadlineMs);
}

// Waits first and reads then: after an answer there is hardly ever something to read at once.
inline void Connection::read() {
  reading_ = true;
  socket_.async_wait(Tcp::socket::wait_read, [self = shared_from_this()](const ErrorCode& waitError) {
    constexpr std::size_t small = 8192, large = 65536;
    const bool much = self->phase_ == Phase::Body && self->framing_.length - self->bodySeen_ > small;
    ErrorCode error = waitError;
    const std::size_t bytes = error ? 0 : self->socket_.read_some(self->buffer_.prepare(much ? large : small), error);
    error == boost::asio::error::would_block ? self->read() : self->onRead(error, bytes);
  });
}

inline void Connection::onRead(const ErrorCode& error, std::size_t bytes) {
  reading_ = false;
  if (phase_ == Phase::Closed || phase_ == Phase::Writing) return;
  if (phase_ == Phase::Lingering) return error ? close() : read();
  if (error) {
    if (phase_ != Phase::Idle)
      host_.handler.onRefused({0, "aborted", "The sender hung up in the middle of its request."}, head_, remote_);
    return close();
  }
  buffer_.commit(bytes);
  phase_ == Phase::Body ? onBodyBytes() : onHeadBytes();
}

inline std::string_view Connection::ungated() const {
  const auto data = buffer_.cdata();
  return std::string_view(static_cast<const char*>(data.data()), data.size()).substr(gated_);
}

inline void Connection::onHeadBytes() {
  if (phase_ == Phase::Idle) {
    // The deadline of the first head runs since the accept.
    if (!first_) enter(Phase::Head, host_.limits.headerDeadlineMs);
    phase_ = Phase::Head;
    first_ = false;
  }
  std::size_t used = 0;
  const HeadGate::State state = gate_.feed(ungated(), used);
  gated_ += used;
  if (state == HeadGate::State::NeedMore) return read();
  head_ = gate_.takeHead();
  path_ = pathOf(head_.target);
  answerBody_ = head_.method != "HEAD";
  if (state == HeadGate::State::Refused) return refuse(gate_.refusal());
  onHeadComplete();
}

inline std::optional<Refusal> Connection::judge() {
  if (auto refusal = judgeFraming(head_, host_.limits.bodyBytes, framing_)) return refusal;
  if (auto refusal = judgeMethod(head_)) return refusal;
  return judgeOrigin(head_, host_.port);
}

inline void Connection::onHeadComplete() {
  if (const auto refusal = judge()) return refuse(*refusal);
  if (const auto answer = host_.handler.onHead(head_, path_)) {
    closing_ = framing_.hasBody();
    buffer_.consume(gated_);
    gated_ = 0;
    return write(*answer);
  }
  if (host_.limits.requireLength && !framing_.announced && meansBody(head_.method))
    return refuse({411, "length_required", "The request does not say how long its body is."});
  beginBody();
}

inline void Connection::beginBody() {
  buffer_.consume(gate_.leadingBytes());
  gated_ -= gate_.leadingBytes();
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(host_.limits.headerBytes + 1024));
  parser_->body_limit(host_.limits.bodyBytes);
  parser_->eager(true);
  if (framing_.chunked) chunks_.emplace(host_.limits.bodyBytes);
  enter(Phase::Body, host_.limits.bodyDeadlineMs);
  if (framing_.expectContinue && ungated().empty()) return sendContinue();
  onBodyBytes();
}

// RFC 9110 10.1.1: left out when the body is already on its way.
inline void Connection::sendContinue() {
  constexpr std::string_view text = "HTTP/1.1 100 Continue\r\n\r\n";
  writing_ = true;
  boost::asio::async_write(socket_, boost::asio::buffer(text),
                           [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                             self->writing_ = false;
                             if (self->phase_ != Phase::Body) return;
                             error ? self->onRead(error, 0) : self->read();
                           });
}

inline bool Connection::passBodyGate() {
  std::size_t used = 0;
  if (!framing_.chunked) {
    used = std::min<std::uint64_t>(framing_.length - bodySeen_, ungated().size());
    bodySeen_ += used;
    gated_ += used;
    bodyComplete_ = bodySeen_ == framing_.length;
    return true;
  }
  const ChunkGate::State state = chunks_->feed(ungated(), used);
  gated_ += used;
  bodyComplete_ = state == ChunkGate::State::Complete;
  if (state == ChunkGate::State::Refused) refuse(chunks_->refusal());
  return state != ChunkGate::State::Refused;
}

inline void Connection::parse() {
  ErrorCode error;
  std::size_t used = 1;
  while (!error && used > 0 && !parser_->is_done()) {
    used = parser_->put(boost::asio::buffer(buffer_.cdata(), gated_), error);
    buffer_.consume(used);
    gated_ -= used;
  }
  const bool malformed = error && error != boost::beast::http::error::need_more;
  if (malformed || parser_->is_done() != bodyComplete_ || (bodyComplete_ && gated_ > 0))
    return refuse({400, "malformed_request", "The request is malformed."});
  bodyComplete_ ? onBodyComplete() : read();
}

inline void Connection::onBodyBytes() {
  if (passBodyGate()) parse();
}

inline void Connection::onBodyComplete() {
  if (parser_->get().method_string() != head_.method || parser_->get().target() != head_.target)
    return refuse({400, "malformed_request", "The request is malformed."});
  enter(Phase::Waiting, host_.limits.answerDeadlineMs);
  Request request{std::move(head_), std::move(path_), std::move(parser_->get().body()), remote_};
  parser_.reset();
  host_.handler.onRequest(std::move(request), Reply(host_.mailbox, weak_from_this(), ++request_));
}

inline void Connection::answer(std::uint64_t request, const Answer& answer) {
  if (phase_ == Phase::Waiting && request == request_) write(answer);
}

inline void Connection::refuse(const Refusal& refusal) {
  host_.handler.onRefused(refusal, head_, remote_);
  closing_ = true;
  write(errorAnswer(refusal.status, refusal.code, refusal.message));
}

inline void Connection::write(const Answer& answer) {
  static thread_local std::pair<std::int64_t, std::string> date;  // made anew once a second
  if (const std::int64_t now = std::time(nullptr); now != date.first) date = {now, httpDate(now)};
  closing_ = closing_ || !framing_.keepAlive || host_.stopping;
  out_ = answerText(answer, !closing_, answerBody_, date.second);
  flush();
}

inline void Connection::breakOff(std::uint64_t request, const std::string& bytes) {
  if (phase_ != Phase::Waiting || request != request_) return;
  if (bytes.empty()) return close();
  closing_ = true;
  out_ = bytes;
  flush();
}

inline void Connection::flush() {
  enter(Phase::Writing, host_.limits.bodyDeadlineMs);
  writing_ = true;
  boost::asio::async_write(
      socket_, boost::asio::buffer(out_),
      [self = shared_from_this()](const ErrorCode& error, std::size_t) { self->onWritten(error); });
}

inline void Connection::onWritten(const ErrorCode& error) {
  writing_ = false;
  if (phase_ == Phase::Closed) return;
  if (error) return close();
  closing_ ? linger() : nextRequest();
}

inline void Connection::nextRequest() {
  constexpr std::size_t keep = 16384;
  gate_ = HeadGate(host_.limits);
  head_ = {};
  framing_ = {};
  chunks_.reset();
  parser_.reset();
  bodySeen_ = 0;
  if (buffer_.size() == 0 && buffer_.capacity() > keep) buffer_ = boost::beast::flat_buffer();
  enter(Phase::Idle, host_.limits.idleDeadlineMs);
  buffer_.size() > 0 ? onHeadBytes() : read();
}

// Closing a socket with unread bytes resets it, and the client may lose the answer: read on for a moment, keep nothing.
inline void Connection::linger() {
  constexpr int lingerMs = 1000;
  ErrorCode ignored;
  std::ignore = socket_.shutdown(Tcp::socket::shutdown_send, ignored);
  buffer_.clear();
  gated_ = 0;
  enter(Phase::Lingering, lingerMs);
  if (!reading_) read();
}

inline void Connection::onDeadline() {
  if (writing_) return close();
  switch (phase_) {
    case Phase::Head:
      return refuse({408, "header_timeout", "The headers did not arrive in time."});
    case Phase::Body:
      return refuse({408, "body_timeout", "The body did not arrive in time."});
    case Phase::Waiting:
      closing_ = true;
      return write(errorAnswer(503, "store_slow", "The event could not be stored in time.", {{"Retry-After", "5"}}));
    default:
      return close();
  }
}

inline void Connection::close() {
  if (phase_ == Phase::Closed) return;
  phase_ = Phase::Closed;
  ErrorCode ignored;
  std::ignore = socket_.close(ignored);
  host_.onClosed(*this);
}

}  // namespace billing::http
