// Parameters as Stripe takes them, in bodies and in queries alike: "items[0][price]=price_1". Order is kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace billing::providers::stripe {

/// A small tree of parameters. Absent values, empty lists and empty maps send nothing; to clear something at Stripe,
/// send an empty text (FormValue::cleared()).
class FormValue {
 public:
  FormValue() = default;  ///< absent
  FormValue(std::string text) : kind_(Kind::Text), text_(std::move(text)) {}
  FormValue(std::string_view text) : FormValue(std::string(text)) {}
  FormValue(const char* text) : FormValue(std::string(text)) {}
  FormValue(std::int64_t number) : FormValue(std::to_string(number)) {}
  FormValue(int number) : FormValue(std::to_string(number)) {}
  FormValue(bool flag) : FormValue(flag ? "true" : "false") {}
  [[nodiscard]] static FormValue cleared() { return FormValue(std::string()); }

  /// Makes it a map, if it is none yet. An absent value is left out; the same key again is sent again.
  FormValue& set(std::string key, FormValue value);
  /// Like set, unless the text is empty: for parameters where empty means "not given".
  FormValue& setUnlessEmpty(std::string key, std::string text);
  /// Makes it a list, if it is none yet. An absent value is left out and takes no index.
  FormValue& add(FormValue value);

  [[nodiscard]] bool absent() const { return kind_ == Kind::Absent; }

 private:
  enum class Kind { Absent, Text, List, Map };
  void appendTo(std::string& form, const std::string& name) const;
  friend std::string encodeForm(const FormValue& parameters);

  Kind kind_ = Kind::Absent;
  std::string text_;
  std::vector<std::pair<std::string, FormValue>> children_;  ///< of a list: without keys
};

/// "a=1&b[c]=x"; empty for an absent or empty map.
[[nodiscard]] std::string encodeForm(const FormValue& parameters);

/// An id as one piece of a path: "cus_%2F..%2Fx". Nothing in it can reach another path.
[[nodiscard]] std::string encodePathPiece(std::string_view id);

}  // namespace billing::providers::stripe
