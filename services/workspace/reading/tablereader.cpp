#include "workspace/reading/tablereader.h"

#include <algorithm>

#include "domain/decimal.h"

namespace billing::workspace {
namespace {

int lineOf(const toml::node& node) {
  return static_cast<int>(node.source().begin.line);
}

std::string inQuotes(std::string_view word) {
  return "“" + std::string(word) + "”";
}

}  // namespace

TableReader::TableReader(const toml::table& table, std::string path, ReadingNotes& notes)
    : table_(table), path_(std::move(path)), notes_(&notes) {
  if (!path_.empty()) notes_->lines[path_] = lineOf(table);
  for (const auto& [key, node] : table_) notes_->lines[pathOf(key.str())] = static_cast<int>(key.source().begin.line);
}

std::vector<std::string> TableReader::keys() const {
  std::vector<std::pair<toml::source_position, std::string>> found;
  for (const auto& [key, node] : table_) found.emplace_back(key.source().begin, std::string(key.str()));
  std::ranges::sort(found, [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (auto& [position, name] : found) names.push_back(std::move(name));
  return names;
}

std::string TableReader::pathOf(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

std::string TableReader::text(std::string_view key, std::string fallback) {
  asked(key);
  const auto* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (const auto found = node->value_exact<std::string>()) return *found;
  mistake(key, std::string(key) + " is a text in quotes", "Put the value in quotes");
  return fallback;
}

std::string TableReader::name(std::string_view key, std::string_view example) {
  const bool there = has(key);
  auto found = text(key);
  if (found.empty() && (!there || isText(key)))
    mistake(key, std::string(key) + (there ? " is empty" : " is missing"),
            "Write " + std::string(key) + " = \"" + std::string(example) + "\"");
  return found;
}

std::vector<std::string> TableReader::texts(std::string_view key) {
  asked(key);
  std::vector<std::string> found;
  if (!has(key)) return found;
  const auto* array = table_.get(key)->as_array();
  bool good = array != nullptr;
  for (std::size_t i = 0; good && i < array->size(); ++i) {
    const auto one = array->get(i)->value_exact<std::string>();
    good = one.has_value();
    if (good) found.push_back(*one);
  }
  if (!good) mistake(key, std::string(key) + " is a list of texts", "Write [\"first\", \"second\"]");
  return found;
}

bool TableReader::flag(std::string_view key, bool fallback) {
  asked(key);
  const auto* node = table_.get(key);
  if (node == nullptr) return fallback;
  if (const auto found = node->value_exact<bool>()) return *found;
  mistake(key, std::string(key) + " is true or false", "Write true or false, without quotes");
  return fallback;
}

std::int64_t TableReader::number(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most) {
  asked(key);
  const auto* node = table_.get(key);
  if (node == nullptr) return fallback;
  const auto found = node->value_exact<std::int64_t>();
  if (found && *found >= least && *found <= most) return *found;
  mistake(key, std::string(key) + " is a whole number from " + std::to_string(least) + " to " + std::to_string(most),
          "Write such a number, without quotes");
  return fallback;
}

Tenths TableReader::credits(std::string_view key, Tenths fallback) {
  const auto word = text(key);
  if (!isText(key)) return fallback;
  const auto found = scaledDecimal(word, 1);
  if (found && *found >= 0) return *found;
  mistake(key, std::string(key) + " is a number of credits with at most one decimal",
          "Write it in quotes, such as \"2.5\" or \"500\"");
  return fallback;
}

Money TableReader::money() {
  const auto code = name("currency", "USD");
  const auto currency = Currency::fromCode(code);
  const auto amount = name("amount", "5.00");
  if (!currency) {
    if (!code.empty())
      mistake("currency", "currency is a code of three letters after ISO 4217", "Write \"USD\", \"EUR\" and so on");
    return {};
  }
  const auto read = fromDecimal(*currency, amount);
  if (!read && !amount.empty())
    mistake("amount",
            inQuotes(amount) + " is not an amount of " + std::string(currency->code()) + ": " + read.error().reason,
            "Write it in quotes with at most " + std::to_string(currency->exponent()) + " decimals");
  if (read && read->minor < 0) mistake("amount", "amount is negative", "Write a price of 0 or more");
  return read && read->minor >= 0 ? *read : Money{0, *currency};
}

std::optional<TableReader> TableReader::table(std::string_view key) {
  asked(key);
  if (!has(key)) return std::nullopt;
  if (const auto* found = table_.get(key)->as_table()) return TableReader(*found, pathOf(key), *notes_);
  mistake(key, std::string(key) + " is a table", "Write [" + pathOf(key) + "] and its settings below it");
  return std::nullopt;
}

std::vector<TableReader> TableReader::tables(std::string_view key) {
  asked(key);
  std::vector<TableReader> found;
  if (!has(key)) return found;
  const auto* array = table_.get(key)->as_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i)
    if (const auto* one = array->get(i)->as_table())
      found.emplace_back(*one, pathOf(key) + "[" + std::to_string(i) + "]", *notes_);
  if (array == nullptr || found.size() != array->size())
    mistake(key, std::string(key) + " is a list of tables",
            "Write [[" + pathOf(key) + "]] before the settings of each one");
  return found;
}

void TableReader::mistake(std::string_view key, std::string what, std::string fix) {
  const auto own = notes_->lines.find(pathOf(key));
  const auto table = notes_->lines.find(path_);
  const int line = own != notes_->lines.end() ? own->second : table != notes_->lines.end() ? table->second : 0;
  notes_->mistakes.push_back({line, std::move(what), std::move(fix)});
}

void TableReader::finish() {
  for (const auto& key : keys()) {
    if (asked_.contains(key)) continue;
    const auto meant = nearestWord(key, asked_);
    std::string all;
    for (const auto& known : asked_) all += (all.empty() ? "" : ", ") + known;
    mistake(key, inQuotes(key) + " is not a setting here",
            meant.empty() ? "Take it out; the settings here are " + all : "Write " + meant);
  }
}

std::string nearestWord(std::string_view word, const std::set<std::string, std::less<>>& known) {
  constexpr std::size_t most = 2;
  std::size_t best = most + 1;
  std::string nearest;
  for (const auto& candidate : known) {
    // Levenshtein, one row at a time.
    std::vector<std::size_t> row(candidate.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t i = 1; i <= word.size(); ++i) {
      std::size_t diagonal = std::exchange(row[0], i);
      for (std::size_t j = 1; j < row.size(); ++j) {
        const std::size_t change = diagonal + (word[i - 1] == candidate[j - 1] ? 0 : 1);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
      }
    }
    if (row.back() < best && row.back() < word.size()) {
      best = row.back();
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace billing::workspace
