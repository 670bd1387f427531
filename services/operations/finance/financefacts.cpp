#include "operations/finance/financefacts.h"

#include <algorithm>

#include "store/read/financedocuments.h"
#include "store/read/financerevenue.h"
#include "store/repositories/metricchoices.h"

namespace billing::operations {
namespace {

// Reads into the facts, one thing after the other, until something fails.
class FactsReader {
 public:
  FactsReader(QSqlDatabase& database, const FactsWanted& wanted, FinanceFacts& facts)
      : database_(database), wanted_(wanted), facts_(facts) {}

  Result<void> run() {
    put(store::readFinanceCurrencies(database_), facts_.currencies);
    if (wants(FigureSource::Revenue)) revenue();
    if (wants(FigureSource::Trials)) put(store::readFinanceTrials(database_), facts_.trials);
    if (wants(FigureSource::Receivables)) receivables();
    if (wants(FigureSource::Documents)) documents();
    if (wants(FigureSource::Credits)) put(store::readFinanceCredits(database_, asOf()), facts_.credits);
    nameCurrencies();
    return done_;
  }

 private:
  [[nodiscard]] bool wants(FigureSource source) const { return wanted_.sources.contains(source); }
  [[nodiscard]] qint64 start() const { return facts_.span.start.ms; }
  [[nodiscard]] qint64 asOf() const { return facts_.span.asOf.ms; }
  template <class T>
  void put(Result<T> read, T& target) {
    if (!done_) return;
    if (read)
      target = std::move(*read);
    else
      done_ = failure(read.error());
  }

  void revenue() {
    if (wanted_.anew)
      revenueAnew();
    else
      storedRevenue();
    QVector<store::FinanceSubscription> subscriptions;
    put(store::readFinanceSubscriptions(database_), subscriptions);
    for (auto& one : subscriptions) {
      const QString key = store::financeNameKey(one.provider, one.externalId);
      facts_.subscriptions.insert(key, std::move(one));
    }
    if (wanted_.cohort != 0) keepCohort();
  }

  // What was read may be in currencies that no revenue recurs in.
  void nameCurrencies() {
    std::set<QString> known(facts_.currencies.begin(), facts_.currencies.end());
    const auto add = [&](const auto& rows) {
      for (const auto& row : rows)
        if (!row.currency.isEmpty()) known.insert(row.currency);
    };
    add(facts_.atStart);
    add(facts_.atEnd);
    add(facts_.moves);
    add(facts_.invoices);
    add(facts_.payments);
    add(facts_.refunds);
    add(facts_.disputes);
    add(facts_.dunning);
    add(facts_.grace);
    facts_.currencies = QStringList(known.begin(), known.end());
  }

  void storedRevenue() {
    put(store::readRevenuePositions(database_, std::min(start(), asOf())), facts_.atStart);
    put(store::readRevenuePositions(database_, asOf()), facts_.atEnd);
    put(store::readRevenueMoves(database_, start(), asOf()), facts_.moves);
  }
  void revenueAnew() {
    MrrDefinition definition;
    for (const DefinitionTerm& term : definitionTerms())
      if (term.shapesMovements) choose(definition, term.key, facts_.choices.of(term.key));
    store::RevenueView view;
    put(store::readRevenueView(database_, definition, std::min(start(), asOf()), asOf()), view);
    facts_.atStart = std::move(view.atStart);
    facts_.atEnd = std::move(view.atEnd);
    facts_.moves = std::move(view.moves);
  }

  // Customers whose revenue went above zero for the first time in that month.
  void keepCohort() {
    QVector<store::RevenueMove> all;
    put(store::readRevenueMoves(database_, std::numeric_limits<qint64>::min() / 2, asOf()), all);
    QHash<QString, qint64> first;
    for (const auto& move : all) {
      const QString key = move.currency + customerKey(move.provider, move.customer);
      if (!first.contains(key)) first.insert(key, move.at);
    }
    const auto isOther = [&](const store::RevenuePosition& one) {
      const auto at = first.value(one.currency + customerKey(one.provider, one.customer));
      const auto day = dayOf({at}, facts_.span.period.zone);
      return !day || day->year() * 100 + day->month() != wanted_.cohort;
    };
    facts_.atStart.removeIf(isOther);
    facts_.atEnd.removeIf(isOther);
  }

  void receivables() {
    put(store::readFinanceInvoices(database_, asOf()), facts_.invoices);
    put(store::readFinanceDunning(database_), facts_.dunning);
    put(store::readFinanceGrace(database_, asOf() - 1), facts_.grace);
  }

  void documents() {
    using enum store::FinanceMoneyKind;
    if (facts_.invoices.isEmpty()) put(store::readFinanceInvoices(database_, asOf()), facts_.invoices);
    put(store::readFinanceMoney(database_, Payments, start(), asOf()), facts_.payments);
    put(store::readFinanceMoney(database_, Refunds, start(), asOf()), facts_.refunds);
    put(store::readFinanceMoney(database_, Disputes, start(), asOf()), facts_.disputes);
  }

  QSqlDatabase& database_;
  const FactsWanted& wanted_;
  FinanceFacts& facts_;
  Result<void> done_;
};

}  // namespace

QString customerKey(const QString& provider, const QString& customer) {
  return store::financeNameKey(provider, customer);
}

Result<DefinitionChoices> readChoices(QSqlDatabase& database) {
  return store::readMetricChoices(database).map([](const QVector<store::MetricChoiceRow>& rows) {
    std::map<std::string, std::string> chosen;
    for (const auto& row : rows) chosen[row.term.toStdString()] = row.choice.toStdString();
    return DefinitionChoices(chosen);
  });
}

Result<FinanceFacts> readFinanceFacts(QSqlDatabase& database, const FactsWanted& wanted,
                                      const FinanceSettings& settings, const DefinitionChoices& choices, Instant now) {
  auto span = spanOf(wanted.period, settings.zone, now);
  if (!span) return failure(span.error());
  FinanceFacts facts;
  facts.span = std::move(*span);
  facts.choices = choices;
  if (auto read = FactsReader(database, wanted, facts).run(); !read) return failure(read.error());
  return facts;
}

}  // namespace billing::operations
