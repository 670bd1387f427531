#include "operations/demo/toldlife.h"

#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

// "Halcyon Freight" pays from billing@halcyonfreight.example.
DemoCustomer toldCustomer(std::uint64_t seed, const ToldCustomer& told) {
  DemoCustomer customer;
  customer.id = demoId(seed, "cus_", told.name, 0, told.provider == Provider::Dodo ? 21 : 14);
  customer.name = told.name;
  customer.email = "billing@";
  for (const char c : customer.name) {
    if (c >= 'A' && c <= 'Z') customer.email += static_cast<char>(c - 'A' + 'a');
    if (c >= 'a' && c <= 'z') customer.email += c;
  }
  customer.email += ".example";
  customer.cardNetwork = "mastercard";
  customer.cardLastFour = "4411";
  return customer;
}

}  // namespace

ToldLife::ToldLife(std::uint64_t seed, const ToldCustomer& customer, const DemoPrice& price, Instant until,
                   std::vector<DemoDelivery>& deliveries)
    : seed_(seed),
      provider_(customer.provider),
      until_(until),
      customer_(toldCustomer(seed, customer)),
      anchor_(customer.signUp) {
  if (isDodo()) {
    teller_ = DemoTeller::of(provider_, seed, customer_, until, deliveries);
  } else {
    auto teller = std::make_unique<StripeTeller>(seed, customer_, until, deliveries);
    stripe_ = teller.get();
    teller_ = std::move(teller);
  }
  subscription_.id = id("sub_", "subscription", isDodo() ? 21 : 24);
  subscription_.price = &price;
  subscription_.quantity = customer.seats;
  subscription_.createdAt = subscription_.periodStart = customer.signUp;
}

std::string ToldLife::id(const char* prefix, const char* role, int length) {
  return demoId(seed_, prefix, customer_.id + role, ++ids_, length);
}

DemoPayment ToldLife::payment(Instant at) {
  DemoPayment made;
  made.id = isDodo() ? id("pay_", "payment", 21) : id("pi_", "payment", 24);
  made.chargeId = id("ch_", "charge", 24);
  made.invoiceId = isDodo() ? id("inv_", "invoice", 21) : id("in_", "invoice", 24);
  const std::string number = std::to_string(++invoices_);
  made.invoiceNumber =
      customer_.id.substr(4, 8) + "-" + std::string(4 - std::min<std::size_t>(number.size(), 4), '0') + number;
  made.amount = subscription_.amount();
  made.at = at;
  return made;
}

void ToldLife::nextPeriod() {
  subscription_.periodStart = periods_ == 0 ? anchor_ : subscription_.periodEnd;
  subscription_.periodEnd = webhooks::intervalsLater(anchor_, toString(subscription_.price->unit), ++periods_);
}

void ToldLife::signUp() {
  nextPeriod();
  lastPaid_ = payment(anchor_);
  teller_->signedUp(subscription_, &lastPaid_);
}

void ToldLife::signUpForTrial(int days) {
  subscription_.status = "trialing";
  subscription_.trialEnd = subscription_.periodEnd = daysAfter(anchor_, days);
  teller_->signedUp(subscription_, nullptr);
}

void ToldLife::payUntil(Instant end) {
  while (subscription_.periodEnd < end && subscription_.periodEnd < until_) {
    const Instant at = subscription_.periodEnd;
    nextPeriod();
    lastPaid_ = payment(at);
    teller_->renewed(subscription_, at, lastPaid_);
  }
}

void ToldLife::leave(Instant at) {
  subscription_.status = "cancelled";
  teller_->cancelled(subscription_, at, nullptr);
}

void ToldLife::announceLeaving(Instant at) {
  subscription_.cancelAtPeriodEnd = true;
  teller_->updated(subscription_, at);
}

void ToldLife::changeTo(const DemoPrice& price, int seats, Instant at) {
  subscription_.price = &price;
  subscription_.quantity = seats;
  teller_->planChanged(subscription_, at, nullptr);
}

void ToldLife::giveBack(int percent, const char* reason, Instant at) {
  teller_->refunded(lastPaid_, at, std::max<std::int64_t>(1, lastPaid_.amount.minor * percent / 100), reason);
}

void ToldLife::owe(Instant issued, int termsDays) {
  if (stripe_ == nullptr || issued > until_) return;
  nextPeriod();
  stripe_->billed(subscription_, payment(issued), daysAfter(issued, termsDays));
}

}  // namespace billing::operations
