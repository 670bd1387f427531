#include "http/chunkgate.h"

#include <algorithm>

#include "http/characters.h"

namespace billing::http {
namespace {

constexpr int mostDigits = 16;                // 64 bits
constexpr std::size_t extensionLimit = 1024;  // of one body

}  // namespace

ChunkGate::State ChunkGate::feed(std::string_view bytes, std::size_t& used) {
  used = 0;
  while (used < bytes.size() && state_ == State::NeedMore) step(bytes, used);
  return state_;
}

void ChunkGate::step(std::string_view bytes, std::size_t& used) {
  if (part_ == Part::Data) return onData(bytes, used);
  const char c = bytes[used++];
  switch (part_) {
    case Part::Size:
      return onSize(c);
    case Part::Extension:
      return onExtension(c);
    case Part::SizeLf:
      expect(c, '\n', size_ == 0 ? Part::LastLine : Part::Data);
      return;
    case Part::DataCr:
      return expect(c, '\r', Part::DataLf);
    case Part::DataLf:
      expect(c, '\n', Part::Size);
      size_ = 0;
      digits_ = 0;
      return;
    case Part::LastLine:
      return onLastLine(c);
    case Part::LastLf:
      expect(c, '\n', Part::LastLf);
      if (state_ == State::NeedMore) state_ = State::Complete;
      return;
    case Part::Data:
      return;
  }
}

void ChunkGate::onSize(char c) {
  if (const int digit = hexDigit(c); digit >= 0) {
    if (++digits_ > mostDigits) return refuse(400, "malformed_chunk", "A chunk size has too many digits.");
    size_ = size_ * 16 + static_cast<unsigned>(digit);
    return;
  }
  if (digits_ == 0 || (c != '\r' && c != ';')) return refuse(400, "malformed_chunk", "A chunk size is malformed.");
  finishSize();
  if (state_ == State::NeedMore) part_ = c == ';' ? Part::Extension : Part::SizeLf;
}

void ChunkGate::finishSize() {
  if (size_ > limit_ || total_ + size_ > limit_) return refuse(413, "body_too_large", "The body is too large.");
  total_ += size_;
}

void ChunkGate::onExtension(char c) {
  if (c == '\r') {
    part_ = Part::SizeLf;
  } else if (!isValueCharacter(c)) {
    refuse(400, "malformed_chunk", "A chunk extension is malformed.");
  } else if (++extensionBytes_ > extensionLimit) {
    refuse(400, "chunk_extension_too_long", "The chunk extensions are too long.");
  }
}

void ChunkGate::onData(std::string_view bytes, std::size_t& used) {
  const std::uint64_t here = std::min<std::uint64_t>(size_, bytes.size() - used);
  used += here;
  size_ -= here;
  if (size_ == 0) part_ = Part::DataCr;
}

void ChunkGate::onLastLine(char c) {
  if (c == '\r') {
    part_ = Part::LastLf;
  } else if (isTokenCharacter(c)) {
    refuse(431, "trailers_refused", "Trailer fields are not accepted.");
  } else {
    refuse(400, "malformed_chunk", "The end of the chunked body is malformed.");
  }
}

void ChunkGate::expect(char c, char wanted, Part next) {
  if (c != wanted) return refuse(400, "malformed_chunk", "A line of the chunked body does not end in CRLF.");
  part_ = next;
}

void ChunkGate::refuse(int status, std::string_view code, std::string_view message) {
  state_ = State::Refused;
  refusal_ = {status, code, message};
}

}  // namespace billing::http
