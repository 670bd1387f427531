#include <algorithm>

#include "operations/credits/creditbook.h"
#include "operations/credits/creditorder.h"
#include "operations/credits/granting.h"
#include "store/repositories/creditgrantrepository.h"
#include "store/repositories/creditpurchaserepository.h"

namespace billing::operations {
namespace {

using store::CreditGrantRepository;
using store::CreditPurchase;
using store::CreditPurchaseRepository;

// Bought credits wait until the plan's own are used up.
constexpr int purchasePriority = 10;

// One payment of an event, on its way into the book.
class CreditPayment {
 public:
  CreditPayment(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event,
                const PaymentState& payment, std::int64_t account, Instant now)
      : context_(context), rules_(rules), event_(event), payment_(payment), account_(account), now_(now) {}

  Result<bool> settle() {
    const auto order = creditOrderOf(rules_, event_, payment_);
    if (!order) return false;
    order_ = *order;
    if (auto found = findPurchase(); !found) return failure(found.error());
    if (before_.status == "credited") return false;
    if (payment_.status == "failed" || payment_.status == "cancelled") return fail();
    if (payment_.status != "succeeded") return false;
    readTopUp();
    if (!order_.refusal.empty()) return close("refused", order_.refusal);
    if (purchase_.account == 0) return close("refused", "account_unknown");
    return credit();
  }

 private:
  // A top-up is kept under its request, anything else under the payment.
  Result<void> findPurchase() {
    if (!order_.topUp.empty()) {
      auto requested = CreditPurchaseRepository::find(context_, event_.provider, order_.topUp);
      if (!requested) return failure(requested.error());
      if (*requested) {
        const auto other = isPaidByAnother(**requested);
        if (!other) return failure(other.error());
        if (!*other) return keep(*requested);
      }
    }
    auto known = CreditPurchaseRepository::find(context_, event_.provider, payment_.externalId);
    if (!known) return failure(known.error());
    return keep(*known);
  }

  // The request was paid twice, by two payments: the second has paid for credits too.
  Result<bool> isPaidByAnother(const CreditPurchase& requested) {
    if (requested.status != "credited") return false;
    return CreditGrantRepository::exists(context_, requested.account, "top_up", payment_.externalId)
        .map([](bool byThis) { return !byThis; });
  }

  Result<void> keep(const std::optional<CreditPurchase>& known) {
    before_ = known.value_or(CreditPurchase{});
    purchase_ = before_;
    if (!known) {
      purchase_.provider = event_.provider;
      purchase_.paymentExternalId = payment_.externalId;
      purchase_.kind = order_.topUp.empty() ? "manual" : "automatic";
    }
    if (purchase_.account == 0) purchase_.account = account_;
    if (!payment_.amount.currency.empty()) purchase_.amount = payment_.amount;
    purchase_.purchased = paidAt();
    return {};
  }

  // A failure that comes after the success is old news.
  Result<bool> fail() {
    if (before_.status == "refused") return false;
    return close("failed", failureReason());
  }

  // As many as were requested; of a request that nobody knows, as many as the profile says.
  void readTopUp() {
    if (order_.topUp.empty()) return;
    order_.note = order_.topUp;
    order_.tenths = before_.tenths > 0 ? before_.tenths : rules_.rules.credits.topUp.tenths;
    if (order_.tenths <= 0) order_.refusal = "not_positive";
  }

  Result<bool> credit() {
    purchase_.tenths = order_.tenths;
    const bool automatic = purchase_.kind == "automatic";
    const auto known = isGranted(automatic ? "purchase" : "top_up");
    if (!known) return failure(known.error());
    bool granted = false;
    if (!*known) {
      const GrantRequest request{purchase_.account,   automatic ? "top_up" : "purchase",
                                 payment_.externalId, order_.tenths,
                                 purchasePriority,    std::nullopt,
                                 order_.note};
      const auto done = grantCreditsSince(context_, request, std::min(paidAt(), now_), now_);
      if (!done) return failure(done.error());
      granted = *done;
    }
    if (auto closed = close("credited", {}); !closed) return closed;
    return granted;
  }

  // Another event about the same payment may have told less of it.
  Result<bool> isGranted(const char* source) {
    return CreditGrantRepository::exists(context_, purchase_.account, source, payment_.externalId);
  }

  Result<bool> close(const char* status, const std::string& reason) {
    purchase_.status = status;
    purchase_.reason = reason;
    const bool same = before_.status == purchase_.status && before_.reason == reason &&
                      before_.account == purchase_.account && before_.amount == purchase_.amount;
    if (same) return false;
    if (auto saved = CreditPurchaseRepository::save(context_, purchase_); !saved) return failure(saved.error());
    if (purchase_.account != 0) context_.changed(store::Entity::Account, purchase_.account, store::ChangeKind::Updated);
    return false;
  }

  [[nodiscard]] Instant paidAt() const { return payment_.createdAt.value_or(event_.occurredAt); }
  [[nodiscard]] std::string failureReason() const {
    if (payment_.failureMessage && !payment_.failureMessage->empty()) return *payment_.failureMessage;
    return payment_.failureCode && !payment_.failureCode->empty() ? *payment_.failureCode : payment_.status;
  }

  store::WriteContext& context_;
  const RulesContext& rules_;
  const BillingEvent& event_;
  const PaymentState& payment_;
  const std::int64_t account_;
  const Instant now_;
  CreditOrder order_;
  CreditPurchase before_, purchase_;
};

}  // namespace

Result<bool> applyCreditPayment(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event,
                                std::int64_t account, Instant now) {
  bool granted = false;
  for (const PaymentState& payment : event.payments) {
    const auto settled = CreditPayment(context, rules, event, payment, account, now).settle();
    if (!settled) return failure(settled.error());
    granted = granted || *settled;
  }
  return granted;
}

}  // namespace billing::operations
