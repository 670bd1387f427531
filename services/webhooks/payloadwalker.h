// Walks through a body once and remembers the few top-level values that an event is known by.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "webhooks/jsontext.h"
#include "webhooks/objectkeys.h"
#include "webhooks/payloadcheck.h"

namespace billing::webhooks {

/// Keeps its own stack of brackets; depth is bounded, so a hostile body costs no more memory than an honest one.
class PayloadWalker {
 public:
  static constexpr std::size_t kMostNesting = 64;

  explicit PayloadWalker(std::string_view body) : body_(body) {}

  /// Ok, NotJson, TooDeep or DuplicateKeys.
  [[nodiscard]] Payload walk();
  [[nodiscard]] const std::string& detail() const { return detail_; }

  /// Top-level values: the text of a string, or the digits of a number; nullopt when absent or something else.
  [[nodiscard]] std::optional<std::string> topString(std::string_view key) const;
  [[nodiscard]] std::optional<std::string_view> topNumber(std::string_view key) const;

 private:
  enum class Expect { Value, ValueOrEnd, Key, KeyOrEnd, CommaOrEnd, Nothing };
  struct Noted {
    std::string_view key;
    std::string_view token;
    bool escaped = false;
  };

  bool step();
  bool readValue();
  bool openBracket(bool object);
  bool closeBracket();
  bool readKey();
  bool readCommaOrEnd();
  bool stop(Payload payload, std::string_view why, std::size_t at);
  bool fail(std::string_view why) { return stop(Payload::NotJson, why, at_); }
  void skipSpace();
  [[nodiscard]] const Noted* noted(std::string_view key) const;

  std::string_view body_;
  std::size_t at_ = 0;
  Expect expect_ = Expect::Value;
  std::array<bool, kMostNesting> isObject_{};
  std::size_t depth_ = 0;
  ObjectKeys keys_;
  Noted* pending_ = nullptr;
  std::array<Noted, 5> noted_{Noted{"type", {}}, Noted{"id", {}}, Noted{"object", {}}, Noted{"timestamp", {}},
                              Noted{"created", {}}};
  Payload payload_ = Payload::Ok;
  std::optional<std::size_t> repeatedKeyAt_;
  std::string detail_;
};

}  // namespace billing::webhooks
