#include "reports/csv/csvreader.h"

namespace billing::reports {
namespace {

constexpr qint64 kBlock = 1 << 16;
constexpr int kEnd = -1;

tl::unexpected<Error> badCsv(const char* why) {
  return failure(ErrorKind::Corrupt, "bad_csv", "This is no CSV as RFC 4180 describes it", why);
}

}  // namespace

CsvReader::CsvReader(QIODevice& device, char delimiter) : device_(device), delimiter_(delimiter) {
  block_ = device_.read(kBlock);
  if (block_.startsWith("\xEF\xBB\xBF")) at_ = 3;
}

int CsvReader::peek() {
  if (at_ == block_.size()) {
    block_ = device_.read(kBlock);
    at_ = 0;
  }
  return block_.isEmpty() ? kEnd : static_cast<unsigned char>(block_.at(at_));
}

int CsvReader::get() {
  const int letter = peek();
  if (letter != kEnd) ++at_;
  return letter;
}

Result<QByteArray> CsvReader::quotedField() {
  QByteArray field;
  for (int letter = get(); letter != kEnd; letter = get()) {
    if (letter != '"') {
      field += static_cast<char>(letter);
    } else if (peek() == '"') {
      field += static_cast<char>(get());
    } else {
      const int after = peek();
      if (after == kEnd || after == delimiter_ || after == '\r' || after == '\n') return field;
      return badCsv("something follows the quote that closes a field");
    }
  }
  return badCsv("a quote is never closed");
}

Result<std::optional<QByteArrayList>> CsvReader::next() {
  if (peek() == kEnd) return std::nullopt;
  QByteArrayList fields(1);
  for (int letter = get(); letter != kEnd && letter != '\n'; letter = get()) {
    if (letter == delimiter_) {
      fields.push_back({});
    } else if (letter == '\r' && peek() == '\n') {
      continue;
    } else if (letter == '"') {
      if (!fields.back().isEmpty()) return badCsv("a quote stands within a field that has none around it");
      auto field = quotedField();
      if (!field) return failure(field.error());
      fields.back() = *field;
    } else {
      fields.back() += static_cast<char>(letter);
    }
  }
  return fields;
}

}  // namespace billing::reports
