#include "operations/accounts/accountnames.h"

#include <QString>
#include <algorithm>

#include "operations/accounts/accountsequels.h"
#include "store/repositories/accountmerge.h"
#include "store/repositories/accountrepository.h"

namespace billing::operations {
namespace {

using store::AccountLinkRepository;
using store::AccountRepository;
using store::LinkKind;

constexpr int kByEmail = 1;
constexpr int kByTeam = 2;

// Of the customer that the event is about, as the event itself says: never what was printed on an invoice.
std::string emailOf(const BillingEvent& event) {
  for (const CustomerState& customer : event.customers) {
    const bool own = customer.snapshot != Snapshot::Hint && customer.externalId == event.customerExternalId;
    if (own && customer.email) return *customer.email;
  }
  return {};
}

std::string metadataOf(const BillingEvent& event, const std::string& key) {
  if (key.empty()) return {};
  const auto found = std::ranges::find(event.metadata, key, &std::pair<std::string, std::string>::first);
  return found == event.metadata.end() ? std::string() : found->second;
}

bool isName(const std::string& key) {
  return !key.empty() && key.size() <= kLongestKey;
}

Error gone() {
  return {ErrorKind::NotFound, "unknown_account", "The account is no longer there", {}, {}, false, {}};
}

}  // namespace

std::string normalKey(const BillingRules& rules, std::string_view key) {
  const QString text = QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())).trimmed();
  return (rules.accountKind == AccountKind::Email ? text.toLower() : text).toStdString();
}

std::optional<EventName> nameOf(const BillingRules& rules, const BillingEvent& event) {
  std::string key = normalKey(rules, metadataOf(event, rules.metadataAccountKey));
  if (isName(key)) return EventName{std::move(key), {kByTeam, event.occurredAt, event.eventId}};
  if (rules.accountKind != AccountKind::Email) return std::nullopt;
  key = normalKey(rules, emailOf(event));
  if (!isName(key)) return std::nullopt;
  return EventName{std::move(key), {kByEmail, event.occurredAt, event.eventId}};
}

void TouchedAccounts::add(std::int64_t account) {
  if (std::ranges::find(accounts_, account) == accounts_.end()) accounts_.push_back(account);
}

void TouchedAccounts::addNew(std::int64_t account) {
  add(account);
  new_.push_back(account);
}

void TouchedAccounts::replace(std::int64_t account, std::int64_t heir) {
  std::erase(accounts_, account);
  add(heir);
}

bool TouchedAccounts::isNew(std::int64_t account) const {
  return std::ranges::find(new_, account) != new_.end();
}

Result<std::int64_t> AccountNames::create(const std::string& key, bool provisional) {
  auto made = createAccount(context_, rules_, key, provisional, now_);
  if (made) touched_.addNew(*made);
  return made;
}

Result<std::int64_t> AccountNames::rename(const store::StoredAccount& account, const std::string& key) {
  touched_.add(account.row);
  if (account.key != key) touched_.tell(account.key + " is " + key);
  return nameAccount(context_, account, key, now_);
}

Result<std::optional<std::int64_t>> AccountNames::linked(Provider provider, const std::string& customer) {
  if (customer.empty()) return std::nullopt;
  return AccountLinkRepository::find(context_, LinkKind::Customer, provider, customer).map([](const auto& link) {
    return link ? std::optional(link->account) : std::nullopt;
  });
}

Result<std::int64_t> AccountNames::named(const std::string& key, Provider provider, const std::string& customer) {
  const auto known = AccountRepository::findByKey(context_, key);
  if (!known) return failure(known.error());
  if (*known) {
    touched_.add((*known)->row);
    if (!(*known)->provisional) return (*known)->row;
    return rename(**known, key);  // its customer id is what the team calls it
  }
  const auto link = linked(provider, customer);
  if (!link) return failure(link.error());
  if (!*link) return create(key, false);
  const auto held = AccountRepository::find(context_, **link);
  if (!held) return failure(held.error());
  if (!*held) return failure(gone());
  if (!(*held)->provisional) return create(key, false);
  return rename(**held, key);
}

Result<std::int64_t> AccountNames::ofCustomer(Provider provider, const std::string& customer) {
  const auto link = linked(provider, customer);
  if (!link) return failure(link.error());
  if (*link) {
    touched_.add(**link);
    return **link;
  }
  const auto known = AccountRepository::findByKey(context_, customer);
  if (!known) return failure(known.error());
  auto account = *known ? Result<std::int64_t>((*known)->row) : create(customer, true);
  if (!account) return account;
  touched_.add(*account);
  return AccountLinkRepository::save(context_, LinkKind::Customer, provider, customer, {*account, {}}, true).map([&] {
    return *account;
  });
}

Result<std::optional<std::int64_t>> AccountNames::ofSubscription(Provider provider, const std::string& subscription) {
  const auto own = AccountLinkRepository::find(context_, LinkKind::Subscription, provider, subscription);
  if (!own) return failure(own.error());
  if (*own) return std::optional((*own)->account);
  return AccountLinkRepository::customerOfSubscription(context_, provider, subscription)
      .and_then([&](const std::string& customer) { return linked(provider, customer); });
}

Result<std::optional<std::int64_t>> AccountNames::ofPayment(Provider provider, const std::string& payment) {
  const auto own = AccountLinkRepository::find(context_, LinkKind::Payment, provider, payment);
  if (!own) return failure(own.error());
  if (*own) return std::optional((*own)->account);
  const auto owners = AccountLinkRepository::ownersOfPayment(context_, provider, payment);
  if (!owners) return failure(owners.error());
  if (!owners->subscription.empty()) {
    auto account = ofSubscription(provider, owners->subscription);
    if (!account || *account) return account;
  }
  return linked(provider, owners->customer);
}

Result<void> AccountNames::nameCustomer(Provider provider, const std::string& customer, std::int64_t account,
                                        const store::NameStamp& stamp) {
  const auto link = AccountLinkRepository::find(context_, LinkKind::Customer, provider, customer);
  if (!link) return failure(link.error());
  if (*link && (*link)->stamp >= stamp) return {};
  if (*link && (*link)->account != account) {
    if (auto moved = moveCustomer(provider, customer, (*link)->account, account); !moved) return moved;
  }
  return AccountLinkRepository::save(context_, LinkKind::Customer, provider, customer, {account, stamp},
                                     !link->has_value());
}

// A provisional account was never anybody else: all of it goes along. From a named one only what nobody named goes.
Result<void> AccountNames::moveCustomer(Provider provider, const std::string& customer, std::int64_t from,
                                        std::int64_t to) {
  const auto old = AccountRepository::find(context_, from);
  const auto heir = AccountRepository::find(context_, to);
  if (!old) return failure(old.error());
  if (!heir) return failure(heir.error());
  if (!*old || !*heir) return failure(gone());
  if ((*old)->provisional) {
    touched_.replace(from, to);
    touched_.tell((*old)->key + " is " + (*heir)->key);
    return absorbAccount(context_, **old, **heir, now_);
  }
  touched_.add(from);
  return moveUnnamedPurchases(context_, provider, customer, from, to, now_);
}

Result<void> AccountNames::nameObject(LinkKind kind, Provider provider, const std::string& externalId,
                                      std::int64_t account, const store::NameStamp& stamp) {
  if (externalId.empty()) return {};
  const auto link = AccountLinkRepository::find(context_, kind, provider, externalId);
  if (!link) return failure(link.error());
  if (*link && (*link)->stamp >= stamp) return {};
  const auto before = *link                       ? Result<std::optional<std::int64_t>>((*link)->account)
                      : kind == LinkKind::Payment ? ofPayment(provider, externalId)
                                                  : ofSubscription(provider, externalId);
  if (!before) return failure(before.error());
  if (*before && **before != account) touched_.add(**before);
  return AccountLinkRepository::save(context_, kind, provider, externalId, {account, stamp}, !link->has_value());
}

}  // namespace billing::operations
