#include "operations/admin/heldfacts.h"

#include "operations/accounts/accountfacts.h"
#include "operations/accounts/accountnames.h"
#include "operations/accounts/accountqueries.h"
#include "store/read/runningsubscriptions.h"
#include "store/repositories/accountlinkrepository.h"
#include "store/repositories/customerrepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/pricerepository.h"
#include "store/repositories/subscriptionrepository.h"

namespace billing::operations {
namespace {

using store::AccountLinkRepository;
using store::AccountRepository;
using store::LinkKind;

// Asks on a reader's connection, and waits: previews are made on worker threads.
template <class T, class Work>
Result<T> readNow(const Sight& sight, Work work) {
  store::Database& database = sight.parts.database;
  auto future = database.read<T>(
      [&](QSqlDatabase& connection) -> Result<T> {
        store::WriteContext reading(connection, database.dialect());
        return work(reading);
      },
      sight.cancel);
  return future.result();
}

Result<QString> nameOfCustomer(store::WriteContext& reading, Provider provider, const std::string& customer) {
  if (customer.empty()) return QString();
  const auto held = store::CustomerRepository::find(reading, provider, customer);
  if (!held) return failure(held.error());
  if (!*held) return QString();
  const std::string name = (*held)->state.name.value_or(std::string());
  return QString::fromStdString(name.empty() ? (*held)->state.email.value_or(std::string()) : name);
}

// By a link of its own, else by that of its customer.
Result<std::optional<std::int64_t>> ownerOf(store::WriteContext& reading, LinkKind kind, Provider provider,
                                            const std::string& id, const std::string& customer) {
  const auto own = AccountLinkRepository::find(reading, kind, provider, id);
  if (!own) return failure(own.error());
  if (*own) return std::optional((*own)->account);
  const auto linked = AccountLinkRepository::find(reading, LinkKind::Customer, provider, customer);
  if (!linked) return failure(linked.error());
  return *linked ? std::optional((*linked)->account) : std::nullopt;
}

Result<void> addAccount(store::WriteContext& reading, const RulesContext& rules, std::optional<std::int64_t> row,
                        HeldFacts& held) {
  if (!row) return {};
  const auto account = AccountRepository::find(reading, *row);
  if (!account) return failure(account.error());
  if (!*account) return {};
  auto gathered = gatherFacts(reading, rules, **account);
  if (!gathered) return failure(gathered.error());
  held.accountKey = (*account)->key;
  held.facts = std::move(gathered->facts);
  return {};
}

Result<HeldFacts> withOwner(store::WriteContext& reading, const Sight& sight, LinkKind kind, const std::string& id,
                            const std::string& customer, HeldFacts held) {
  const Provider provider = sight.parts.rules.provider;
  auto name = nameOfCustomer(reading, provider, customer);
  if (!name) return failure(name.error());
  held.customerName = std::move(*name);
  const auto owner = ownerOf(reading, kind, provider, id, customer);
  if (!owner) return failure(owner.error());
  if (auto added = addAccount(reading, sight.parts.rules, *owner, held); !added) return failure(added.error());
  return held;
}

}  // namespace

Result<HeldFacts> heldSubscription(const Sight& sight, const std::string& id) {
  return readNow<HeldFacts>(sight, [&](store::WriteContext& reading) -> Result<HeldFacts> {
    const auto stored = store::SubscriptionRepository::find(reading, sight.parts.rules.provider, id);
    if (!stored) return failure(stored.error());
    HeldFacts held;
    if (*stored) held.subscription = (*stored)->state;
    const std::string customer = *stored ? (*stored)->state.customerExternalId : sight.order.customer;
    return withOwner(reading, sight, LinkKind::Subscription, id, customer, std::move(held));
  });
}

Result<HeldFacts> heldPayment(const Sight& sight, const std::string& id) {
  return readNow<HeldFacts>(sight, [&](store::WriteContext& reading) -> Result<HeldFacts> {
    const auto stored = store::PaymentRepository::find(reading, sight.parts.rules.provider, id);
    if (!stored) return failure(stored.error());
    HeldFacts held;
    if (*stored) held.payment = (*stored)->state;
    const std::string customer = *stored ? (*stored)->state.customerExternalId : sight.order.customer;
    return withOwner(reading, sight, LinkKind::Payment, id, customer, std::move(held));
  });
}

Result<std::optional<HeldAccount>> heldAccount(const Sight& sight, const std::string& key) {
  using Found = std::optional<HeldAccount>;
  return readNow<Found>(sight, [&](store::WriteContext& reading) -> Result<Found> {
    const RulesContext& rules = sight.parts.rules;
    const auto account = AccountRepository::findByKey(reading, normalKey(rules.rules, key));
    if (!account) return failure(account.error());
    if (!*account) return Found();
    auto gathered = gatherFacts(reading, rules, **account);
    if (!gathered) return failure(gathered.error());
    auto detail = readAccountDetail(reading.database(), rules, sight.now, QString::fromStdString((*account)->key));
    if (!detail) return failure(detail.error());
    return Found(HeldAccount{std::move(*detail), std::move(gathered->facts)});
  });
}

Result<QString> heldCustomerName(const Sight& sight, const std::string& customer) {
  return readNow<QString>(sight, [&](store::WriteContext& reading) {
    return nameOfCustomer(reading, sight.parts.rules.provider, customer);
  });
}

Result<std::optional<PriceState>> heldPrice(const Sight& sight, const std::string& product) {
  using Found = std::optional<PriceState>;
  return readNow<Found>(sight, [&](store::WriteContext& reading) -> Result<Found> {
    const auto stored = store::PriceRepository::find(reading, sight.parts.rules.provider, product);
    if (!stored) return failure(stored.error());
    return *stored ? Found((*stored)->state) : Found();
  });
}

Result<QVector<QString>> runningOf(const Sight& sight, const std::string& customer) {
  return readNow<QVector<QString>>(sight, [&](store::WriteContext& reading) {
    return store::readRunningSubscriptions(reading.database(), sight.parts.rules.provider, customer);
  });
}

Result<int> havingPrice(const Sight& sight, const std::string& product) {
  return readNow<int>(sight, [&](store::WriteContext& reading) {
    return store::countRunningOfPrice(reading.database(), sight.parts.rules.provider, product);
  });
}

}  // namespace billing::operations
