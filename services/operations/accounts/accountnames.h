// Whose an event is: accounts by key, provisional ones by customer id, and the links from customers, subscriptions and
// payments to them. Every rule here gives the same in whatever order the events come: of two names the one with the
// greater stamp counts, and what nobody has named follows its customer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/repositories/accountlinkrepository.h"
#include "store/repositories/accountrepository.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// E-mails in lower case, without spaces around it.
[[nodiscard]] std::string normalKey(const BillingRules& rules, std::string_view key);

struct EventName {
  std::string key;
  store::NameStamp stamp;
};
/// Longer ones are no names: nobody calls an account so.
inline constexpr std::size_t kLongestKey = 256;
/// By metadata, else (where accounts are e-mails) by the customer's own e-mail; nullopt: by nobody.
[[nodiscard]] std::optional<EventName> nameOf(const BillingRules& rules, const BillingEvent& event);

/// Accounts whose state may be another now.
class TouchedAccounts {
 public:
  void add(std::int64_t account);
  void addNew(std::int64_t account);
  /// Two have become one.
  void replace(std::int64_t account, std::int64_t heir);
  [[nodiscard]] const std::vector<std::int64_t>& all() const { return accounts_; }
  [[nodiscard]] bool isNew(std::int64_t account) const;
  /// "cus_1 is u_1".
  void tell(std::string line) { told_.push_back(std::move(line)); }
  [[nodiscard]] const std::vector<std::string>& told() const { return told_; }

 private:
  std::vector<std::int64_t> accounts_, new_;
  std::vector<std::string> told_;
};

/// Finds and changes the links of one write.
class AccountNames {
 public:
  AccountNames(store::WriteContext& context, const RulesContext& rules, Instant now, TouchedAccounts& touched)
      : context_(context), rules_(rules), now_(now), touched_(touched) {}

  /// The account of this key. A provisional one of the customer (may be empty) gets the key, unless another has it.
  [[nodiscard]] Result<std::int64_t> named(const std::string& key, Provider provider, const std::string& customer);
  /// The customer's account, or a provisional one.
  [[nodiscard]] Result<std::int64_t> ofCustomer(Provider provider, const std::string& customer);
  /// nullopt: nobody's.
  [[nodiscard]] Result<std::optional<std::int64_t>> ofSubscription(Provider provider, const std::string& subscription);
  [[nodiscard]] Result<std::optional<std::int64_t>> ofPayment(Provider provider, const std::string& payment);

  /// Gives the customer to the account, unless a greater stamp gave it to another.
  [[nodiscard]] Result<void> nameCustomer(Provider provider, const std::string& customer, std::int64_t account,
                                          const store::NameStamp& stamp);
  [[nodiscard]] Result<void> nameObject(store::LinkKind kind, Provider provider, const std::string& externalId,
                                        std::int64_t account, const store::NameStamp& stamp);

 private:
  [[nodiscard]] Result<std::int64_t> create(const std::string& key, bool provisional);
  [[nodiscard]] Result<std::int64_t> rename(const store::StoredAccount& account, const std::string& key);
  [[nodiscard]] Result<std::optional<std::int64_t>> linked(Provider provider, const std::string& customer);
  [[nodiscard]] Result<void> moveCustomer(Provider provider, const std::string& customer, std::int64_t from,
                                          std::int64_t to);
  store::WriteContext& context_;
  const RulesContext& rules_;
  const Instant now_;
  TouchedAccounts& touched_;
};

}  // namespace billing::operations
