// Reads the bodies of providers. What is missing is simply not there; what has the wrong type is noted as a problem,
// with its path, and makes the whole event unreadable rather than wrong. Whole numbers never pass through a double.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/money.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::providers {

/// The first thing that is wrong with a body.
class JsonProblem {
 public:
  /// What becomes of a word that is not known where one of a few is expected: a webhook is put aside until somebody has
  /// looked, an answer is read without it.
  enum class UnknownWords { AreProblems, Kept };

  JsonProblem() = default;
  explicit JsonProblem(UnknownWords unknownWords) : unknownWords_(unknownWords) {}
  void note(const std::string& path, const std::string& what);
  void noteWord(const std::string& path, const std::string& what);
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::optional<Error> error_;
  UnknownWords unknownWords_ = UnknownWords::AreProblems;
};

/// One object of the body, or nothing: then everything in it is absent. Lives no longer than the document.
class JsonObject {
 public:
  JsonObject() = default;
  JsonObject(simdjson::dom::object object, std::string path, JsonProblem* problem)
      : object_(object), path_(std::move(path)), problem_(problem) {}

  [[nodiscard]] bool exists() const { return object_.has_value(); }
  /// There, and not null.
  [[nodiscard]] bool has(std::string_view key) const { return find(key).has_value(); }
  /// There, be it null.
  [[nodiscard]] bool mentions(std::string_view key) const;

  /// A nested object; nothing when it is absent, null or only an id.
  [[nodiscard]] JsonObject object(std::string_view key) const;
  /// Whether it is one: for fields that are an object in one answer and a number in another.
  [[nodiscard]] bool holdsObject(std::string_view key) const;
  /// The objects of an array, or of the `data` of a Stripe list.
  [[nodiscard]] std::vector<JsonObject> objects(std::string_view key) const;

  [[nodiscard]] std::string text(std::string_view key) const;      ///< empty when absent
  [[nodiscard]] std::string required(std::string_view key) const;  ///< a problem when absent or empty
  /// For fields that a whole object carries even when they are empty: null becomes an empty text, absence nullopt.
  [[nodiscard]] std::optional<std::string> nullableText(std::string_view key) const;
  /// Text where it is given; null and absence are nullopt.
  [[nodiscard]] std::optional<std::string> maybeText(std::string_view key) const;
  /// Text where it is given, and no complaint about anything else: for what people put into metadata.
  [[nodiscard]] std::optional<std::string> looseText(std::string_view key) const;
  /// The members that are texts, and the numbers as they are written, in their order: what people put into metadata.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts() const;
  /// An id as text, or inside the object that was expanded in its place; empty when absent.
  [[nodiscard]] std::string id(std::string_view key) const;
  /// The first text of an array of texts; empty when there is none.
  [[nodiscard]] std::string firstText(std::string_view key) const;
  /// All texts of an array of texts.
  [[nodiscard]] std::vector<std::string> textList(std::string_view key) const;

  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
  [[nodiscard]] std::int64_t requiredInteger(std::string_view key) const;
  [[nodiscard]] bool flag(std::string_view key) const;  ///< false when absent
  [[nodiscard]] std::optional<bool> maybeFlag(std::string_view key) const;
  /// A decimal as text, be it written as text or as a number.
  [[nodiscard]] std::optional<std::string> decimal(std::string_view key) const;
  /// The same in thousandths.
  [[nodiscard]] std::optional<std::int64_t> milli(std::string_view key) const;

  [[nodiscard]] std::optional<Instant> iso(std::string_view key) const;      ///< ISO 8601 text
  [[nodiscard]] std::optional<Instant> seconds(std::string_view key) const;  ///< Unix seconds, until the year 9999
  [[nodiscard]] Currency currency(std::string_view key) const;  ///< a problem when absent or not three letters
  /// Minor units and their currency, both required.
  [[nodiscard]] Money money(std::string_view amountKey, std::string_view currencyKey) const;

  void problem(std::string_view key, const std::string& what) const;
  /// A problem only where unknown words are.
  void unknownWord(std::string_view key, const std::string& what) const;

  /// For those who go through all members.
  [[nodiscard]] const std::optional<simdjson::dom::object>& native() const { return object_; }

 private:
  using Element = simdjson::dom::element;
  [[nodiscard]] std::optional<Element> find(std::string_view key) const;
  [[nodiscard]] std::string pathOf(std::string_view key) const;
  void wrongType(std::string_view key, Element element, const char* expected) const;

  std::optional<simdjson::dom::object> object_;
  std::string path_;
  JsonProblem* problem_ = nullptr;
};

/// Parses on the calling thread's own parser: at most one document of a thread is read at a time.
/// InvalidInput with the code not_json, or number_out_of_range when some number is too large to be read exactly.
[[nodiscard]] Result<JsonObject> parseObject(std::string_view body, JsonProblem& problem);

}  // namespace billing::providers
