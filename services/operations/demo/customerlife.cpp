#include "operations/demo/customerlife.h"

#include <array>

#include "domain/money.h"
#include "domain/tax.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kLifeDayMs = 86'400'000;
constexpr int kTrialDays = 14;
constexpr int kTrialsWithoutCard = 350, kDiscounts = 90;  // in a thousand

// Renewals are collected once a day, a few seconds after six.
Instant billingRun(Instant day, std::uint64_t spread) {
  return {day.ms - day.ms % kLifeDayMs + 6 * 3'600'000 + static_cast<std::int64_t>(spread % 12) * 1000};
}

}  // namespace

CustomerLife::CustomerLife(std::uint64_t seed, LifeStart start, const DemoCatalogue& catalogue, Instant until,
                           std::vector<DemoDelivery>& deliveries)
    : seed_(seed),
      start_(std::move(start)),
      catalogue_(catalogue),
      until_(until),
      random_(DemoRandom::of(seed, start_.customer.id)),
      teller_(DemoTeller::of(start_.provider, seed, start_.customer, until, deliveries)) {}

void CustomerLife::run() {
  signUp();
  while (!over_ && subscription_.periodStart < until_) {
    duringPeriod();
    if (!over_) endPeriod();
  }
}

std::string CustomerLife::id(const char* prefix, const char* role, int length) {
  return demoId(seed_, prefix, start_.customer.id + role, ++ids_, length);
}

// Prices are without tax; what is paid is with it.
DemoPayment CustomerLife::payment(Instant at, Money net) {
  DemoPayment made;
  made.id = isDodo() ? id("pay_", "payment", 21) : id("pi_", "payment", 24);
  made.chargeId = id("ch_", "charge", 24);
  made.invoiceId = isDodo() ? id("inv_", "invoice", 21) : id("in_", "invoice", 24);
  std::string number = std::to_string(++invoices_);
  number.insert(0, 4 - std::min<std::size_t>(number.size(), 4), '0');
  made.invoiceNumber = invoicePrefix_ + "-" + number;
  made.amount = net;
  if (const auto rate = percentFrom(start_.customer.vatPercent))
    if (const auto taxed = taxOn(net.minor, *rate, false)) {
      made.taxMinor = taxed->taxMinor;
      made.amount.minor = taxed->grossMinor;
    }
  made.at = at;
  return made;
}

Instant CustomerLife::within(int fromPercent, int toPercent) {
  const std::int64_t length = subscription_.periodEnd.ms - subscription_.periodStart.ms;
  const std::int64_t share = random_.between(fromPercent * 10, toPercent * 10);
  return {subscription_.periodStart.ms + length / 1000 * share / 1000 * 1000};
}

// By chances of their own: the rest of the story stays as it is. Stripe's webhooks tell ids of discounts only.
void CustomerLife::giveDiscount() {
  DemoRandom chance = DemoRandom::of(seed_, start_.customer.id + "discount");
  subscription_.withoutMethod = isDodo() && chance.perMille(kTrialsWithoutCard);
  if (!isDodo() || !chance.perMille(kDiscounts)) return;
  subscription_.discountBps = chance.pick(std::array{1'000, 2'000, 2'500});
  subscription_.discountCode = "FRIEND" + std::to_string(subscription_.discountBps / 100);
}

void CustomerLife::signUp() {
  for (int i = 0; i < 8; ++i) invoicePrefix_ += random_.pick(std::string_view("0123456789ABCDEF"));
  subscription_.id = id("sub_", "subscription", isDodo() ? 21 : 24);
  subscription_.price = &catalogue_.find(start_.rank, start_.euro, start_.yearly);
  subscription_.quantity = start_.rank > 0 && random_.perMille(start_.teamsPerMille) ? random_.between(2, 25) : 1;
  subscription_.createdAt = start_.signUp;
  subscription_.periodStart = start_.signUp;
  giveDiscount();
  const bool trial = random_.perMille(start_.trialsPerMille);
  if (trial) {
    subscription_.status = "trialing";
    subscription_.trialEnd = daysAfter(start_.signUp, kTrialDays);
    subscription_.periodEnd = *subscription_.trialEnd;
    teller_->signedUp(subscription_, nullptr);
    return;
  }
  nextPeriod();
  const DemoPayment first = payment(start_.signUp, subscription_.due());
  teller_->signedUp(subscription_, &first);
  maybeRegret(first);
}

// Counted from the first paid day, so that the anchor does not drift through short months.
void CustomerLife::nextPeriod() {
  const Instant anchor = subscription_.trialEnd.value_or(start_.signUp);
  subscription_.periodStart = periods_ == 0 ? anchor : subscription_.periodEnd;
  ++periods_;
  const Instant day = webhooks::intervalsLater(anchor, toString(subscription_.price->unit), periods_);
  subscription_.periodEnd = billingRun(day, DemoRandom::of(seed_, start_.customer.id).next());
}

void CustomerLife::duringPeriod() {
  const bool trial = subscription_.status == "trialing";
  if (!trial) useCredits();
  if (!isByChance()) return lastDays();
  maybeLeave();
  if (!over_ && !trial && !subscription_.cancelAtPeriodEnd) maybeChange();
}

void CustomerLife::lastDays() {
  if (!isLastPeriod()) return;
  if (start_.ending == DemoEnding::JustLeft) return cancel(after(until_, -600), nullptr);
  if (start_.ending != DemoEnding::EndsSoon) return;
  subscription_.cancelAtPeriodEnd = true;
  teller_->updated(subscription_, after(until_, -7200));
}

// The period that ends within the last days, or two weeks before.
bool CustomerLife::failsAtEnd() const {
  const std::int64_t daysLeft = (until_.ms - subscription_.periodEnd.ms) / kLifeDayMs;
  return (start_.ending == DemoEnding::ChargeFails && daysLeft < 8) ||
         (start_.ending == DemoEnding::GaveUpPaying && daysLeft < 20);
}

void CustomerLife::maybeLeave() {
  const bool trial = subscription_.status == "trialing";
  const int leaving = trial ? 280 : start_.yearly ? 120 : 38;
  if (random_.perMille(4) && !trial) return cancel(within(20, 80), nullptr);
  if (!random_.perMille(leaving)) return;
  subscription_.cancelAtPeriodEnd = true;
  teller_->updated(subscription_, within(20, 60));
  if (!random_.perMille(120)) return;
  subscription_.cancelAtPeriodEnd = false;  // stays after all
  teller_->updated(subscription_, within(65, 90));
}

void CustomerLife::maybeChange() {
  const std::int64_t chance = random_.below(1000);
  if (chance < 32 && subscription_.price->rank < catalogue_.topRank())
    return changePlan(within(25, 75), subscription_.price->rank + 1);
  if (chance < 40 && subscription_.price->rank > 0) return changePlan(within(25, 75), subscription_.price->rank - 1);
  if (chance < 70 && subscription_.quantity > 1) return changeSeats(within(20, 80));
  if (chance < 76 && !start_.yearly) return pause(within(20, 80));
  if (chance < 92) teller_->cardReplaced(subscription_, within(10, 90));
}

void CustomerLife::changePlan(Instant at, int rank) {
  const std::int64_t before = subscription_.due().minor;
  subscription_.price = &catalogue_.find(rank, start_.euro, start_.yearly);
  const std::int64_t more = subscription_.due().minor - before;
  if (more <= 0) return teller_->planChanged(subscription_, at, nullptr);
  // The rest of the period at the new price, less what was paid for it.
  const std::int64_t left = subscription_.periodEnd.ms - at.ms;
  const auto share = mulDiv(more, left, subscription_.periodEnd.ms - subscription_.periodStart.ms);
  DemoPayment prorated = payment(at, {share.value_or(more), subscription_.price->amount.currency});
  prorated.proration = true;
  teller_->planChanged(subscription_, at, &prorated);
}

void CustomerLife::changeSeats(Instant at) {
  subscription_.quantity = std::max<std::int64_t>(1, subscription_.quantity + random_.between(-2, 5));
  teller_->updated(subscription_, at);
}

void CustomerLife::pause(Instant at) {
  subscription_.status = "paused";
  teller_->paused(subscription_, at);
  const Instant back = daysAfter(at, random_.between(15, 45));
  subscription_.status = "active";
  if (subscription_.periodEnd < back) subscription_.periodEnd = billingRun(daysAfter(back, 10), random_.next());
  teller_->resumed(subscription_, back);
}

void CustomerLife::useCredits() {
  const std::int64_t granted = subscription_.price->credits * subscription_.quantity;
  if (granted == 0 || !isDodo()) return;
  const Instant start = subscription_.periodStart;
  const int months = start_.yearly ? 12 : 1;
  for (int month = 0; month < months && start.ms + month * 30 * kLifeDayMs < until_.ms; ++month) {
    const Instant day = daysAfter(start, month * 30);
    // What was left over is forfeited when the new credits come.
    teller_->credits(subscription_, day, granted, 0, true);
    credits_ = granted;
    const std::int64_t uses = random_.between(1, 3);
    for (std::int64_t use = 1; use <= uses; ++use) {
      const std::int64_t amount = std::min(credits_, granted * random_.between(8, 46) / 100);
      if (amount == 0) break;
      teller_->credits(subscription_, after(daysAfter(day, use * 8), random_.below(40'000)), amount, credits_, false);
      credits_ -= amount;
    }
  }
}

void CustomerLife::endPeriod() {
  const Instant at = subscription_.periodEnd;
  if (subscription_.cancelAtPeriodEnd) return cancel(at, nullptr);
  // The last days had an outage at a bank: there is something to look after when the demo opens.
  const bool outage = at.ms > until_.ms - 6 * kLifeDayMs;
  const bool fails = isByChance() ? random_.perMille(outage                               ? 300
                                                     : subscription_.status == "trialing" ? 110
                                                                                          : 65)
                                  : failsAtEnd();
  subscription_.status = "active";
  if (fails) return failRenewal(at);
  renew(at);
}

void CustomerLife::renew(Instant at) {
  nextPeriod();
  const DemoPayment paid = payment(at, subscription_.due());
  teller_->renewed(subscription_, at, paid);
  maybeRegret(paid);
}

// Tried again three and seven days later; most people fix their card in between.
void CustomerLife::failRenewal(Instant at) {
  DemoPayment due = payment(at, subscription_.due());
  subscription_.status = "past_due";
  teller_->chargeFailed(subscription_, at, due, true);
  for (const int days : {3, 7}) {
    const Instant retry = daysAfter(at, days);
    const std::string invoice = due.invoiceId;
    const std::string number = due.invoiceNumber;
    due = payment(retry, {due.amount.minor - due.taxMinor, due.amount.currency});
    due.invoiceId = invoice;
    due.invoiceNumber = number;
    if (isByChance() && random_.perMille(480)) {
      subscription_.status = "active";
      nextPeriod();
      teller_->renewed(subscription_, retry, due);
      return;
    }
    const bool retriesLeft = days == 3;
    subscription_.status = retriesLeft ? "past_due" : "on_hold";
    teller_->chargeFailed(subscription_, retry, due, retriesLeft);
  }
  cancel(daysAfter(at, random_.between(isByChance() ? 14 : 30, 40)), &due);
}

void CustomerLife::cancel(Instant at, const DemoPayment* unpaid) {
  subscription_.status = "cancelled";
  teller_->cancelled(subscription_, at, unpaid);
  over_ = true;
}

void CustomerLife::maybeRegret(const DemoPayment& paid) {
  if (!isByChance()) return;
  const std::int64_t chance = random_.below(1000);
  const Instant later = after(daysAfter(paid.at, random_.between(1, 9)), random_.below(50'000));
  if (chance < 5) return teller_->disputed(paid, later, random_.perMille(500));
  if (chance >= 26) return;
  const bool partly = random_.perMille(300);
  const std::int64_t minor = partly ? std::max<std::int64_t>(1, paid.amount.minor / 2) : paid.amount.minor;
  teller_->refunded(paid, later, minor, random_.perMille(250) ? "duplicate" : "requested by customer");
}

}  // namespace billing::operations
