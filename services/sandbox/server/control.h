// /sandbox: what tests and the console ask of the stand-in itself, beyond what any provider offers.
#pragma once

#include <cstdint>
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

 private:
  CallAnswer overview();
  CallAnswer moveClock(const Call& call);
  CallAnswer charges();
  CallAnswer orderFault(const Call& call);
  CallAnswer deliveries();
  CallAnswer setDeliveries(const Call& call);

  Engine& engine_;
  Deliverer& deliverer_;
  Faults& faults_;
  const std::uint64_t& calls_;
};

}  // namespace billing::sandbox
