// Notices when an object has a key twice, however it is spelled. Readers disagree on which of the two counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace billing::webhooks {

/// The keys of the objects that are open, innermost last. Sorting, not hashing, decides in large objects, so no choice
/// of keys makes it slower than n log n.
class ObjectKeys {
 public:
  ObjectKeys() { keys_.reserve(64); }

  void open() { starts_.push_back(keys_.size()); }
  /// `inside` is what stands between the quotes; it must outlive this object. Gives the key without its escapes.
  std::string_view add(std::string_view inside, bool escaped, std::size_t offset);
  /// Closes the innermost object: the offset of a key that was there before, if there is one.
  [[nodiscard]] std::optional<std::size_t> close();

 private:
  struct Key {
    std::uint64_t fingerprint = 0;
    std::string_view text;
    std::size_t offset = 0;
    [[nodiscard]] bool sameAs(const Key& other) const { return fingerprint == other.fingerprint && text == other.text; }
  };
  enum class Answer { Unique, Repeated, TooManyCollisions };
  [[nodiscard]] static std::optional<std::size_t> amongFew(const Key* first, const Key* last);
  [[nodiscard]] Answer byTable(const Key* first, const Key* last, std::size_t& offset);
  [[nodiscard]] static std::optional<std::size_t> bySorting(Key* first, Key* last);

  std::vector<Key> keys_;
  std::vector<std::size_t> starts_;
  std::deque<std::string> unescaped_;
  std::vector<std::uint32_t> table_;  ///< positions counted from 1; 0 is free
};

}  // namespace billing::webhooks
