#include "operations/demo/financestory.h"

#include <algorithm>
#include <array>

#include "domain/civildate.h"
#include "operations/demo/toldlife.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kNoonMs = std::int64_t{12} * 3'600'000;
constexpr int kTermsDays = 30;
constexpr const char* kOutage = "Service outage on 12 March";

class FinanceStory {
 public:
  FinanceStory(const DemoRequest& request, Instant begin, const DemoCatalogue& dodo, const DemoCatalogue& stripe,
               std::vector<DemoDelivery>& deliveries)
      : request_(request), begin_(begin), dodo_(dodo), stripe_(stripe), deliveries_(deliveries) {}

  void tell() {
    if (const Instant march = lastMarch(); march > begin_) tellMarch(march);
    tellDebts();
    tellLeavers();
    tellTrials();
  }

 private:
  [[nodiscard]] ToldLife life(const char* name, Provider provider, const DemoPrice& price, int seats, Instant signUp) {
    return {request_.seed, {name, provider, seats, signUp}, price, request_.now, deliveries_};
  }
  [[nodiscard]] const DemoPrice& premium(Provider provider, bool euro = false, bool yearly = false) const {
    return (provider == Provider::Dodo ? dodo_ : stripe_).find(dodo_.topRank(), euro, yearly);
  }

  // Noon of the first day of the newest March whose story is over by now.
  [[nodiscard]] Instant lastMarch() const {
    constexpr int kStoryDays = 18;
    const CivilDate today = utcDateOf(request_.now);
    for (int year = today.year;; --year) {
      const Instant first{utcMidnight({year, 3, 1}).ms + kNoonMs};
      if (daysAfter(first, kStoryDays) < request_.now) return first;
    }
  }

  // Three of the largest customers get a part of their money back for the outage, and draw their conclusions.
  void tellMarch(Instant march) {
    const Instant signUp = std::min(after(begin_, 9 * 3600), daysAfter(march, -75));
    auto kestrel = life("Kestrel Logistics", Provider::Stripe, premium(Provider::Stripe), 42, signUp);
    auto tidewater = life("Tidewater Retail", Provider::Stripe, premium(Provider::Stripe), 48, daysAfter(signUp, 3));
    auto marram = life("Marram Hotels", Provider::Dodo, premium(Provider::Dodo, true), 35, daysAfter(signUp, 5));
    int day = 12;
    for (ToldLife* hit : {&kestrel, &tidewater, &marram}) {
      hit->signUp();
      hit->payUntil(daysAfter(march, 11));
      hit->giveBack(25, kOutage, after(daysAfter(march, day++), 1800));
    }
    tidewater.payUntil(daysAfter(march, 18));
    kestrel.leave(daysAfter(march, 16));
    marram.leave(daysAfter(march, 17));
    tidewater.changeTo(stripe_.find(1, false, false), 20, after(daysAfter(march, 18), 7200));
    tidewater.payUntil(request_.now);
  }

  struct Debt {
    const char* name;
    const char* currency;
    int seats;
    int overdueDays;  ///< negative: it falls due later
  };
  // Bills on terms of thirty days. The largest customer has paid none for months; of the others one bill each is open.
  void tellDebts() {
    static constexpr std::array kDebts{Debt{"Sable Creek Studio", "USD", 14, 75},
                                       Debt{"Orchard and Pine", "GBP", 16, 47}, Debt{"Aoyama Print", "JPY", 12, 20},
                                       Debt{"Juniper Legal", "EUR", 9, 12}, Debt{"Vantage Optics", "USD", 11, -9}};
    constexpr int kOldestDays = 104, kLargestSeats = 60;
    const Instant oldest = issuedFor(kOldestDays);
    auto halcyon = life("Halcyon Freight", Provider::Stripe, premium(Provider::Stripe), kLargestSeats,
                        paidBefore(oldest, request_.months));
    halcyon.signUp();
    halcyon.payUntil(oldest);
    for (int month = 0; month < 5; ++month) halcyon.owe(webhooks::intervalsLater(oldest, "month", month), kTermsDays);
    for (const Debt& debt : kDebts) {
      const Instant issued = issuedFor(debt.overdueDays);
      auto told = life(debt.name, Provider::Stripe, stripe_.priced(stripe_.topRank(), debt.currency), debt.seats,
                       paidBefore(issued, 4));
      told.signUp();
      told.payUntil(issued);
      told.owe(issued, kTermsDays);
    }
  }

  // Two have just gone, two go with their period.
  void tellLeavers() {
    const Instant now = request_.now;
    auto gone = life("Copperfield Cycles", Provider::Dodo, premium(Provider::Dodo), 6, since(daysAfter(now, 12), 4));
    auto goneToo =
        life("Quill and Ink", Provider::Stripe, stripe_.find(1, false, false), 8, since(daysAfter(now, 20), 5));
    auto going = life("Lumen Yoga", Provider::Dodo, dodo_.find(1, false, false), 5, since(daysAfter(now, 5), 3));
    auto goingToo =
        life("Basalt Climbing", Provider::Stripe, premium(Provider::Stripe, true), 4, since(daysAfter(now, 9), 4));
    for (ToldLife* one : {&gone, &goneToo, &going, &goingToo}) {
      one->signUp();
      one->payUntil(now);
    }
    gone.leave(after(now, -3 * 3600));
    goneToo.leave(after(now, -1500));
    going.announceLeaving(after(now, -5 * 3600));
    goingToo.announceLeaving(after(now, -4 * 3600));
  }

  void tellTrials() {
    constexpr int kTrialDays = 14;
    int left = 2;
    for (const char* name : {"Fernwood Dental", "Radiant Solar"}) {
      life(name, Provider::Dodo, dodo_.find(1, false, false), 3, daysAfter(request_.now, left - kTrialDays))
          .signUpForTrial(kTrialDays);
      left += 3;
    }
  }

  // Whole months before, as many of those wanted as the story has.
  [[nodiscard]] Instant since(Instant then, int months) const {
    Instant begun = webhooks::intervalsLater(then, "month", -months);
    while (begun < begin_ && months > 0) begun = webhooks::intervalsLater(then, "month", -(--months));
    return begun;
  }
  // At least one bill was paid before the one that is not.
  [[nodiscard]] Instant paidBefore(Instant issued, int months) const {
    return std::min(since(issued, months), webhooks::intervalsLater(issued, "month", -1));
  }
  [[nodiscard]] Instant issuedFor(int overdueDays) const {
    constexpr std::int64_t kDayMs = 86'400'000;
    const Instant noon{request_.now.ms / kDayMs * kDayMs + kNoonMs};
    return daysAfter(noon, -overdueDays - kTermsDays);
  }

  const DemoRequest& request_;
  const Instant begin_;
  const DemoCatalogue& dodo_;
  const DemoCatalogue& stripe_;
  std::vector<DemoDelivery>& deliveries_;
};

}  // namespace

void tellFinanceStory(const DemoRequest& request, Instant begin, const DemoCatalogue& dodo, const DemoCatalogue& stripe,
                      std::vector<DemoDelivery>& deliveries) {
  FinanceStory(request, begin, dodo, stripe, deliveries).tell();
}

}  // namespace billing::operations
