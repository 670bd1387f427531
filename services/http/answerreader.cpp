#include "http/answerreader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "http/characters.h"

namespace billing::http {
namespace {

constexpr std::size_t kAnswerHeadBytes = 65536;
constexpr std::size_t kChunkLineBytes = 1024;

std::string_view withoutBlanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

bool hasToken(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (equalsIgnoringCase(withoutBlanks(list.substr(0, comma)), token)) return true;
    list = comma == std::string_view::npos ? std::string_view() : list.substr(comma + 1);
  }
  return false;
}

}  // namespace

void AnswerReader::feed(std::string_view bytes) {
  pending_.append(bytes);
  for (bool more = true; more;) {
    if (state_ == State::Head)
      more = readHead();
    else
      more = state_ == State::Body && readBody();
  }
}

void AnswerReader::end() {
  if (state_ == State::Body && framing_ == Framing::UntilEnd)
    state_ = State::Complete;
  else if (state_ == State::Head || state_ == State::Body)
    broken(state_ == State::Head ? "the connection ended before an answer came"
                                 : "the connection ended in the middle of the answer");
}

bool AnswerReader::broken(std::string fault) {
  fault_ = std::move(fault);
  state_ = State::Broken;
  return false;
}

bool AnswerReader::readHead() {
  const auto end = pending_.find("\r\n\r\n");
  if (end == std::string::npos) {
    if (!std::string_view("HTTP/").starts_with(std::string_view(pending_).substr(0, 5)))
      return broken("what answered does not speak HTTP");
    return pending_.size() > kAnswerHeadBytes && broken("the answer's header is endless");
  }
  std::string head = pending_.substr(0, end + 2);
  pending_.erase(0, end + 4);
  answer_ = {};
  std::string_view rest = head;
  for (bool first = true; !rest.empty(); first = false) {
    const std::string_view line = rest.substr(0, rest.find("\r\n"));
    rest.remove_prefix(line.size() + 2);
    if (!(first ? readStatusLine(line) : readField(line))) return broken("the answer's header cannot be read");
  }
  if (answer_.status < 200) return true;  // 1xx only announces the answer
  hasHead_ = true;
  state_ = State::Body;
  chooseFraming();
  return state_ == State::Body;
}

bool AnswerReader::readStatusLine(std::string_view line) {
  if (!line.starts_with("HTTP/1.") || line.size() < 12 || line[8] != ' ') return false;
  keepAlive_ = line[7] != '0';
  const auto [end, problem] = std::from_chars(line.data() + 9, line.data() + 12, answer_.status);
  return problem == std::errc() && end == line.data() + 12 && answer_.status >= 100 &&
         (line.size() == 12 || line[12] == ' ');
}

bool AnswerReader::readField(std::string_view line) {
  const auto colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  const auto name = line.substr(0, colon);
  if (!std::all_of(name.begin(), name.end(), isTokenCharacter)) return false;
  answer_.fields.push_back({std::string(name), std::string(withoutBlanks(line.substr(colon + 1)))});
  return true;
}

void AnswerReader::chooseFraming() {
  if (hasToken(answer_.field("Connection"), "close")) keepAlive_ = false;
  if (headOnly_ || answer_.status == 204 || answer_.status == 304) {
    state_ = State::Complete;
    return;
  }
  const std::string length = answer_.field("Content-Length");
  if (hasToken(answer_.field("Transfer-Encoding"), "chunked")) {
    framing_ = Framing::Chunks;
  } else if (!length.empty()) {
    framing_ = Framing::Length;
    if (readLength(length) && left_ == 0) state_ = State::Complete;
  } else {
    framing_ = Framing::UntilEnd;
    keepAlive_ = false;
  }
}

bool AnswerReader::readLength(std::string_view text) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), left_);
  if (problem != std::errc() || end != text.data() + text.size()) return broken("the answer's length is not a number");
  if (left_ > limit_) state_ = State::TooLarge;
  return left_ <= limit_;
}

bool AnswerReader::readBody() {
  if (framing_ == Framing::Chunks) return readChunk();
  if (!take(framing_ == Framing::Length ? left_ : pending_.size())) return false;
  if (framing_ == Framing::Length && left_ == 0) state_ = State::Complete;
  return false;
}

// Moves up to so many bytes into the body. False when that is more than the limit allows.
bool AnswerReader::take(std::size_t most) {
  const std::size_t taken = std::min(most, pending_.size());
  if (answer_.body.size() + taken > limit_) {
    state_ = State::TooLarge;
    return false;
  }
  answer_.body.append(pending_, 0, taken);
  pending_.erase(0, taken);
  if (framing_ != Framing::UntilEnd) left_ -= taken;
  return true;
}

bool AnswerReader::readChunk() {
  if (part_ == ChunkPart::Size) return readChunkSize();
  if (part_ == ChunkPart::Trailer) return readTrailer();
  if (part_ == ChunkPart::Data) {
    if (!take(left_) || left_ > 0) return false;
    part_ = ChunkPart::DataEnd;
  }
  if (pending_.size() < 2) return false;
  if (!pending_.starts_with("\r\n")) return broken("a chunk of the answer is longer than it said");
  pending_.erase(0, 2);
  part_ = ChunkPart::Size;
  return true;
}

bool AnswerReader::readChunkSize() {
  const auto end = pending_.find("\r\n");
  if (end == std::string::npos) return pending_.size() > kChunkLineBytes && broken("a chunk's size is endless");
  const auto line = withoutBlanks(std::string_view(pending_).substr(0, std::min(end, pending_.find(';'))));
  const auto [stop, problem] = std::from_chars(line.data(), line.data() + line.size(), left_, 16);
  if (problem != std::errc() || stop != line.data() + line.size()) return broken("a chunk's size is not a number");
  pending_.erase(0, end + 2);
  part_ = left_ == 0 ? ChunkPart::Trailer : ChunkPart::Data;
  return true;
}

// Fields after the body are read over.
bool AnswerReader::readTrailer() {
  const auto end = pending_.find("\r\n");
  if (end == std::string::npos) return pending_.size() > kAnswerHeadBytes && broken("the answer's trailer is endless");
  pending_.erase(0, end + 2);
  if (end == 0) state_ = State::Complete;
  return end > 0;
}

}  // namespace billing::http
