#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountnames.h"
#include "store/repositories/accountrepository.h"

namespace billing::operations {
namespace {

constexpr int kSaidByTheTeam = 2;

std::string keyOf(const BillingRules& rules, const AccountRef& ref) {
  std::string key = normalKey(rules, ref.key);
  if (key.empty() && rules.accountKind == AccountKind::Email) key = normalKey(rules, ref.email);
  return key;
}

// What the caller knows of a person whom the provider has not told of.
Result<void> complete(store::WriteContext& context, std::int64_t row, const AccountRef& ref, Instant now) {
  if (ref.email.empty() && ref.name.empty()) return {};
  auto account = store::AccountRepository::find(context, row);
  if (!account || !*account) return account.map([](const auto&) {});
  store::StoredAccount completed = **account;
  if (completed.email.empty()) completed.email = ref.email;
  if (completed.name.empty()) completed.name = ref.name;
  if (completed == **account) return {};
  return store::AccountRepository::save(context, completed, now).map([](std::int64_t) {});
}

}  // namespace

Result<std::int64_t> ensureAccount(store::WriteContext& context, const RulesContext& rules, const AccountRef& ref,
                                   Instant now) {
  const std::string key = keyOf(rules.rules, ref);
  const Provider provider = ref.provider.value_or(rules.provider);
  if (key.empty() && ref.customerExternalId.empty()) {
    return failure(ErrorKind::InvalidInput, "account_missing", "Nobody is named",
                   "neither a key nor a customer is given", "Give the account's key");
  }
  if (key.size() > kLongestKey) {
    return failure(ErrorKind::InvalidInput, "key_too_long", "The account's key is too long",
                   "it has " + std::to_string(key.size()) + " bytes", "Name it in at most 256");
  }
  TouchedAccounts touched;
  AccountNames names(context, rules, now, touched);
  auto account = key.empty() ? names.ofCustomer(provider, ref.customerExternalId)
                             : names.named(key, provider, ref.customerExternalId);
  if (!account) return account;
  if (!key.empty() && !ref.customerExternalId.empty()) {
    auto named = names.nameCustomer(provider, ref.customerExternalId, *account, {kSaidByTheTeam, now, {}});
    if (!named) return failure(named.error());
  }
  if (auto done = complete(context, *account, ref, now); !done) return failure(done.error());
  for (const std::int64_t one : touched.all()) {
    if (auto state = refreshAccount(context, rules, one, now, "sign_up"); !state) return failure(state.error());
  }
  return *account;
}

Result<std::optional<std::int64_t>> findAccount(store::WriteContext& context, std::string_view key) {
  auto find = [&](const std::string& text) { return store::AccountRepository::findByKey(context, text); };
  auto account = find(std::string(key));
  // Who types an e-mail does not care about its case.
  if (account && !*account && key.find('@') != std::string_view::npos)
    account = find(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())).trimmed().toLower().toStdString());
  return account.map([](const auto& found) { return found ? std::optional(found->row) : std::nullopt; });
}

}  // namespace billing::operations
