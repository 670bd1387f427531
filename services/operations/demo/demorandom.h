// Chance that is the same again for the same seed on every machine (the standard library's distributions are not).
#pragma once

#include <cstdint>
#include <iterator>
#include <string_view>

namespace billing::operations {

/// splitmix64 (Steele, Lea, Flood 2014).
class DemoRandom {
 public:
  explicit DemoRandom(std::uint64_t seed) : state_(seed) {}
  /// A source of its own for one part of the world, so that the others do not change with it.
  [[nodiscard]] static DemoRandom of(std::uint64_t seed, std::string_view role, std::uint64_t number = 0) {
    std::uint64_t hash = seed ^ 0xcbf29ce484222325U;
    for (const char c : role) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    DemoRandom mixed(hash + number * 0x9e3779b97f4a7c15U);
    return DemoRandom(mixed.next());
  }

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// 0 to below - 1.
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
  }
  std::int64_t between(std::int64_t low, std::int64_t high) { return low + below(high - low + 1); }
  /// True so many times in a thousand.
  bool perMille(int times) { return below(1000) < times; }
  template <class List>
  const auto& pick(const List& list) {
    return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(std::size(list))))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace billing::operations
