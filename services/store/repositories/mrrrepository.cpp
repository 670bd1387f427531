#include "store/repositories/mrrrepository.h"

#include <algorithm>

#include "store/mrrrebuild.h"
#include "store/repositories/mrrcustomer.h"
#include "store/repositories/mrrrows.h"
#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

using namespace mrr;

bool sorts(const MrrObservation& one, const MrrObservation& other) {
  return std::tie(one.at, one.weight, one.eventId) < std::tie(other.at, other.weight, other.eventId);
}

// One subscription's rows, and what is to be done to them.
class Noting {
 public:
  Noting(WriteContext& context, const MrrNews& news, MrrRules rules)
      : context_(context),
        news_(news),
        rules_(std::move(rules)),
        owner_{news.provider, news.subscription},
        customer_(news.customer.empty() ? news.subscription : news.customer) {}

  Result<void> run() {
    auto told = toldOf(context_, owner_);
    if (!told) return failure(told.error());
    told_ = std::move(*told);
    const std::string before = told_.empty() ? customer_ : told_.front().customer;
    const bool newCustomer = before != customer_ && !news_.customer.empty();
    if (!newCustomer) customer_ = before;
    auto changed = newCustomer ? move() : Result<void>();
    if (changed) changed = news_.reading ? takeReading() : takeEvent();
    if (!changed || (!changed_ && !newCustomer)) return changed;
    return writeSteps().and_then(
        [&] { return newCustomer ? rewriteMovements(context_, {news_.provider, before}, rules_) : Result<void>(); });
  }

 private:
  Result<void> move() {
    for (Told& told : told_) told.customer = customer_;
    return moveTo(context_, owner_, customer_);
  }

  Result<void> takeReading() {
    if (!told_.empty() && tellsTheSame(told_.back().seen, news_.seen)) return {};
    MrrObservation seen = news_.seen;
    if (!told_.empty() && seen.at <= told_.back().seen.at)
      seen.at = std::max(news_.held.at, Instant{told_.back().seen.at.ms + 1});
    return add(seen);
  }

  Result<void> takeEvent() {
    MrrObservation seen = news_.seen;
    const auto here = [&](const Told& told) { return told.seen.at == seen.at; };
    if (std::ranges::any_of(told_, [&](const Told& told) { return here(told) && told.seen.eventId == seen.eventId; }) &&
        !news_.newest)
      return {};
    if (news_.newest && std::ranges::any_of(told_, here)) {
      for (const Told& told : told_)
        if (here(told)) seen.weight = std::max(seen.weight, told.seen.weight);
      if (auto gone = forgetInstant(context_, owner_, seen.at); !gone) return gone;
      std::erase_if(told_, here);
      changed_ = true;
    }
    if (auto added = add(seen); !added) return added;
    // Told late, after what only a reading has confirmed since: what we hold is known to stand from then on.
    const bool last = told_.back().seen.at == seen.at;
    if (!last || news_.held.at <= seen.at || tellsTheSame(told_.back().seen, news_.held)) return {};
    MrrObservation held = news_.held;
    held.eventId = "!held";
    return add(held);
  }

  // An observation that says what the one before it says changes no step.
  Result<void> add(const MrrObservation& seen) {
    const Told told{customer_, seen};
    const auto place = std::ranges::upper_bound(told_, seen, sorts, &Told::seen);
    const bool alone = (place == told_.begin() || std::prev(place)->seen.at < seen.at) &&
                       (place == told_.end() || place->seen.at > seen.at);
    changed_ = changed_ || !alone || place == told_.begin() || !tellsTheSame(std::prev(place)->seen, seen);
    told_.insert(place, told);
    return addTold(context_, owner_, told);
  }

  Result<void> writeSteps() {
    std::vector<MrrObservation> seen;
    for (const Told& told : told_) seen.push_back(told.seen);
    const auto written = putSteps(context_, owner_, customer_, mrrSteps(std::move(seen), rules_.definition));
    if (!written) return failure(written.error());
    return *written ? rewriteMovements(context_, {news_.provider, customer_}, rules_) : Result<void>();
  }

  WriteContext& context_;
  const MrrNews& news_;
  const MrrRules rules_;
  const Owner owner_;
  std::string customer_;
  std::vector<Told> told_;
  bool changed_ = false;
};

}  // namespace

Result<MrrRules> MrrRepository::rules(WriteContext& context, Instant now) {
  {
    Result<Statement> found =
        Statement::run(context, QStringLiteral("SELECT definition, zone FROM mrr_state WHERE one = 1"), {});
    if (!found) return failure(found.error());
    if (found->next()) {
      RowReader row(found->query());
      const std::string definition = row.text();
      return MrrRules{mrrDefinitionFrom(definition), row.text()};
    }
    if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  }
  // Subscriptions from before are not in the tables: whoever opens the workspace sees that and makes them anew.
  std::optional<bool> empty;
  auto counted = forEachRow(context.database(),
                            QStringLiteral("SELECT CASE WHEN EXISTS (SELECT 1 FROM subscriptions) THEN 0 ELSE 1 END"),
                            {}, [&](QSqlQuery& row) { empty = row.value(0).toInt() != 0; });
  if (!counted) return failure(counted.error());
  const MrrRules usual;
  return saveMrrRules(context, usual, empty.value_or(false) ? now : Instant{}).map([&] { return usual; });
}

Result<void> MrrRepository::note(WriteContext& context, const MrrNews& news, Instant now) {
  auto by = rules(context, now);
  if (!by) return failure(by.error());
  return Noting(context, news, std::move(*by)).run();
}

}  // namespace billing::store
