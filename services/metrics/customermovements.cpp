#include "metrics/customermovements.h"

#include <algorithm>
#include <map>

#include "metrics/customerbook.h"

namespace billing {
namespace {

struct TimedStep {
  const MrrStep* step;
  std::uint32_t subscription;
};

std::vector<TimedStep> inTime(const std::vector<SubscriptionSteps>& subscriptions) {
  std::vector<TimedStep> all;
  for (std::uint32_t i = 0; i < subscriptions.size(); ++i)
    for (const MrrStep& step : subscriptions[i].steps) all.push_back({&step, i});
  std::ranges::stable_sort(all, {}, [](const TimedStep& one) { return one.step->at; });
  return all;
}

std::uint32_t numberIn(std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
  names.push_back(name);
  return static_cast<std::uint32_t>(names.size() - 1);
}

// A customer's figure in the months' order; each month is one step of the book.
class NetMonths {
 public:
  NetMonths(const MrrDefinition& definition, std::vector<MrrMovement>& net) : book_(definition), net_(net) {}

  void month(const std::vector<MrrMovement>& movements, std::size_t from, std::size_t until) {
    const Instant at = movements[until - 1].at;
    std::map<std::string, std::string> changed;  // by currency the last subscription
    for (std::size_t i = from; i < until; ++i) {
      const MrrMovement& one = movements[i];
      sums_[one.currency] = addParts(sums_[one.currency], one.delta);
      changed[one.currency] = one.subscription;
    }
    for (const auto& [currency, subscription] : changed) {
      const std::uint32_t number = numberIn(currencies_, currency);  // one "subscription" for each currency's sum
      book_.step(at.ms, number, number, sums_[currency], [](const BookedMovement&) {});
    }
    book_.finish([&](const BookedMovement& moved) {
      const std::string& currency = currencies_[moved.currency];
      net_.push_back({at, currency, moved.kind, moved.delta, changed[currency]});
    });
  }

 private:
  CustomerBook book_;
  std::vector<MrrMovement>& net_;
  std::vector<std::string> currencies_;
  std::map<std::string, std::int64_t> sums_;
};

}  // namespace

std::vector<MrrMovement> customerMovements(const std::vector<SubscriptionSteps>& subscriptions,
                                           const MrrDefinition& definition) {
  std::vector<MrrMovement> movements;
  std::vector<std::string> currencies;
  const auto keep = [&](const BookedMovement& moved) {
    movements.push_back({{moved.at},
                         currencies[moved.currency],
                         moved.kind,
                         moved.delta,
                         subscriptions[moved.subscription].subscription});
  };
  CustomerBook book(definition);
  for (const auto& [step, subscription] : inTime(subscriptions))
    book.step(step->at.ms, subscription, numberIn(currencies, step->currency), step->parts, keep);
  book.finish(keep);
  return movements;
}

bool isFirstPart(const std::vector<MrrMovement>& movements, std::size_t i) {
  return i == 0 || movements[i].at != movements[i - 1].at || movements[i].currency != movements[i - 1].currency;
}

std::vector<MrrMovement> netOfMonths(const std::vector<MrrMovement>& movements, const ZoneMonths& months,
                                     const MrrDefinition& definition) {
  std::vector<MrrMovement> net;
  NetMonths pass(definition, net);
  for (std::size_t from = 0; from < movements.size();) {
    const Instant end = months.endOf(months.monthOf(movements[from].at));
    std::size_t until = from + 1;
    while (until < movements.size() && movements[until].at < end) ++until;
    pass.month(movements, from, until);
    from = until;
  }
  return net;
}

}  // namespace billing
