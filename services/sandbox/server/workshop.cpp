#include "sandbox/server/workshop.h"

#include <algorithm>

#include "sandbox/server/seeds.h"

namespace billing::sandbox {
namespace {

bool isUnder(const std::string& path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

Result<std::unique_ptr<Workshop>> Workshop::open(const SandboxOptions& options, const Clock& clock) {
  auto ledger = Ledger::open(options.file);
  if (!ledger) return failure(ledger.error());
  auto workshop = std::make_unique<Workshop>(std::move(*ledger), options, clock);
  if (auto saved = workshop->save(); !saved) return failure(saved.error());
  return workshop;
}

Workshop::Workshop(std::unique_ptr<Ledger> ledger, const SandboxOptions& options, const Clock& clock)
    : ledger_(std::move(ledger)),
      engine_(*ledger_, clock, [this](const Happening& happening) { happenings_.push_back(happening); }),
      dodo_(makeDodoFace(engine_, {options.keys, {}})),
      stripe_(makeStripeFace(engine_, {options.keys, {}})),
      control_(engine_, faults_, calls_) {
  plantSeeds(*ledger_, options.products, engine_.now());
}

Outcome Workshop::route(const Call& call) {
  if (isUnder(call.path, "/sandbox")) return {control_.answer(call), false, {}, 0};
  ++calls_;
  const bool stripe = isUnder(call.path, "/v1") || isUnder(call.path, "/v2");
  return faults_.call(call, stripe ? *stripe_ : *dodo_, stripe ? Provider::Stripe : Provider::Dodo);
}

Outcome Workshop::answer(const Call& call) {
  return route(call);
}

Result<void> Workshop::save() {
  return ledger_->save();
}

Result<Instant> Workshop::advance(Instant to) {
  if (auto moved = engine_.advance(to); !moved) return failure(moved.error());
  return engine_.now();
}

Result<void> Workshop::catchUp() {
  const MaybeInstant due = engine_.nextDue();
  return due && *due <= engine_.now() ? engine_.catchUp() : Result<void>();
}

std::int64_t Workshop::msUntilDue() const {
  const MaybeInstant due = engine_.nextDue();
  return due ? std::max<std::int64_t>(0, due->ms - engine_.now().ms) : -1;
}

void Workshop::fillStatus(SandboxStatus& status) const {
  status.now = engine_.now();
  status.calls = calls_;
  status.charges =
      std::ranges::count_if(ledger_->charges.all(), [](const auto& charge) { return charge->status == "succeeded"; });
}

}  // namespace billing::sandbox
