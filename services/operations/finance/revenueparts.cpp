#include <QMap>
#include <QSet>
#include <algorithm>

#include "domain/money.h"
#include "operations/finance/figureparts.h"
#include "store/read/financedocuments.h"

namespace billing::operations {
namespace {

constexpr auto kNumerator = "numerator";
constexpr auto kDenominator = "denominator";

FigureRow subscriptionRow(const store::RevenuePosition& position, qint64 exact, const char* role = "") {
  FigureRow row;
  row.entity = QStringLiteral("subscription");
  row.externalId = position.subscription;
  row.customerExternalId = position.customer;
  row.provider = position.provider;
  row.exact = exact;
  row.currency = position.currency;
  row.role = QLatin1String(role);
  return row;
}

struct CustomerSum {
  QString provider, customer;
  qint64 parts = 0;
};

FigureRow customerRow(const CustomerSum& one, const QString& currency, qint64 exact, const char* role = "") {
  FigureRow row;
  row.entity = QStringLiteral("customer");
  row.externalId = row.customerExternalId = one.customer;
  row.provider = one.provider;
  row.exact = exact;
  row.currency = currency;
  row.role = QLatin1String(role);
  return row;
}

class RevenueFigures {
 public:
  RevenueFigures(const FinanceFacts& facts, Metric metric, const QString& currency) : facts_(facts) {
    parts_.metric = metric;
    parts_.currency = currency;
    parts_.unit = kMrrParts;
  }

  FigureParts run() {
    switch (parts_.metric) {
      case Metric::Mrr:
        addPositions(1, "");
        break;
      case Metric::Arr:
        addPositions(12, "");
        break;
      case Metric::CommittedMrr:
        addCommitted();
        break;
      case Metric::PayingCustomers:
        addCustomers(facts_.atEnd, "");
        parts_.unit = 1;
        break;
      case Metric::Arpa:
        average();
        break;
      case Metric::LogoChurn:
        lost();
        break;
      case Metric::NetRetention:
      case Metric::GrossRetention:
        retention();
        break;
      case Metric::Lifetime:
        lifetime();
        break;
      default:
        moves();
    }
    return std::move(parts_);
  }

 private:
  // "Rounded for each subscription" is the other way of counting: then a position is a whole number of minor units.
  [[nodiscard]] qint64 counted(qint64 parts) const {
    if (!facts_.choices.is("rounding", "each")) return parts;
    return mulDiv(parts, 1, kMrrParts).value_or(0) * kMrrParts;
  }
  [[nodiscard]] bool isOurs(const QString& currency) const { return currency == parts_.currency; }
  [[nodiscard]] Metric metric() const { return parts_.metric; }

  void addPositions(qint64 factor, const char* role) {
    for (const auto& position : facts_.atEnd)
      if (isOurs(position.currency))
        parts_.rows.append(subscriptionRow(position, counted(position.parts) * factor, role));
  }

  [[nodiscard]] bool isEnding(const store::RevenuePosition& position) const {
    const auto known = facts_.subscriptions.constFind(store::financeNameKey(position.provider, position.subscription));
    if (known == facts_.subscriptions.constEnd()) return false;
    return known->cancelAtPeriodEnd || (known->cancelAt && *known->cancelAt >= facts_.span.asOf.ms);
  }
  void addCommitted() {
    for (const auto& position : facts_.atEnd)
      if (isOurs(position.currency) && !isEnding(position))
        parts_.rows.append(subscriptionRow(position, counted(position.parts)));
    parts_.note = QStringLiteral("cancellations as they are known now");
  }

  // Those with revenue above zero, by name.
  [[nodiscard]] QMap<QString, CustomerSum> customers(const QVector<store::RevenuePosition>& positions) const {
    QMap<QString, CustomerSum> sums;
    for (const auto& position : positions) {
      if (!isOurs(position.currency)) continue;
      CustomerSum& one = sums[customerKey(position.provider, position.customer)];
      one = {position.provider, position.customer, one.parts + position.parts};
    }
    for (auto one = sums.begin(); one != sums.end();) one = one->parts > 0 ? std::next(one) : sums.erase(one);
    return sums;
  }
  void addCustomers(const QVector<store::RevenuePosition>& positions, const char* role) {
    for (const auto& one : customers(positions)) parts_.rows.append(customerRow(one, parts_.currency, 1, role));
  }

  void average() {
    addPositions(1, kNumerator);
    if (facts_.choices.is("arpa", "customer")) return addCustomers(facts_.atEnd, kDenominator);
    for (const auto& position : facts_.atEnd)
      if (isOurs(position.currency)) parts_.rows.append(subscriptionRow(position, 1, kDenominator));
  }

  // Customers with a movement of that kind in the period, each once.
  [[nodiscard]] QMap<QString, CustomerSum> moved(const char* kind) const {
    QMap<QString, CustomerSum> found;
    for (const auto& move : countedMoves(facts_))
      if (isOurs(move.currency) && move.kind == QLatin1String(kind))
        found.insert(customerKey(move.provider, move.customer), {move.provider, move.customer, 0});
    return found;
  }
  void addLost(const char* lostRole, const char* startRole) {
    auto start = customers(facts_.atStart);
    const auto churned = moved("churn");
    const bool joiners = facts_.choices.is("logo_churn", "with_joiners");
    for (auto one = churned.begin(); one != churned.end(); ++one)
      if (joiners || start.contains(one.key())) parts_.rows.append(customerRow(*one, parts_.currency, 1, lostRole));
    if (joiners) start.insert(moved("new"));
    for (const auto& one : start) parts_.rows.append(customerRow(one, parts_.currency, 1, startRole));
  }
  void lost() {
    parts_.unit = 1;
    addLost(kNumerator, kDenominator);
  }
  void lifetime() {
    addPositions(1, kNumerator);
    if (facts_.choices.is("arpa", "customer"))
      addCustomers(facts_.atEnd, "customer");
    else
      for (const auto& position : facts_.atEnd)
        if (isOurs(position.currency)) parts_.rows.append(subscriptionRow(position, 1, "customer"));
    addLost(kDenominator, "at_start");
  }

  void retention() {
    const auto end = customers(facts_.atEnd);
    const auto start = customers(facts_.atStart);
    parts_.denominatorUnit = kMrrParts;
    for (auto one = start.begin(); one != start.end(); ++one) {
      const qint64 now = end.value(one.key()).parts;
      const qint64 kept = metric() == Metric::GrossRetention ? std::min(now, one->parts) : now;
      parts_.rows.append(customerRow(*one, parts_.currency, kept, kNumerator));
    }
    for (const auto& one : start) parts_.rows.append(customerRow(one, parts_.currency, one.parts, kDenominator));
  }

  // The sign with which a kind of movement counts for the metric; 0: not at all.
  struct Sign {
    int sign = 0;
    const char* role = "";
  };
  [[nodiscard]] Sign signOf(const QString& kind) const {
    const auto is = [&](const char* word) { return kind == QLatin1String(word); };
    const bool won = is("new") || is("expansion"), lostSome = is("contraction") || is("churn");
    switch (metric()) {
      case Metric::NewMrr:
        return {is("new") ? 1 : 0, ""};
      case Metric::ExpansionMrr:
        return {is("expansion") ? 1 : 0, ""};
      case Metric::ContractionMrr:
        return {is("contraction") ? 1 : 0, ""};
      case Metric::ChurnedMrr:
        return {is("churn") ? 1 : 0, ""};
      case Metric::ReactivatedMrr:
        return {is("reactivation") ? 1 : 0, ""};
      case Metric::CurrencyMrr:
        return {is("currency") ? 1 : 0, ""};
      case Metric::NetNewMrr:
        return {1, ""};
      case Metric::GrossChurn:
        return {lostSome ? -1 : 0, kNumerator};
      case Metric::NetChurn: {
        const bool back = is("reactivation") && facts_.choices.is("net_churn", "with_return");
        return {lostSome || is("expansion") || back ? -1 : 0, kNumerator};
      }
      default: {
        const bool back = is("reactivation") && facts_.choices.is("quick_ratio", "with_return");
        if (won || back) return {1, kNumerator};
        return {lostSome ? -1 : 0, kDenominator};
      }
    }
  }
  void moves() {
    parts_.denominatorUnit = kMrrParts;
    for (const auto& move : countedMoves(facts_)) {
      const Sign sign = signOf(move.kind);
      if (!isOurs(move.currency) || sign.sign == 0) continue;
      FigureRow row = subscriptionRow({move.provider, move.customer, move.subscription, move.currency, 0},
                                      move.parts * sign.sign, sign.role);
      row.at = move.at;
      row.what = move.kind;
      parts_.rows.append(row);
    }
    if (metric() != Metric::GrossChurn && metric() != Metric::NetChurn) return;
    for (const auto& one : customers(facts_.atStart))
      parts_.rows.append(customerRow(one, parts_.currency, one.parts, kDenominator));
  }

  const FinanceFacts& facts_;
  FigureParts parts_;
};

}  // namespace

QVector<store::RevenueMove> countedMoves(const FinanceFacts& facts) {
  if (!facts.choices.is("same_month", "ignore")) return facts.moves;
  struct Visit {
    QString first, last;
    qint64 sum = 0;
  };
  QHash<QString, Visit> visits;
  const auto keyOf = [&](const store::RevenueMove& move) {
    return QString::number(facts.span.monthAt(move.at)) + move.currency + customerKey(move.provider, move.customer);
  };
  for (const auto& move : facts.moves) {
    Visit& visit = visits[keyOf(move)];
    if (visit.first.isEmpty()) visit.first = move.kind;
    visit.last = move.kind;
    visit.sum += move.parts;
  }
  QVector<store::RevenueMove> counted;
  for (const auto& move : facts.moves) {
    const Visit visit = visits.value(keyOf(move));
    const bool came = visit.first == u"new" || visit.first == u"reactivation";
    if (!(came && visit.last == u"churn" && visit.sum == 0)) counted.append(move);
  }
  return counted;
}

FigureParts revenueParts(const FinanceFacts& facts, Metric metric, const QString& currency) {
  return RevenueFigures(facts, metric, currency).run();
}

}  // namespace billing::operations
