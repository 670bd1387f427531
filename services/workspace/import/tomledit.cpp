#include "workspace/import/tomledit.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "workspace/reading/profilereading.h"

namespace billing::workspace {
namespace {

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

// Where a value on one line ends: behind its closing quote, or before a comment.
std::size_t valueEnd(const std::string& line, std::size_t begin) {
  const char quote = begin < line.size() ? line[begin] : '\0';
  if (quote == '"' || quote == '\'') {
    for (std::size_t i = begin + 1; i < line.size(); ++i) {
      if (line[i] == '\\' && quote == '"')
        ++i;
      else if (line[i] == quote)
        return i + 1;
    }
    return line.size();
  }
  auto end = std::min(line.find('#', begin), line.size());
  while (end > begin && (line[end - 1] == ' ' || line[end - 1] == '\t' || line[end - 1] == '\r')) --end;
  return end;
}

// False where the line does not begin with this very key: the value then stands in an inline table or under a dotted
// key.
bool replaceValue(std::string& line, std::string_view key, std::string_view literal) {
  const auto equals = line.find('=');
  const auto first = line.find_first_not_of(" \t");
  if (equals == std::string::npos || line.compare(first, key.size(), key) != 0 ||
      line.find_first_not_of(" \t", first + key.size()) != equals)
    return false;
  auto begin = line.find_first_not_of(" \t", equals + 1);
  if (begin == std::string::npos) begin = line.size();
  const auto end = valueEnd(line, begin);
  // A comment beside the value stays in its column where there is room.
  auto gap = line.find_first_not_of(' ', end);
  if (gap == std::string::npos) gap = end;
  const auto grown = static_cast<std::ptrdiff_t>(literal.size()) - static_cast<std::ptrdiff_t>(end - begin);
  auto blanks = static_cast<std::ptrdiff_t>(gap - end) - grown;
  if (gap < line.size() && blanks < 1) blanks = 1;
  if (gap == line.size() || gap == end) blanks = 0;
  line.replace(begin, gap - begin, std::string(literal) + std::string(static_cast<std::size_t>(blanks), ' '));
  return true;
}

std::optional<std::string> ifReadable(std::string text) {
  if (!readProfileText(text).isToml) return std::nullopt;
  return text;
}

}  // namespace

std::string tomlText(std::string_view text) {
  static constexpr auto digits = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      quoted += std::string("\\") + c;
    else if (code < 0x20 || code == 0x7f)
      quoted += std::string("\\u00") + digits[code >> 4U] + digits[code & 15U];
    else
      quoted += c;
  }
  return quoted + "\"";
}

std::optional<std::string> withSetting(const std::string& text, std::string_view path, std::string_view literal) {
  const auto reading = readProfileText(text);
  auto lines = linesOf(text);
  const auto lineOf = [&](std::string_view where) -> std::optional<std::size_t> {
    const auto found = reading.notes.lines.find(where);
    if (found == reading.notes.lines.end() || found->second < 1) return std::nullopt;
    return static_cast<std::size_t>(found->second);
  };
  const auto dot = path.find_last_of('.');
  const auto key = std::string(dot == std::string_view::npos ? path : path.substr(dot + 1));
  const auto table = dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
  if (const auto line = lineOf(path)) {
    if (!replaceValue(lines.at(*line - 1), key, literal)) return std::nullopt;
    return ifReadable(joined(lines));
  }
  const auto setting = key + " = " + std::string(literal);
  const auto anchor = lineOf(table.empty() ? std::string_view("name") : table);
  const bool isHeader = anchor && lines.at(*anchor - 1).find_first_not_of(" \t") == lines.at(*anchor - 1).find('[');
  if (anchor && !table.empty() && !isHeader) return std::nullopt;
  if (anchor)
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(*anchor), setting);
  else if (table.empty())
    lines.insert(lines.begin(), setting);
  else
    lines.insert(lines.end(), {"", "[" + std::string(table) + "]", setting});
  return ifReadable(joined(lines));
}

}  // namespace billing::workspace
