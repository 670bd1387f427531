#include "workspace/import/envfile.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>

namespace billing::workspace {
namespace {

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

bool isNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

// A name in capitals that no secret ends up as: "whsec_MfKQ9r8G==" and "JBSWY3DPEHPK3PXP=" are secrets on a line of
// their own, and what is taken for a name is told.
bool isVariableName(std::string_view name) {
  constexpr std::size_t longestWord = 15;
  const auto has = [&](auto test) { return std::ranges::any_of(name, test); };
  const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
  const bool plain = !has([&](char c) { return !(c >= 'A' && c <= 'Z') && !isDigit(c) && c != '_'; });
  const bool words = name.find('_') != std::string_view::npos || (name.size() <= longestWord && !has(isDigit));
  return !name.empty() && plain && !isDigit(name.front()) && words && name.size() <= 64;
}

std::string escaped(char c) {
  if (c == 'n') return "\n";
  if (c == 'r') return "\r";
  if (c == 't') return "\t";
  if (c == '"' || c == '\\' || c == '$') return {c};
  return {'\\', c};
}

// Walks the text once. Whatever is wrong is told by line number alone: any text of the file could be a secret.
class EnvWalker {
 public:
  EnvWalker(std::string_view text, std::string source) : text_(text), source_(std::move(source)) {}

  EnvFile walk() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    constexpr std::size_t mostBytes = 1 << 20;
    if (text_.size() > mostBytes) {
      tell(Severity::Error, "env_too_large", "The file is larger than 1 MiB", "Name an .env file");
      return std::move(file_);
    }
    const bool wide = text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF");
    if (wide || text_.find('\0') != std::string_view::npos) {
      tell(Severity::Error, "env_not_text", "The file is not plain text in UTF-8", "Save it as UTF-8");
      return std::move(file_);
    }
    while (!text_.empty()) readLine();
    return std::move(file_);
  }

 private:
  void tell(Severity severity, const char* code, std::string what, std::string fix) {
    file_.findings.push_back({severity, code, source_, line_, std::move(what), std::move(fix)});
  }

  char next() {
    const char c = text_.front();
    text_.remove_prefix(1);
    if (c == '\n') ++line_;
    return c;
  }
  void skipBlanks() {
    while (!text_.empty() && isBlank(text_.front())) text_.remove_prefix(1);
  }
  void skipLine() {
    while (!text_.empty() && next() != '\n') {
    }
  }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  void readLine() {
    skipBlanks();
    if (take('\n')) {
      ++line_;
      return;
    }
    if (text_.empty() || text_.front() == '#') return skipLine();
    auto name = readName();
    if (name == "export" && !text_.empty() && isBlank(text_.front())) {
      skipBlanks();
      name = readName();
    }
    skipBlanks();
    if (!isVariableName(name) || !take('=')) {
      tell(Severity::Warning, "env_line_not_understood", "This line is not NAME=VALUE and was left out",
           "Write NAME=VALUE, or # before a comment");
      return skipLine();
    }
    readValue(name);
  }

  std::string readName() {
    std::size_t length = 0;
    while (length < text_.size() && isNameCharacter(text_[length])) ++length;
    std::string name(text_.substr(0, length));
    text_.remove_prefix(length);
    return name;
  }

  void readValue(const std::string& name) {
    const int line = line_;
    skipBlanks();
    const char quote = text_.empty() ? '\n' : text_.front();
    std::string value;
    if (quote == '"' || quote == '\'' || quote == '`') {
      if (!readQuoted(quote, value)) {
        tell(Severity::Error, "env_quote_open", "The value of " + name + " has no closing quote", "Close the quote");
        return skipLine();
      }
      skipLine();  // what follows the quote is a comment, or nothing
    } else {
      value = readBare();
    }
    keep({name, std::move(value), line});
  }

  // Leaves the text as it was when the quote never closes.
  bool readQuoted(char quote, std::string& value) {
    const auto before = text_;
    const int lineBefore = line_;
    text_.remove_prefix(1);
    while (!text_.empty()) {
      const char c = next();
      if (c == quote) return true;
      if (c == '\\' && quote == '"' && !text_.empty())
        value += escaped(next());
      else if (c != '\r' || text_.empty() || text_.front() != '\n')
        value += c;
    }
    text_ = before;
    line_ = lineBefore;
    return false;
  }

  std::string readBare() {
    const auto end = text_.find('\n');
    std::string value(text_.substr(0, end));
    skipLine();
    for (std::size_t i = 0; i < value.size(); ++i)
      if (value[i] == '#' && (i == 0 || isBlank(value[i - 1]))) value.resize(i);
    while (!value.empty() && isBlank(value.back())) value.pop_back();
    return value;
  }

  void keep(EnvVariable variable) {
    const int now = std::exchange(line_, variable.line);
    if (variable.value.find('$') != std::string::npos)
      tell(Severity::Advice, "env_not_expanded", "$ in the value of " + variable.name + " is taken as it stands",
           "Write the value out, if a variable was meant");
    const auto [known, fresh] = places_.emplace(variable.name, file_.variables.size());
    if (fresh) {
      file_.variables.push_back(std::move(variable));
    } else {
      auto& earlier = file_.variables[known->second];
      tell(Severity::Warning, "env_twice",
           variable.name + " was set in line " + std::to_string(earlier.line) + " already; the later one counts",
           "Take one of them out");
      earlier = std::move(variable);
    }
    line_ = now;
  }

  std::string_view text_;
  std::string source_;
  int line_ = 1;
  EnvFile file_;
  std::map<std::string, std::size_t> places_;  // of each name among the variables
};

}  // namespace

EnvFile parseEnvFile(std::string_view text, const std::string& sourceName) {
  return EnvWalker(text, sourceName).walk();
}

}  // namespace billing::workspace
