// What is known of each metric: its key, what it is counted in, how its rows become a number, and by which definitions.
#pragma once

#include <QStringList>
#include <span>
#include <vector>

#include "operations/finance/financevalues.h"

namespace billing::operations {

/// How the rows become the number.
enum class FigureShape {
  Sum,       ///< of all rows
  Share,     ///< numerators / denominators
  Average,   ///< numerators / how many denominators
  Lifetime,  ///< numerators / customers / (denominators / at_start)
};

/// What has to be read for it.
enum class FigureSource { Revenue, Trials, Receivables, Documents, Credits };

struct MetricFacts {
  Metric metric;
  const char* key;
  FigureKind kind;
  FigureShape shape;
  FigureSource source;
  const char* formula;
  std::vector<const char*> terms;  ///< of metrics/definitions.h
  [[nodiscard]] bool byCurrency() const { return source != FigureSource::Credits && source != FigureSource::Trials; }
};

/// In the order of the enumeration.
[[nodiscard]] std::span<const MetricFacts> metricTable();
[[nodiscard]] const MetricFacts& factsOfMetric(Metric metric);

}  // namespace billing::operations
