#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

constexpr int kMostGrantPages = 100;  // for a list that never ends
constexpr std::int64_t kMostGrant = 99'999'999;

void addGrant(const CreditGrant& grant, std::vector<UsageState>& balances) {
  for (UsageState& balance : balances) {
    if (balance.unit == grant.currency) balance.grantedMilli = balance.grantedMilli.value_or(0) + grant.grantedMilli;
  }
}

}  // namespace

Result<void> StripeProvider::reportUsage(const std::vector<UsageReport>& reports, const CancelToken& cancel) {
  for (const UsageReport& report : reports) {
    if (const auto fine = checkUsage(report); !fine) return fine;
  }
  for (const UsageReport& report : reports) {
    if (const auto answer = calls_.send(request::meterEvent(report), cancel); !answer) return failure(answer.error());
  }
  return {};
}

Result<void> StripeProvider::addGrants(const std::string& customer, std::vector<UsageState>& balances,
                                       const CancelToken& cancel) {
  std::string cursor;
  for (int count = 0; count < kMostGrantPages; ++count) {
    const auto page = calls_.ask(request::creditGrants(customer, cursor), cancel, readCreditGrants);
    if (!page) return failure(page.error());
    for (const CreditGrant& grant : page->grants) addGrant(grant, balances);
    if (page->next.empty() || page->next == cursor) break;
    cursor = page->next;
  }
  return {};
}

Result<std::vector<UsageState>> StripeProvider::creditBalances(const std::string& customer, const CancelToken& cancel) {
  auto balances = calls_.ask(request::creditSummary(customer), cancel,
                             [&](std::string_view body) { return readCreditSummary(body, customer); });
  if (!balances || balances->empty()) return balances;
  if (const auto added = addGrants(customer, *balances, cancel); !added) return failure(added.error());
  return balances;
}

Result<void> StripeProvider::changeCredits(const CreditAmount& amount, const CancelToken& cancel) {
  if (!amount.add) {
    return notOffered("Stripe takes no credits away", "a grant can only be voided or run out");
  }
  if (const auto fine = checkDecimalAmount(amount.amount); !fine) return fine;
  if (amount.currency.empty()) {
    return failure(ErrorKind::InvalidInput, "currency_missing", "Stripe's credits are money: say in which currency");
  }
  const auto money = fromDecimal(amount.currency, amount.amount);
  if (!money) return failure(money.error());
  if (const auto fine = checkAmount(money->minor, kMostGrant); !fine) return fine;
  const auto answer = calls_.send(request::grantCredits(amount, money->minor, keyOr(amount.idempotencyKey)), cancel);
  return answer ? Result<void>() : failure(answer.error());
}

}  // namespace billing::providers::stripe
