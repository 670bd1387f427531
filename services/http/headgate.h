// The strict doorman for request heads: reads raw bytes as they come and refuses at the first byte that cannot be
// right. Stricter than RFC 9112 asks: no obs-fold, no bare CR or LF, no space before a colon. Pure; knows no socket and
// no clock.
#pragma once

#include <cstddef>
#include <string_view>

#include "http/message.h"

namespace billing::http {

class HeadGate {
 public:
  enum class State { NeedMore, Complete, Refused };

  explicit HeadGate(const Limits& limits) : limits_(limits) {}

  /// Takes the bytes that came since the last call; `used` tells how many of them belong to the head. A head is the
  /// request line (one empty line before it is forgiven), the fields and the empty line.
  State feed(std::string_view bytes, std::size_t& used);

  /// True once a byte of a request has come: silence after it deserves an answer.
  [[nodiscard]] bool started() const { return size_ > 0; }
  /// Bytes of an empty line before the request line.
  [[nodiscard]] std::size_t leadingBytes() const { return leading_; }
  [[nodiscard]] const Head& head() const { return head_; }
  [[nodiscard]] Head takeHead() { return std::move(head_); }
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }

 private:
  enum class Part {
    Leading,
    LeadingLf,
    Method,
    Target,
    Version,
    RequestLf,
    FieldStart,
    Name,
    Padding,
    Value,
    ValueLf,
    EndLf
  };

  void step(std::string_view bytes, std::size_t& used);
  void onLeading(char c, std::size_t& used);
  void onMethod(char c);
  void onTarget(std::string_view bytes, std::size_t& used);
  void onVersion(char c);
  void onFieldStart(char c, std::size_t& used);
  void onName(std::string_view bytes, std::size_t& used);
  void onValue(std::string_view bytes, std::size_t& used);
  void onLineFeed(char c, Part next);
  void finishTarget();
  void finishVersion();
  void finishValue();
  void checkSize();
  void refuse(int status, std::string_view code, std::string_view message);

  Limits limits_;
  Part part_ = Part::Leading;
  State state_ = State::NeedMore;
  Head head_;
  std::string version_;
  std::size_t size_ = 0;
  std::size_t leading_ = 0;
  Refusal refusal_;
};

}  // namespace billing::http
