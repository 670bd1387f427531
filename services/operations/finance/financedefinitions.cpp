#include <algorithm>

#include "operations/finance/financeanswers.h"
#include "store/repositories/metricchoices.h"

namespace billing::operations {
namespace {

QString wordsOf(const char* words) {
  return QString::fromUtf8(words);
}

Definition chosenDefinition(const DefinitionTerm& term, const QVector<store::MetricChoiceRow>& chosen) {
  Definition definition;
  definition.term = wordsOf(term.key);
  definition.title = wordsOf(term.title);
  definition.version = term.version;
  for (const DefinitionChoice& choice : term.choices) {
    definition.choices += wordsOf(choice.key);
    definition.words += wordsOf(choice.words);
  }
  definition.chosen = definition.choices.first();
  for (const auto& row : chosen) {
    if (row.term != definition.term || !definition.choices.contains(row.choice)) continue;
    definition.chosen = row.choice;
    definition.since = row.at;
    definition.by = row.person;
    definition.reason = row.reason;
  }
  return definition;
}

QVector<Metric> metricsThatUse(std::string_view term) {
  QVector<Metric> metrics;
  for (const MetricFacts& known : metricTable())
    if (std::ranges::any_of(known.terms, [&](const char* key) { return key == term; })) metrics.append(known.metric);
  return metrics;
}

}  // namespace

Result<const DefinitionTerm*> choosableTerm(const QString& term) {
  const DefinitionTerm* known = definitionTerm(term.toStdString());
  if (known != nullptr && known->choices.size() > 1) return known;
  std::string all;
  for (const DefinitionTerm& one : definitionTerms())
    if (one.choices.size() > 1) all += (all.empty() ? "" : ", ") + std::string(one.key);
  return failure(ErrorKind::InvalidInput, "unknown_term", "There is nothing to choose for “" + term.toStdString() + "”",
                 {}, "Choose one of " + all);
}

Result<QVector<Definition>> answerDefinitions(QSqlDatabase& database) {
  const auto chosen = store::readMetricChoices(database);
  if (!chosen) return failure(chosen.error());
  QVector<Definition> definitions;
  for (const DefinitionTerm& term : definitionTerms())
    if (term.choices.size() > 1) definitions.append(chosenDefinition(term, *chosen));
  return definitions;
}

Result<DefinitionEffect> answerCompare(QSqlDatabase& database, const FinanceAsk& ask, const QString& term,
                                       const FinancePeriod& period) {
  const auto known = choosableTerm(term);
  if (!known) return failure(known.error());
  const auto rows = store::readMetricChoices(database);
  const auto chosen = rows ? readChoices(database) : failure(rows.error());
  if (!chosen) return failure(chosen.error());
  const auto metrics = metricsThatUse((*known)->key);
  std::set<FigureSource> sources;
  for (const Metric metric : metrics) sources.insert(factsOfMetric(metric).source);
  DefinitionEffect effect;
  effect.definition = chosenDefinition(**known, *rows);
  for (const DefinitionChoice& choice : (*known)->choices) {
    const auto choices = chosen->with((*known)->key, choice.key);
    const auto facts =
        readFinanceFacts(database, {period, sources, 0, (*known)->shapesMovements}, ask.settings, choices, ask.now);
    if (!facts) return failure(facts.error());
    effect.figures.append(figuresOf(*facts, nullptr, ask.settings, metrics));
  }
  return effect;
}

}  // namespace billing::operations
