// /sandbox: what tests and the console ask of the stand-in itself, beyond what any provider offers.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "sandbox/delivery/deliverer.h"
#include "sandbox/faces/face.h"
#include "sandbox/server/faults.h"

namespace billing::sandbox {

class Control {
 public:
  /// All outlive it.
  Control(Engine& engine, Deliverer& deliverer, Faults& faults, const std::uint64_t& calls)
      : engine_(engine), deliverer_(deliverer), faults_(faults), calls_(calls) {}

  [[nodiscard]] CallAnswer answer(const Call& call);
  /// Counts a provider's call that changes something by the operation whose mark it carries (op_ and 24 letters, in the
  /// idempotency key or the body): what "nothing is sent twice" is measured by.
  void noteWrite(const Call& call);

 private:
  CallAnswer overview();
  CallAnswer moveClock(const Call& call);
  CallAnswer charges();
  CallAnswer writes() const;
  CallAnswer orderFault(const Call& call);
  CallAnswer withhold(const Call& call);
  CallAnswer deliveries();
  CallAnswer setDeliveries(const Call& call);

  Engine& engine_;
  Deliverer& deliverer_;
  Faults& faults_;
  const std::uint64_t& calls_;
  std::map<std::string, int> writes_;
};

}  // namespace billing::sandbox
