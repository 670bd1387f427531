// One customer of the demo, from the day of signing up until it leaves or the year is over.
#pragma once

#include <optional>

#include "operations/demo/democatalogue.h"
#include "operations/demo/demorandom.h"
#include "operations/demo/demoteller.h"

namespace billing::operations {

/// How the story ends for a customer whose last days are meant to be seen.
enum class DemoEnding {
  ByChance,
  Steady,        ///< pays, and nothing happens
  ChargeFails,   ///< the last charge failed three days ago
  EndsSoon,      ///< has said that it leaves with the period
  JustLeft,      ///< left a few minutes ago
  GaveUpPaying,  ///< nobody has paid for two weeks
};

struct LifeStart {
  DemoCustomer customer;
  Provider provider = Provider::Dodo;
  bool euro = false;
  Instant signUp;
  int rank = 0;  ///< of the plan
  bool yearly = false;
  DemoEnding ending = DemoEnding::ByChance;
  int trialsPerMille = 350;  ///< that the provider counts
  int teamsPerMille = 180;   ///< buy several seats
};

class CustomerLife {
 public:
  CustomerLife(std::uint64_t seed, LifeStart start, const DemoCatalogue& catalogue, Instant until,
               std::vector<DemoDelivery>& deliveries);
  void run();

 private:
  void signUp();
  void giveDiscount();
  void duringPeriod();
  void endPeriod();

  void lastDays();
  void maybeLeave();
  void maybeChange();
  void changePlan(Instant at, int rank);
  void changeSeats(Instant at);
  void pause(Instant at);
  void useCredits();
  void renew(Instant at);
  void failRenewal(Instant at);
  void cancel(Instant at, const DemoPayment* unpaid);
  void maybeRegret(const DemoPayment& payment);

  [[nodiscard]] DemoPayment payment(Instant at, Money net);
  [[nodiscard]] Instant within(int fromPercent, int toPercent);
  void nextPeriod();
  [[nodiscard]] std::string id(const char* prefix, const char* role, int length);
  [[nodiscard]] bool isByChance() const { return start_.ending == DemoEnding::ByChance; }
  [[nodiscard]] bool isLastPeriod() const { return subscription_.periodEnd > until_; }
  [[nodiscard]] bool failsAtEnd() const;
  [[nodiscard]] bool isDodo() const { return start_.provider == Provider::Dodo; }

  const std::uint64_t seed_;
  const LifeStart start_;
  const DemoCatalogue& catalogue_;
  const Instant until_;
  DemoRandom random_;
  std::unique_ptr<DemoTeller> teller_;
  DemoSubscription subscription_;
  std::int64_t credits_ = 0;
  int periods_ = 0;
  std::string invoicePrefix_;  ///< "8CF2A01B"
  int invoices_ = 0;
  std::uint64_t ids_ = 0;
  bool over_ = false;
};

}  // namespace billing::operations
