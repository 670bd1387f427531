// The strict doorman for chunked bodies: checks the framing of raw bytes as they come, ahead of the parser that decodes
// them. Lines end in CRLF, sizes are plain hexadecimal, extensions are short, trailers are refused. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "http/message.h"

namespace billing::http {

class ChunkGate {
 public:
  enum class State { NeedMore, Complete, Refused };

  /// `bodyLimit` counts decoded bytes; a chunk that would pass it is refused when its size is read.
  explicit ChunkGate(std::size_t bodyLimit) : limit_(bodyLimit) {}

  /// Takes the bytes that came since the last call; `used` tells how many of them belong to this body.
  State feed(std::string_view bytes, std::size_t& used);
  [[nodiscard]] const Refusal& refusal() const { return refusal_; }

 private:
  enum class Part { Size, Extension, SizeLf, Data, DataCr, DataLf, LastLine, LastLf };

  void step(std::string_view bytes, std::size_t& used);
  void onSize(char c);
  void onExtension(char c);
  void onLastLine(char c);
  void onData(std::string_view bytes, std::size_t& used);
  void finishSize();
  void expect(char c, char wanted, Part next);
  void refuse(int status, std::string_view code, std::string_view message);

  std::size_t limit_;
  std::uint64_t size_ = 0;   // of the chunk that is being read
  std::uint64_t total_ = 0;  // decoded bytes so far, this chunk included
  int digits_ = 0;
  std::size_t extensionBytes_ = 0;
  Part part_ = Part::Size;
  State state_ = State::NeedMore;
  Refusal refusal_;
};

}  // namespace billing::http
