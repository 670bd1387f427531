// The values that are put into an event's template, as text under their names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "support/instant.h"

namespace billing::webhooks {

/// An empty text means "none": it becomes null where the template allows that. Instants are kept as ISO 8601.
class EventVariables {
 public:
  [[nodiscard]] bool knows(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] const std::string& text(const std::string& name) const {
    static const std::string none;
    const auto found = values_.find(name);
    return found == values_.end() ? none : found->second;
  }
  [[nodiscard]] bool empty(const std::string& name) const { return text(name).empty(); }
  [[nodiscard]] bool flag(const std::string& name) const { return text(name) == "true"; }
  /// The number, or 0 when there is none; numbers are checked where they come in.
  [[nodiscard]] std::int64_t number(const std::string& name) const { return empty(name) ? 0 : std::stoll(text(name)); }
  [[nodiscard]] Instant time(const std::string& name) const { return fromIso8601(text(name)).value_or(Instant{}); }

  void set(const std::string& name, std::string value) { values_[name] = std::move(value); }
  void set(const std::string& name, std::int64_t value) { values_[name] = std::to_string(value); }
  void set(const std::string& name, Instant value) { values_[name] = toIso8601(value); }
  /// Only where nothing is known under that name; "known to be none" stays none.
  template <class Value>
  void suggest(const std::string& name, Value value) {
    if (!knows(name)) set(name, std::move(value));
  }

 private:
  std::map<std::string, std::string> values_;
};

/// An instant some days away.
[[nodiscard]] constexpr Instant daysLater(Instant from, int days) {
  return {from.ms + std::int64_t{days} * 86'400'000};
}
/// So many whole intervals later on the calendar; the last day of a month stays a last day. unit: day, week, month,
/// year in any case.
[[nodiscard]] Instant intervalsLater(Instant from, std::string_view unit, std::int64_t count);

/// Quoted and escaped as a JSON string.
[[nodiscard]] std::string jsonQuoted(std::string_view text);

}  // namespace billing::webhooks
