// Amounts of one body added up: a body whose sum leaves 64 bits cannot be read, as one with a number that does.
#pragma once

#include <cstdint>
#include <string_view>

#include "providers/jsonreader.h"

namespace billing::providers {

class ExactSum {
 public:
  /// `object` notes the problem, under `key`; both outlive the sum.
  ExactSum(const JsonObject& object, std::string_view key) : object_(object), key_(key) {}

  ExactSum& operator+=(std::int64_t more) { return checked(__builtin_add_overflow(value_, more, &value_)); }
  ExactSum& operator-=(std::int64_t less) { return checked(__builtin_sub_overflow(value_, less, &value_)); }
  /// Not to be used once a problem was noted.
  [[nodiscard]] std::int64_t value() const { return value_; }

 private:
  ExactSum& checked(bool overflowed) {
    if (overflowed) object_.problem(key_, "and what goes with it leaves 64 bits");
    return *this;
  }

  const JsonObject& object_;
  std::string_view key_;
  std::int64_t value_ = 0;
};

}  // namespace billing::providers
