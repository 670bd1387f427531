// Which event each field of a stored object comes from, and the short text in which a row keeps it.
#pragma once

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "support/instant.h"

namespace billing {

/// The order of events about one object (eventapplication.h explains it); a later member counts only when all before it
/// are equal.
struct FieldVersion {
  bool firstHand = false;
  Instant at;
  int settled = 0;
  bool changed = false;  ///< the event says that it changed this very field, not only that it stood so
  std::string eventId;
  auto operator<=>(const FieldVersion&) const = default;
};

/// Fields not named come from the newest event; nullopt: no event has sent the field yet.
class FieldVersions {
 public:
  explicit FieldVersions(FieldVersion newest) : newest_(std::move(newest)) {}
  /// From what a row holds. Lines that cannot be read count as fields that were never sent: any event may fill them
  /// again.
  static FieldVersions decode(Instant objectTime, std::string objectEvent, std::string_view text);
  [[nodiscard]] std::string encode() const;

  [[nodiscard]] const FieldVersion& newest() const { return newest_; }
  [[nodiscard]] std::optional<FieldVersion> of(std::string_view field) const;
  void set(std::string_view field, std::optional<FieldVersion> version);

 private:
  FieldVersion newest_;
  std::map<std::string, std::optional<FieldVersion>, std::less<>> others_;
};

}  // namespace billing
