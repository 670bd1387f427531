// Ids and names that look like a provider's, the same again for the same seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace billing::webhooks {

/// Each role ("customer", "invoice") has its own ids; within one seed all objects of an event agree on them.
class InventedIds {
 public:
  /// 0: a random seed.
  explicit InventedIds(std::uint64_t seed);

  /// "cus_" and `length` letters and digits that belong to the role.
  [[nodiscard]] std::string id(std::string_view prefix, std::string_view role, int length) const;
  /// 0 to count - 1.
  [[nodiscard]] std::size_t pick(std::string_view role, std::size_t count) const;

 private:
  std::uint64_t seed_;
};

}  // namespace billing::webhooks
