#include "metrics/mrrdefinition.h"

#include <array>

namespace billing {
namespace {

struct MrrTerm {
  std::string_view name;
  std::array<std::string_view, 2> choices;
  int (*get)(const MrrDefinition&);
  void (*set)(MrrDefinition&, int);
};

template <auto Member>
constexpr MrrTerm mrrTerm(std::string_view name, std::string_view usual, std::string_view other) {
  using Choice = std::remove_reference_t<decltype(MrrDefinition{}.*Member)>;
  return {name,
          {usual, other},
          [](const MrrDefinition& definition) { return static_cast<int>(definition.*Member); },
          [](MrrDefinition& definition, int choice) { definition.*Member = static_cast<Choice>(choice); }};
}

constexpr std::array kMrrTerms{
    mrrTerm<&MrrDefinition::paused>("paused", "exclude", "include"),
    mrrTerm<&MrrDefinition::discounts>("discounts", "forever_only", "all_active"),
    mrrTerm<&MrrDefinition::churnAt>("churn_at", "period_end", "request"),
    mrrTerm<&MrrDefinition::reactivation>("reactivation", "ever", "within_90_days"),
};

}  // namespace

bool choose(MrrDefinition& definition, std::string_view term, std::string_view choice) {
  for (const MrrTerm& known : kMrrTerms) {
    if (known.name != term) continue;
    for (int i = 0; i < 2; ++i) {
      if (known.choices.at(static_cast<std::size_t>(i)) != choice) continue;
      known.set(definition, i);
      return true;
    }
  }
  return false;
}

std::string toText(const MrrDefinition& definition) {
  std::string text;
  for (const MrrTerm& term : kMrrTerms) {
    if (!text.empty()) text += ' ';
    text.append(term.name).append("=").append(term.choices.at(static_cast<std::size_t>(term.get(definition))));
  }
  return text;
}

MrrDefinition mrrDefinitionFrom(std::string_view text) {
  MrrDefinition definition;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const auto equals = word.find('=');
    if (equals != std::string_view::npos) choose(definition, word.substr(0, equals), word.substr(equals + 1));
  }
  return definition;
}

}  // namespace billing
