#include "store/repositories/mrrpass.h"

#include "store/sqlquery.h"

namespace billing::store::mrr {
namespace {

class CustomerPass {
 public:
  CustomerPass(const MrrDefinition& definition, const TakeCustomer& take) : definition_(definition), take_(take) {}

  Result<void> row(const QSqlQuery& query) {
    RowReader reader(query);
    const Provider provider = providerFrom(reader.text()).value_or(Provider::Dodo);
    std::string subscription = reader.text();
    Told told = readTold(reader);
    if (provider != customer_.provider || told.customer != customer_.id) {
      if (auto done = end(); !done) return done;
      customer_ = {provider, std::move(told.customer)};
    } else if (subscription != subscription_) {
      endSubscription();
    }
    subscription_ = std::move(subscription);
    seen_.push_back(std::move(told.seen));
    return {};
  }
  Result<void> end() {
    endSubscription();
    if (steps_.empty()) return {};
    auto taken = take_(customer_, steps_);
    steps_.clear();
    return taken;
  }

 private:
  void endSubscription() {
    if (seen_.empty()) return;
    steps_.push_back({subscription_, mrrSteps(std::move(seen_), definition_)});
    seen_.clear();
  }

  const MrrDefinition& definition_;
  const TakeCustomer& take_;
  Owner customer_;
  std::string subscription_;
  std::vector<MrrObservation> seen_;
  std::vector<SubscriptionSteps> steps_;
};

}  // namespace

Result<void> eachCustomer(QSqlDatabase& database, const MrrDefinition& definition, const TakeCustomer& take) {
  // Not a kept statement: the taker may run others while its rows are read.
  auto rows = select(database,
                     QStringLiteral("SELECT provider, subscription_external_id, customer_external_id, at, weight, "
                                    "event_id, standing, currency, begins_at, full_parts, off_parts, off_duration, "
                                    "off_until, ends_at FROM mrr_observations ORDER BY provider, customer_external_id, "
                                    "subscription_external_id, at"));
  if (!rows) return failure(rows.error());
  CustomerPass pass(definition, take);
  while (rows->next())
    if (auto taken = pass.row(*rows); !taken) return taken;
  if (auto good = ended(database, *rows); !good) return good;
  return pass.end();
}

}  // namespace billing::store::mrr
