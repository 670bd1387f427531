#include <algorithm>
#include <set>

#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {
namespace {

constexpr std::size_t kMostEvents = 1000;  // in one request

// The same id twice in one request fails all of it.
std::vector<UsageReport> withoutTwins(const std::vector<UsageReport>& reports) {
  std::set<std::string> seen;
  std::vector<UsageReport> once;
  for (const UsageReport& report : reports) {
    if (seen.insert(report.id).second) once.push_back(report);
  }
  return once;
}

}  // namespace

Result<void> DodoProvider::reportUsage(const std::vector<UsageReport>& reports, const CancelToken& cancel) {
  for (const UsageReport& report : reports) {
    if (const auto fine = checkUsage(report); !fine) return fine;
  }
  const auto once = withoutTwins(reports);
  for (std::size_t at = 0; at < once.size(); at += kMostEvents) {
    const auto begin = once.begin() + static_cast<std::ptrdiff_t>(at);
    const std::vector some(begin, begin + static_cast<std::ptrdiff_t>(std::min(kMostEvents, once.size() - at)));
    if (const auto answer = calls_.send(request::ingest(some), cancel); !answer) return failure(answer.error());
  }
  return {};
}

Result<std::vector<UsageState>> DodoProvider::creditBalances(const std::string& customer, const CancelToken& cancel) {
  return calls_.ask(request::creditBalances(customer), cancel,
                    [&](std::string_view body) { return readCreditBalances(body, customer); });
}

Result<void> DodoProvider::changeCredits(const CreditAmount& amount, const CancelToken& cancel) {
  if (const auto fine = checkDecimalAmount(amount.amount); !fine) return fine;
  if (amount.entitlement.empty()) {
    return failure(ErrorKind::InvalidInput, "entitlement_missing", "Which credits are meant must be told",
                   "Dodo Payments keeps a balance for each credit entitlement", "Name the entitlement");
  }
  const auto answer = calls_.send(request::changeCredits(amount), cancel);
  if (answer) return {};
  // Dodo refuses a key that it has seen with 409 (its API description, 1.86.0): the entry is there.
  const bool wasDone = !amount.idempotencyKey.empty() && answer.error().kind == ErrorKind::Conflict;
  return wasDone ? Result<void>() : failure(answer.error());
}

}  // namespace billing::providers::dodo
