#include "sandbox/engine/payouts.h"

#include <algorithm>
#include <map>

namespace billing::sandbox {
namespace {

constexpr std::int64_t kPayoutDay = 86'400'000;
constexpr std::int64_t kPayoutWeek = 7 * kPayoutDay;
constexpr std::int64_t kFirstMonday = 4 * kPayoutDay;  // 1970-01-05

std::int64_t weekOf(Instant at) {
  return (at.ms - kFirstMonday) / kPayoutWeek;
}

std::string moveId(const std::string& source) {
  return "txn_" + source.substr(source.find('_') + 1);
}

PayoutMove moveOf(const std::string& source, const std::string& payment, const char* kind, std::int64_t minor,
                  Currency currency, Instant created) {
  return {moveId(source), source, payment, kind, minor, 0, currency, created};
}

void addCharges(const Ledger& ledger, Provider home, std::vector<PayoutMove>& moves) {
  for (const auto& charge : ledger.charges.all()) {
    const Payment* payment = ledger.payments.find(charge->payment);
    if (charge->capturedMinor <= 0 || payment == nullptr || payment->home != home) continue;
    PayoutMove move =
        moveOf(charge->id, charge->payment, "charge", charge->capturedMinor, charge->amount.currency, charge->created);
    move.feeMinor = payoutFee(charge->capturedMinor);
    moves.push_back(std::move(move));
  }
}

// A refund gives no fee back.
void addReturned(const Ledger& ledger, Provider home, std::vector<PayoutMove>& moves) {
  for (const auto& refund : ledger.refunds.all())
    if (refund->status == "succeeded" && refund->home == home)
      moves.push_back(moveOf(refund->id, refund->payment, "refund", -refund->amount.minor, refund->amount.currency,
                             refund->created));
  for (const auto& dispute : ledger.disputes.all())
    if (dispute->status == "lost" && dispute->home == home)
      moves.push_back(moveOf(dispute->id, dispute->payment, "dispute", -dispute->amount.minor, dispute->amount.currency,
                             dispute->created));
}

std::string payoutId(Provider home, const Currency& currency, std::int64_t week) {
  const std::string code(currency.code());
  return std::string(home == Provider::Stripe ? "po_" : "pyt_") + "sandbox" + code + std::to_string(week);
}

}  // namespace

std::int64_t payoutFee(std::int64_t chargedMinor) {
  constexpr std::int64_t kPerMille = 29, kFixed = 30, kThousand = 1000;
  return (chargedMinor * kPerMille + kThousand / 2) / kThousand + kFixed;
}

std::int64_t WeeklyPayout::grossMinor() const {
  std::int64_t sum = 0;
  for (const PayoutMove& move : moves) sum += move.grossMinor;
  return sum;
}

std::int64_t WeeklyPayout::feeMinor() const {
  std::int64_t sum = 0;
  for (const PayoutMove& move : moves) sum += move.feeMinor;
  return sum;
}

std::vector<PayoutMove> movesOf(const Ledger& ledger, Provider home) {
  std::vector<PayoutMove> moves;
  addCharges(ledger, home, moves);
  addReturned(ledger, home, moves);
  std::ranges::stable_sort(moves, {}, &PayoutMove::created);
  return moves;
}

std::vector<WeeklyPayout> payoutsOf(const Ledger& ledger, Provider home, Instant now) {
  std::map<std::pair<std::int64_t, std::string>, WeeklyPayout> byWeek;
  for (PayoutMove& move : movesOf(ledger, home)) {
    const std::int64_t week = weekOf(move.created);
    const Instant paid{kFirstMonday + (week + 1) * kPayoutWeek};
    const Plain* held = ledger.plain.find("withheld_" + move.payment);
    if (now < paid || held != nullptr) continue;
    WeeklyPayout& payout = byWeek[{-week, std::string(move.currency.code())}];
    payout.id = payoutId(home, move.currency, week);
    payout.currency = move.currency;
    payout.created = paid;
    payout.arrives = Instant{paid.ms + 2 * kPayoutDay};
    payout.moves.push_back(std::move(move));
  }
  std::vector<WeeklyPayout> payouts;
  for (auto& [key, payout] : byWeek) payouts.push_back(std::move(payout));
  return payouts;
}

}  // namespace billing::sandbox
