// What each number means, in one sentence with a version, and between which ways of counting a workspace may choose.
// facts/billing.md (d): the first choice of a term is the usual one.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace billing {

struct DefinitionChoice {
  const char* key;    ///< "exclude"
  const char* words;  ///< one sentence
};

/// A term with one choice only says what is counted; with more, the workspace chooses.
struct DefinitionTerm {
  const char* key;    ///< "paused": stable, as the table metric_choices keeps it
  const char* title;  ///< "Paused subscriptions"
  int version;        ///< another one whenever the sentence changes its meaning
  std::vector<DefinitionChoice> choices;
  /// The stored movements depend on it (metrics/mrrdefinition.h): another choice makes them anew.
  bool shapesMovements = false;
};

/// All of them, those with a choice first.
[[nodiscard]] std::span<const DefinitionTerm> definitionTerms();
/// nullptr: there is no such term.
[[nodiscard]] const DefinitionTerm* definitionTerm(std::string_view key);
/// The sentence of a choice; empty when there is no such choice.
[[nodiscard]] std::string_view definitionWords(const DefinitionTerm& term, std::string_view choice);

/// What a workspace has chosen; the usual choice of every other term.
class DefinitionChoices {
 public:
  DefinitionChoices() = default;
  /// Unknown terms and choices are left out: an older program chose them, or a newer one.
  explicit DefinitionChoices(const std::map<std::string, std::string>& chosen);
  [[nodiscard]] std::string_view of(std::string_view term) const;
  [[nodiscard]] bool is(std::string_view term, std::string_view choice) const { return of(term) == choice; }
  /// A copy with another choice of one term.
  [[nodiscard]] DefinitionChoices with(std::string_view term, std::string_view choice) const;

 private:
  std::map<std::string, std::string, std::less<>> chosen_;
};

}  // namespace billing
