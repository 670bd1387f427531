// A customer whose year is told on purpose, step by step: nothing of it is left to chance.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "operations/demo/democatalogue.h"
#include "operations/demo/demoteller.h"
#include "operations/demo/stripeteller.h"

namespace billing::operations {

struct ToldCustomer {
  const char* name;  ///< of a company; its address is made of it
  Provider provider = Provider::Dodo;
  int seats = 1;
  Instant signUp;
};

class ToldLife {
 public:
  ToldLife(std::uint64_t seed, const ToldCustomer& customer, const DemoPrice& price, Instant until,
           std::vector<DemoDelivery>& deliveries);

  void signUp();
  void signUpForTrial(int days);
  /// Every renewal until then, each paid.
  void payUntil(Instant end);
  void leave(Instant at);
  /// Stays until the period is over.
  void announceLeaving(Instant at);
  void changeTo(const DemoPrice& price, int seats, Instant at);
  /// A part of what was paid last is given back.
  void giveBack(int percent, const char* reason, Instant at);
  /// Stripe: the bill of the next period is sent, and neither paid within `termsDays` nor since.
  void owe(Instant issued, int termsDays);

 private:
  [[nodiscard]] DemoPayment payment(Instant at);
  void nextPeriod();
  [[nodiscard]] std::string id(const char* prefix, const char* role, int length);
  [[nodiscard]] bool isDodo() const { return provider_ == Provider::Dodo; }

  const std::uint64_t seed_;
  const Provider provider_;
  const Instant until_;
  const DemoCustomer customer_;
  DemoSubscription subscription_;
  DemoPayment lastPaid_;
  std::unique_ptr<DemoTeller> teller_;
  StripeTeller* stripe_ = nullptr;  ///< the teller, where it is one
  Instant anchor_;
  int periods_ = 0, invoices_ = 0;
  std::uint64_t ids_ = 0;
};

}  // namespace billing::operations
