// Reads the parameters of one call by name. The first that cannot be read becomes the call's refusal; a handler reads
// all that it needs, then asks once whether anything was wrong.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/money.h"
#include "sandbox/faces/stripe/params.h"
#include "sandbox/faces/stripe/refusal.h"
#include "sandbox/ledger/entities.h"
#include "support/instant.h"

namespace billing::sandbox::stripe {

class Reader {
 public:
  /// Both outlive it. `where`: the full name of `params`, for messages; empty at the top.
  Reader(const Param& params, std::optional<Refusal>& problem, std::string where = {})
      : params_(&params), problem_(&problem), where_(std::move(where)) {}

  [[nodiscard]] bool has(std::string_view name) const { return params_->find(name) != nullptr; }
  /// Given as an empty text: Stripe's way to clear a field.
  [[nodiscard]] bool clears(std::string_view name) const;
  /// Empty when absent.
  [[nodiscard]] std::string text(std::string_view name) const;
  std::string required(std::string_view name) const;
  /// Assigns when it is given; an empty text clears.
  void into(std::string_view name, std::string& field) const;
  /// Empty when absent; "Invalid mode: must be one of a, b or c" otherwise.
  [[nodiscard]] std::string oneOf(std::string_view name, std::initializer_list<std::string_view> words) const;
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::optional<bool> boolean(std::string_view name) const;
  /// Seconds since 1970; nullopt when absent or "now".
  [[nodiscard]] std::optional<Instant> time(std::string_view name) const;
  [[nodiscard]] bool isNow(std::string_view name) const { return text(name) == "now"; }
  [[nodiscard]] std::optional<Currency> currency(std::string_view name) const;
  /// Merges: an empty value removes a key, an empty text instead of the object removes them all.
  void into(std::string_view name, Metadata& metadata) const;
  void into(std::string_view name, Address& address) const;
  /// The texts of a list.
  [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;
  /// The objects of a list.
  [[nodiscard]] std::vector<Reader> each(std::string_view name) const;
  /// The object below; an empty one when absent.
  [[nodiscard]] Reader at(std::string_view name) const;
  [[nodiscard]] std::string fullName(std::string_view name) const;
  [[nodiscard]] const Param& params() const { return *params_; }
  /// The first refusal counts.
  void refuse(Refusal refusal) const;
  [[nodiscard]] bool refused() const { return problem_->has_value(); }

 private:
  const Param* params_;
  std::optional<Refusal>* problem_;
  std::string where_;
};

}  // namespace billing::sandbox::stripe
