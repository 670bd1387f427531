// What is known of the provider's objects: their fields, and the words that a field may hold. Whatever else turns up is
// told, never dropped.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "providers/jsonreader.h"
#include "providers/providervalues.h"

namespace billing::providers {

/// A table in text. A line "Name: field other:Type list:*Type" names an object's fields; Type is an object, a set of
/// words or, with a star, one of Stripe's lists; a line "Name= word word" is such a set. Fields whose Type is in no
/// line are taken as they come.
class Shapes {
 public:
  explicit Shapes(std::string_view table);

  /// Adds what is not known in an object of that name, and in the known objects within it.
  void findUnknown(const JsonObject& object, std::string_view name, std::vector<UnknownValue>& unknown) const;

  /// For tests that compare the table with the provider's own description.
  [[nodiscard]] std::vector<std::string_view> fields(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> words(std::string_view name) const;
  /// The type of a field; empty when it has none or there is no such field.
  [[nodiscard]] std::string_view typeOf(std::string_view name, std::string_view field) const;

 private:
  using Element = simdjson::dom::element;
  using Fields = std::map<std::string_view, std::string_view>;
  using Found = std::vector<UnknownValue>;
  void lookInto(simdjson::dom::object object, const Fields& fields, const std::string& path, Found& unknown) const;
  void lookAt(Element value, std::string_view type, const std::string& path, Found& unknown) const;

  std::map<std::string_view, Fields> objects_;
  std::map<std::string_view, std::vector<std::string_view>> words_;
};

}  // namespace billing::providers
