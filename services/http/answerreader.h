// Reads an answer out of the bytes that come from a server: status line, fields, and a body by its length, in chunks or
// until the end. Lenient where servers are sloppy and it does no harm, strict where a body could be cut unnoticed.
// Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "http/client.h"

namespace billing::http {

class AnswerReader {
 public:
  enum class State {
    Head,      ///< status line and fields are not complete
    Body,      ///< they are, the body is not
    Complete,  ///< all is there
    Broken,    ///< the other side ended too early, or does not speak HTTP: see fault()
    TooLarge,  ///< more than the limit
  };

  /// `headOnly`: the request was HEAD, its answer has no body whatever its fields say. `limit`: bytes of the body.
  AnswerReader(bool headOnly, std::size_t limit) : headOnly_(headOnly), limit_(limit) {}

  void feed(std::string_view bytes);
  /// The other side has closed; a body without a length is complete then.
  void end();

  [[nodiscard]] State state() const { return state_; }
  /// Status and fields, once they are there, and as much of the body as came.
  [[nodiscard]] const ClientAnswer& answer() const { return answer_; }
  [[nodiscard]] const std::string& fault() const { return fault_; }
  /// Status and fields have come.
  [[nodiscard]] bool hasHead() const { return hasHead_; }
  /// Complete, and the connection can carry another request.
  [[nodiscard]] bool reusable() const { return state_ == State::Complete && keepAlive_ && pending_.empty(); }

 private:
  enum class Framing { Length, Chunks, UntilEnd };

  bool readHead();
  bool readStatusLine(std::string_view line);
  bool readField(std::string_view line);
  void chooseFraming();
  bool readLength(std::string_view text);
  bool readBody();
  bool readChunk();
  bool readChunkSize();
  bool readTrailer();
  bool take(std::size_t most);
  bool broken(std::string fault);

  bool headOnly_;
  std::size_t limit_;
  State state_ = State::Head;
  Framing framing_ = Framing::UntilEnd;
  enum class ChunkPart { Size, Data, DataEnd, Trailer } part_ = ChunkPart::Size;
  std::size_t left_ = 0;  ///< of the body or of the chunk
  bool hasHead_ = false;
  bool keepAlive_ = true;
  std::string pending_;  ///< come, not yet read
  ClientAnswer answer_;
  std::string fault_;
};

}  // namespace billing::http
