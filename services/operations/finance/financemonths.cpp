#include "operations/finance/financemonths.h"

#include <QLocale>
#include <QMap>
#include <algorithm>
#include <array>
#include <limits>

#include "metrics/cohorts.h"
#include "metrics/evenrounding.h"
#include "operations/finance/figureparts.h"
#include "store/read/financedocuments.h"
#include "store/read/financerevenue.h"
#include "store/repositories/metricchoices.h"

namespace billing::operations {
namespace {

constexpr qint64 kLongAgo = std::numeric_limits<qint64>::min() / 2;

// The sums of one currency: what was before the period, then month by month.
struct CurrencySums {
  qint64 before = 0;
  int customersBefore = 0;
  QVector<PeriodMoves> months;
  QVector<PeriodCustomers> customers;  // joined and lost, of each month
};

void addMove(PeriodMoves& moves, const QString& kind, qint64 parts) {
  if (kind == u"new")
    moves.fresh += parts;
  else if (kind == u"expansion")
    moves.expansion += parts;
  else if (kind == u"contraction")
    moves.contraction += parts;
  else if (kind == u"churn")
    moves.churn += parts;
  else if (kind == u"reactivation")
    moves.reactivation += parts;
  else
    moves.currency += parts;
}

// Who joins or leaves a currency moved between currencies where that is its own movement.
void addCustomers(PeriodCustomers& customers, const QString& kind, qint64 parts, int count) {
  const bool between = kind == u"currency";
  if (kind == u"new" || kind == u"reactivation" || (between && parts > 0)) customers.joined += count;
  if (kind == u"churn" || (between && parts < 0)) customers.lostAltogether += count;
}

class BookReader {
 public:
  BookReader(QSqlDatabase& database, const FinanceSpan& span, const FinanceSettings& settings,
             const DefinitionChoices& choices)
      : database_(database), span_(span), settings_(settings), choices_(choices) {}

  Result<QVector<RevenueBook>> run() {
    const auto currencies = store::readFinanceCurrencies(database_);
    if (!currencies) return failure(currencies.error());
    for (const QString& currency : *currencies) sumsOf(currency);
    if (auto read = readSums(); !read) return failure(read.error());
    QVector<RevenueBook> books;
    for (auto one = sums_.begin(); one != sums_.end(); ++one) books.append(bookOf(one.key(), *one));
    return books;
  }

 private:
  CurrencySums& sumsOf(const QString& currency) {
    CurrencySums& sums = sums_[currency];
    sums.months.resize(span_.months.size());
    sums.customers.resize(span_.months.size());
    return sums;
  }

  Result<void> readSums() {
    const auto state = store::readRevenueState(database_);
    if (!state) return failure(state.error());
    const auto stored = store::readRevenueMonths(database_, span_.months.last());
    if (!stored) return failure(stored.error());
    const bool between = std::ranges::any_of(*stored, [](const auto& sum) { return sum.kind == u"currency"; });
    if (state->zone != span_.period.zone || between || choices_.is("same_month", "ignore")) return readMoves();
    for (const auto& sum : *stored)
      take(sum.currency, span_.months.indexOf(sum.month), sum.kind, sum.parts, sum.movements);
    // What is going to end stands in the tables already, with its own time.
    const auto ahead = store::readRevenueMoves(database_, span_.asOf.ms, span_.end.ms);
    if (!ahead) return failure(ahead.error());
    takeMoves(*ahead, -1);
    return {};
  }

  // What changes at one instant for one customer is one movement, with a row for each subscription.
  void takeMoves(const QVector<store::RevenueMove>& moves, int sign) {
    for (qsizetype i = 0; i < moves.size(); ++i) {
      const auto& move = moves.at(i);
      const bool more = i > 0 && store::isOneMovement(moves.at(i - 1), move);
      take(move.currency, span_.monthAt(move.at), move.kind, sign * move.parts, more ? 0 : sign);
    }
  }

  void take(const QString& currency, qsizetype index, const QString& kind, qint64 parts, int count) {
    CurrencySums& sums = sumsOf(currency);
    PeriodCustomers before;
    addCustomers(index < 0 ? before : sums.customers[index], kind, parts, count);
    sums.customersBefore += static_cast<int>(before.joined - before.lostAltogether);
    if (index < 0)
      sums.before += parts;
    else
      addMove(sums.months[index], kind, parts);
  }

  Result<void> readMoves() {
    const qint64 start = std::min(span_.start.ms, span_.asOf.ms);
    const auto positions = store::readRevenuePositions(database_, start);
    if (!positions) return failure(positions.error());
    FinanceFacts facts;
    facts.span = span_;
    facts.choices = choices_;
    auto moves = store::readRevenueMoves(database_, start, span_.asOf.ms);
    if (!moves) return failure(moves.error());
    facts.moves = std::move(*moves);
    takePositions(*positions);
    takeMoves(countedMoves(facts), 1);
    return {};
  }
  void takePositions(const QVector<store::RevenuePosition>& positions) {
    QHash<QString, qint64> customers;
    for (const auto& one : positions) {
      sumsOf(one.currency).before += one.parts;
      customers[one.currency + u' ' + customerKey(one.provider, one.customer)] += one.parts;
    }
    for (auto one = customers.begin(); one != customers.end(); ++one)
      if (*one > 0) ++sumsOf(one.key().section(u' ', 0, 0)).customersBefore;
  }

  static qint64 rounded(qint64 parts) { return roundedSum(std::array{std::int64_t{parts}}, 1, kMrrParts).value_or(0); }

  // The month starts and ends with what is shown beside it; what is shown between them makes up the difference.
  static void roundMovements(MonthRow& row, const PeriodMoves& month) {
    const std::array exact{std::int64_t{month.fresh}, std::int64_t{month.expansion},    std::int64_t{month.contraction},
                           std::int64_t{month.churn}, std::int64_t{month.reactivation}, std::int64_t{month.currency}};
    const auto shown = roundedTo(exact, kMrrParts, row.endMinor - row.startMinor);
    if (!shown) return;
    std::size_t next = 0;
    for (qint64* cell : {&row.newMinor, &row.expansionMinor, &row.contractionMinor, &row.churnMinor,
                         &row.reactivationMinor, &row.currencyMinor})
      *cell = (*shown)[next++];
  }

  RevenueBook bookOf(const QString& currency, const CurrencySums& sums) const {
    RevenueBook book;
    book.currency = currency;
    book.moves.start = book.endParts = sums.before;
    book.customers.start = book.customersEnd = sums.customersBefore;
    for (qsizetype i = 0; i < sums.months.size(); ++i) addMonth(book, i, sums.months[i], sums.customers[i]);
    return book;
  }
  void addMonth(RevenueBook& book, qsizetype index, PeriodMoves month, const PeriodCustomers& customers) const {
    month.start = book.endParts;
    book.endParts = endOf(month).value_or(0);
    MonthRow row;
    row.month = span_.months[index];
    row.currency = book.currency;
    row.startMinor = rounded(month.start);
    row.endMinor = rounded(book.endParts);
    roundMovements(row, month);
    row.customersStart = book.customersEnd;
    row.customersNew = static_cast<int>(customers.joined);
    row.customersChurned = static_cast<int>(customers.lostAltogether);
    row.customersEnd = book.customersEnd = row.customersStart + row.customersNew - row.customersChurned;
    book.months.append(row);
    book.moves.fresh += month.fresh;
    book.moves.expansion += month.expansion;
    book.moves.contraction += month.contraction;
    book.moves.churn += month.churn;
    book.moves.reactivation += month.reactivation;
    book.moves.currency += month.currency;
    book.customers.joined += customers.joined;
    book.customers.lostAltogether += customers.lostAltogether;
  }

  QSqlDatabase& database_;
  const FinanceSpan& span_;
  const FinanceSettings& settings_;
  const DefinitionChoices& choices_;
  QMap<QString, CurrencySums> sums_;
};

CohortRow cohortRow(const Cohort& cohort, const QString& currency, const FinanceSpan& span) {
  CohortRow row;
  row.month = span.months[static_cast<qsizetype>(cohort.month)];
  row.currency = currency;
  row.size = cohort.size;
  row.active = QVector<int>(cohort.active.begin(), cohort.active.end());
  for (const std::int64_t parts : cohort.revenue)
    row.mrrMinor.append(roundedSum(std::array{parts}, 1, kMrrParts).value_or(0));
  return row;
}

}  // namespace

Result<QVector<RevenueBook>> readRevenueBooks(QSqlDatabase& database, const FinanceSpan& span,
                                              const FinanceSettings& settings, const DefinitionChoices& choices) {
  return BookReader(database, span, settings, choices).run();
}

Result<void> noteChanges(QSqlDatabase& database, const FinanceSpan& span, QVector<MonthRow>& months) {
  const auto chosen = store::readMetricChoices(database);
  if (!chosen) return failure(chosen.error());
  for (const auto& row : *chosen) {
    const DefinitionTerm* term = definitionTerm(row.term.toStdString());
    const int index = span.monthAt(row.at);
    const auto day = dayOf({row.at}, span.period.zone);
    if (term == nullptr || index < 0 || !day) continue;
    const QString note =
        QStringLiteral("%1 counted otherwise since %2")
            .arg(QLatin1String(term->title), QLocale::c().toString(*day, QStringLiteral("d MMM yyyy")));
    for (MonthRow& month : months)
      if (month.month == span.months[index])
        month.note += (month.note.isEmpty() ? QString() : QStringLiteral("; ")) + note;
  }
  return {};
}

Result<QVector<CohortRow>> readCohorts(QSqlDatabase& database, const FinanceSpan& span,
                                       const DefinitionChoices& choices, Instant now) {
  const auto moves = store::readRevenueMoves(database, kLongAgo, span.asOf.ms);
  if (!moves) return failure(moves.error());
  QMap<QString, std::vector<CohortChange>> changes;
  QHash<QString, std::int64_t> customers;
  for (const auto& move : *moves) {
    const auto number = customers.insert(customerKey(move.provider, move.customer),
                                         customers.value(customerKey(move.provider, move.customer), customers.size()));
    changes[move.currency].push_back({*number, {move.at}, move.parts});
  }
  const auto columns = choices.is("cohort", "month") ? CohortColumns::MonthEnds : CohortColumns::EveryThirtyDays;
  QVector<CohortRow> rows;
  for (auto one = changes.begin(); one != changes.end(); ++one)
    for (const Cohort& cohort : cohortsOf(*one, span.bounds, columns, now)) {
      rows.append(cohortRow(cohort, one.key(), span));
      rows.last().everyThirtyDays = columns == CohortColumns::EveryThirtyDays;
    }
  return rows;
}

}  // namespace billing::operations
