#include "operations/finance/financeanswers.h"

#include <algorithm>

#include "store/read/financedocuments.h"
#include "store/read/financerevenue.h"

namespace billing::operations {
namespace {

const std::set<FigureSource> kAllSources{FigureSource::Revenue, FigureSource::Trials, FigureSource::Receivables,
                                         FigureSource::Documents, FigureSource::Credits};

// What is only known as it is now has no value of the period before.
bool isOnlyNow(Metric metric) {
  return metric == Metric::CommittedMrr || metric == Metric::InDunning || metric == Metric::InGrace;
}

std::optional<FigureRows> figureRows(const FinanceFacts& facts, const FigureQuestion& question,
                                     const FinanceSettings& settings) {
  if (question.converted) return convertedFigure(facts, question.metric, settings);
  const bool own = factsOfMetric(question.metric).byCurrency();
  return figureOf(partsOf(facts, question.metric, own ? question.currency : QString()), facts, settings);
}

void addFigure(QVector<Figure>& figures, const FinanceFacts& facts, const FinanceFacts* before,
               const FigureQuestion& question, const FinanceSettings& settings) {
  auto made = figureRows(facts, question, settings);
  if (!made) return;
  if (before != nullptr && !isOnlyNow(question.metric))
    if (const auto earlier = figureRows(*before, question, settings)) made->figure.before = earlier->figure.value;
  figures.append(std::move(made->figure));
}

Result<FinanceFacts> factsOfPeriod(QSqlDatabase& database, const FinanceAsk& ask, const FactsWanted& wanted) {
  const auto choices = readChoices(database);
  if (!choices) return failure(choices.error());
  return readFinanceFacts(database, wanted, ask.settings, *choices, ask.now);
}

// ---- names ----

Result<void> nameRows(QSqlDatabase& database, QVector<FigureRow>& rows) {
  QHash<QString, QStringList> ids;
  for (const FigureRow& row : std::as_const(rows)) {
    ids[row.entity] += row.externalId;
    ids[QStringLiteral("customer")] += row.customerExternalId;
  }
  QHash<QString, QHash<QString, store::FinanceName>> names;
  for (auto one = ids.begin(); one != ids.end(); ++one) {
    one->removeAll(QString());
    one->removeDuplicates();
    auto read = store::readFinanceNames(database, one.key(), *one);
    if (!read) return failure(read.error());
    names.insert(one.key(), std::move(*read));
  }
  for (FigureRow& row : rows) {
    const auto& own = names[row.entity];
    const auto& customers = names[QStringLiteral("customer")];
    const auto name = own.constFind(store::financeNameKey(row.provider, row.externalId));
    const auto payer = customers.constFind(store::financeNameKey(row.provider, row.customerExternalId));
    if (payer != customers.constEnd()) row.customerName = payer->customerName;
    if (name == own.constEnd()) continue;
    row.row = name->id;
    if (row.what.isEmpty() || row.entity == u"invoice")
      row.what = name->what;
    else if (row.entity != u"customer" && !name->what.isEmpty() && row.what != name->what)
      row.what = name->what + QStringLiteral(": ") + row.what;
  }
  return {};
}

}  // namespace

QVector<Figure> figuresOf(const FinanceFacts& facts, const FinanceFacts* before, const FinanceSettings& settings,
                          const QVector<Metric>& metrics) {
  QVector<Figure> figures;
  for (const Metric metric : metrics) {
    FigureQuestion question;
    question.metric = metric;
    if (!factsOfMetric(metric).byCurrency()) {
      addFigure(figures, facts, before, question, settings);
      continue;
    }
    for (const QString& currency : facts.currencies) {
      question.currency = currency;
      addFigure(figures, facts, before, question, settings);
    }
    question.converted = true;
    addFigure(figures, facts, before, question, settings);
  }
  return figures;
}

Result<QVector<Figure>> answerFigures(QSqlDatabase& database, const FinanceAsk& ask, const FinancePeriod& period) {
  const auto facts = factsOfPeriod(database, ask, {period, kAllSources, 0, false});
  if (!facts) return failure(facts.error());
  const auto before = factsOfPeriod(database, ask, {periodBefore(facts->span.period), kAllSources, 0, false});
  if (!before) return failure(before.error());
  QVector<Metric> metrics;
  for (const MetricFacts& known : metricTable()) metrics.append(known.metric);
  return figuresOf(*facts, &*before, ask.settings, metrics);
}

Result<FigureRows> answerRows(QSqlDatabase& database, const FinanceAsk& ask, const FigureQuestion& question) {
  const auto facts =
      factsOfPeriod(database, ask, {question.period, {factsOfMetric(question.metric).source}, question.cohort, false});
  if (!facts) return failure(facts.error());
  auto made = figureRows(*facts, question, ask.settings);
  if (!made)
    return failure(ErrorKind::InvalidInput, "not_converted", "This figure has no converted total",
                   "Only sums of money in several currencies have one, and the workspace's file says to which",
                   "Add [metrics] with convert_to and rates to the workspace's file");
  if (auto named = nameRows(database, made->rows); !named) return failure(named.error());
  return std::move(*made);
}

Result<QVector<MonthRow>> answerMonths(QSqlDatabase& database, const FinanceAsk& ask, const FinancePeriod& period) {
  const auto choices = readChoices(database);
  if (!choices) return failure(choices.error());
  const auto span = spanOf(period, ask.settings.zone, ask.now);
  if (!span) return failure(span.error());
  const auto books = readRevenueBooks(database, *span, ask.settings, *choices);
  if (!books) return failure(books.error());
  QVector<MonthRow> months;
  for (const RevenueBook& book : *books) months += book.months;
  if (auto noted = noteChanges(database, *span, months); !noted) return failure(noted.error());
  return months;
}

}  // namespace billing::operations
