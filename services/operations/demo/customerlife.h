// One customer of the demo, from the day of signing up until it leaves or the year is over.
#pragma once

#include <optional>

#include "operations/demo/democatalogue.h"
#include "operations/demo/demorandom.h"
#include "operations/demo/demoteller.h"

namespace billing::operations {

struct LifeStart {
  DemoCustomer customer;
  Provider provider = Provider::Dodo;
  bool euro = false;
  Instant signUp;
  int rank = 0;  ///< of the plan
  bool yearly = false;
};

class CustomerLife {
 public:
  CustomerLife(std::uint64_t seed, LifeStart start, const DemoCatalogue& catalogue, Instant until,
               std::vector<DemoDelivery>& deliveries);
  void run();

 private:
  void signUp();
  void duringPeriod();
  void endPeriod();

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

  [[nodiscard]] DemoPayment payment(Instant at, Money amount);
  [[nodiscard]] Instant within(int fromPercent, int toPercent);
  void nextPeriod();
  [[nodiscard]] std::string id(const char* prefix, const char* role, int length);
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
