// Reads one TOML table key by key. Every mistake is noted with its line; what nobody asked for is a typo.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/billingrules.h"

namespace billing::workspace {

struct Mistake {
  int line = 0;  ///< from 1; 0: the file as a whole
  std::string what, fix;
};

/// What reading leaves behind beside the values.
struct ReadingNotes {
  std::vector<Mistake> mistakes;
  /// Where each setting stands: "mode", "plan[1].price[0].test".
  std::map<std::string, int, std::less<>> lines;
};

/// The table and the notes outlive the reader. Every read returns the fallback where the key is missing or wrong.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string path, ReadingNotes& notes);

  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  [[nodiscard]] bool isText(std::string_view key) const { return has(key) && table_.get(key)->is_string(); }
  /// In the order of the file.
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] const std::string& path() const { return path_; }

  [[nodiscard]] std::string text(std::string_view key, std::string fallback = {});
  /// A text that must be there and not be empty.
  [[nodiscard]] std::string name(std::string_view key, std::string_view example);
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool fallback);
  [[nodiscard]] std::int64_t number(std::string_view key, std::int64_t fallback, std::int64_t least, std::int64_t most);
  /// "2.5": at most one decimal, not negative.
  [[nodiscard]] Tenths credits(std::string_view key, Tenths fallback);
  /// amount = "5.00" with currency = "USD": exact, with no more decimals than the currency has.
  [[nodiscard]] Money money();
  template <class E>
  [[nodiscard]] E choice(std::string_view key, std::initializer_list<std::pair<std::string_view, E>> words,
                         E fallback) {
    const auto word = text(key);
    if (!isText(key)) return fallback;
    for (const auto& [known, value] : words)
      if (known == word) return value;
    std::string all;
    for (const auto& [known, value] : words) all += (all.empty() ? "\"" : " or \"") + std::string(known) + "\"";
    mistake(key, std::string(key) + " is " + all, "Write one of these words");
    return fallback;
  }

  /// A table of one's own, [key] or key = { ... }.
  [[nodiscard]] std::optional<TableReader> table(std::string_view key);
  /// All tables of [[key]].
  [[nodiscard]] std::vector<TableReader> tables(std::string_view key);

  /// At the key's line, or at the table's where the key is missing.
  void mistake(std::string_view key, std::string what, std::string fix);
  /// To be called last: notes the keys that were never asked for.
  void finish();

 private:
  void asked(std::string_view key) { asked_.emplace(key); }
  [[nodiscard]] std::string pathOf(std::string_view key) const;

  const toml::table& table_;
  std::string path_;
  ReadingNotes* notes_;
  std::set<std::string, std::less<>> asked_;
};

/// The word of `known` that the misspelt one is closest to, within two changed characters; empty otherwise.
[[nodiscard]] std::string nearestWord(std::string_view word, const std::set<std::string, std::less<>>& known);

}  // namespace billing::workspace
