#include <algorithm>

#include "metrics/evenrounding.h"
#include "operations/finance/financeanswers.h"
#include "operations/finance/financeowing.h"
#include "store/read/financerenewals.h"
#include "store/read/financerevenue.h"

namespace billing::operations {
namespace {

constexpr qint64 kRenewalMs = 30LL * 86'400'000;
constexpr int kMostRenewals = 200;
// A pass over more movements than these would be felt: cohorts() is asked for them then.
constexpr qint64 kMostCohortMoves = 100'000;

// One number of a book as a figure, with the same words as the figure that opens its rows.
class BookFigures {
 public:
  BookFigures(const DefinitionChoices& choices, QVector<Figure>& figures) : choices_(choices), figures_(figures) {}

  void add(const RevenueBook& book, const RevenueBook* before) {
    const auto minor = [](qint64 parts) { return roundedSum(std::array{std::int64_t{parts}}, 1, kMrrParts); };
    const qint64 netNew = book.endParts - book.moves.start;
    put(Metric::Mrr, book.currency, minor(book.endParts), minor(book.moves.start),
        {money(book, book.moves.start) + QStringLiteral(" + ") + money(book, netNew) + u' ' + book.currency});
    put(Metric::NetNewMrr, book.currency, minor(netNew),
        before ? minor(before->endParts - before->moves.start) : std::nullopt,
        {money(book, book.endParts) + QStringLiteral(" - ") + money(book, book.moves.start) + u' ' + book.currency});
    put(Metric::PayingCustomers, book.currency, book.customersEnd, book.customers.start,
        {QStringLiteral("%1 + %2 - %3")
             .arg(book.customers.start)
             .arg(book.customers.joined)
             .arg(book.customers.lostAltogether)});
    const qint64 lost = -(book.moves.churn + book.moves.contraction);
    put(Metric::GrossChurn, book.currency, grossRevenueChurn(book.moves),
        before ? grossRevenueChurn(before->moves) : std::nullopt,
        {money(book, lost) + QStringLiteral(" / ") + money(book, book.moves.start) + u' ' + book.currency});
  }
  void addOwed(const AgeingRow& ages, std::optional<qint64> before) {
    qint64 sum = 0;
    QStringList parts;
    for (const qint64 total : ages.totals) {
      sum += total;
      parts += figureText(FigureKind::Money, total, ages.currency);
    }
    put(Metric::Owed, ages.currency, sum, before, {parts.join(QStringLiteral(" + ")) + u' ' + ages.currency});
  }

 private:
  static QString money(const RevenueBook& book, qint64 parts) {
    return figureText(FigureKind::Money, roundedSum(std::array{std::int64_t{parts}}, 1, kMrrParts).value_or(0),
                      book.currency);
  }
  void put(Metric metric, const QString& currency, std::optional<qint64> value, std::optional<qint64> before,
           QStringList terms) {
    const MetricFacts& known = factsOfMetric(metric);
    Figure figure;
    figure.metric = metric;
    figure.kind = known.kind;
    figure.currency = currency;
    figure.value = value;
    figure.before = before;
    figure.formula = QLatin1String(known.formula);
    figure.terms = std::move(terms);
    figure.definitions = definitionsOf(metric, choices_);
    if (!value) figure.note = QStringLiteral("n/a: nothing to divide by");
    figures_.append(figure);
  }
  const DefinitionChoices& choices_;
  QVector<Figure>& figures_;
};

const RevenueBook* bookOf(const QVector<RevenueBook>& books, const QString& currency) {
  const auto found = std::ranges::find(books, currency, &RevenueBook::currency);
  return found == books.end() ? nullptr : &*found;
}

Result<void> addCohorts(QSqlDatabase& database, const FinanceSpan& span, const DefinitionChoices& choices, Instant now,
                        FinanceOverview& overview) {
  const auto stored = store::readRevenueMonths(database, span.months.last());
  if (!stored) return failure(stored.error());
  qint64 moves = 0;
  for (const auto& sum : *stored) moves += sum.movements;
  if (moves > kMostCohortMoves) return {};
  return readCohorts(database, span, choices, now).map([&](QVector<CohortRow> rows) {
    overview.cohorts = std::move(rows);
  });
}

// What is owed now, whatever the period.
Result<QVector<AgeingRow>> agesAt(QSqlDatabase& database, Instant at, const QString& zone,
                                  const DefinitionChoices& choices, Instant now) {
  const auto day = dayOf(at, zone);
  if (!day) return failure(day.error());
  return readOwing(database, *day, zone, choices, now).map([](const Owing& owing) { return owing.ages; });
}

Result<void> addRenewals(QSqlDatabase& database, Instant now, FinanceOverview& overview) {
  return store::readComingRenewals(database, now.ms, now.ms + kRenewalMs, kMostRenewals)
      .map([&](store::ComingRenewals coming) {
        overview.renewals = std::move(coming.rows);
        overview.expected = std::move(coming.expected);
      });
}

}  // namespace

Result<FinanceOverview> answerOverview(QSqlDatabase& database, const FinanceAsk& ask, const FinancePeriod& period) {
  const auto choices = readChoices(database);
  const auto span = choices ? spanOf(period, ask.settings.zone, ask.now) : failure(choices.error());
  if (!span) return failure(span.error());
  const auto earlier = spanOf(periodBefore(span->period), ask.settings.zone, ask.now);
  if (!earlier) return failure(earlier.error());
  const auto books = readRevenueBooks(database, *span, ask.settings, *choices);
  if (!books) return failure(books.error());
  const auto before = readRevenueBooks(database, *earlier, ask.settings, *choices);
  if (!before) return failure(before.error());
  FinanceOverview overview;
  overview.period = span->period;
  BookFigures figures(*choices, overview.figures);
  for (const RevenueBook& book : *books) {
    figures.add(book, bookOf(*before, book.currency));
    overview.months += book.months;
  }
  if (auto noted = noteChanges(database, *span, overview.months); !noted) return failure(noted.error());
  const auto ages = agesAt(database, {span->asOf.ms - 1}, span->period.zone, *choices, ask.now);
  if (!ages) return failure(ages.error());
  overview.ages = *ages;
  for (const AgeingRow& row : *ages) figures.addOwed(row, std::nullopt);
  if (auto added = addCohorts(database, *span, *choices, ask.now, overview); !added) return failure(added.error());
  if (auto added = addRenewals(database, ask.now, overview); !added) return failure(added.error());
  const auto state = store::readRevenueState(database);
  if (!state) return failure(state.error());
  overview.builtAt = state->builtAt;
  return overview;
}

}  // namespace billing::operations
