#include "sandbox/server/workshop.h"

#include <algorithm>

#include "http/answertext.h"
#include "sandbox/pages/invoicepdf.h"
#include "sandbox/server/seeds.h"
#include "sandbox/server/target.h"
#include "workspace/secretstore.h"

namespace billing::sandbox {
namespace {

bool isUnder(const std::string& path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

Result<std::unique_ptr<Workshop>> Workshop::open(const SandboxOptions& options, const Clock& clock, Post post) {
  auto ledger = Ledger::open(options.file);
  if (!ledger) return failure(ledger.error());
  auto workshop = std::make_unique<Workshop>(std::move(*ledger), options, clock, std::move(post));
  if (auto saved = workshop->save(); !saved) return failure(saved.error());
  return workshop;
}

Workshop::Workshop(std::unique_ptr<Ledger> ledger, const SandboxOptions& options, const Clock& clock, Post post)
    : clock_(clock),
      deliverOnly_(options.deliverOnly),
      ledger_(std::move(ledger)),
      engine_(*ledger_, clock, [this](const Happening& happening) { deliverer_->tell(happening); }),
      sender_(makeSender(http::makeNetworkClient())),
      deliverer_(std::make_unique<Deliverer>(engine_, clock, sender_, std::move(post))),
      pages_(engine_),
      control_(engine_, *deliverer_, faults_, calls_) {
  const FaceOptions faces{options.keys, [this](const PrintOrder& order) { return pdfOf(printedOf(order, *ledger_)); }};
  dodo_ = makeDodoFace(engine_, faces);
  stripe_ = makeStripeFace(engine_, faces);
  deliverer_->setVoice(Provider::Dodo, dodo_.get());
  deliverer_->setVoice(Provider::Stripe, stripe_.get());
  DeliverySettings settings;
  settings.retryFactor = options.retryFactor;
  deliverer_->set(settings);
  plantSeeds(*ledger_, options.products, engine_.now());
  deliverTo(options.deliverTo, options.dodoSecret, options.stripeSecret, {});
}

void Workshop::deliverTo(const std::string& url, const std::string& dodoSecret, const std::string& stripeSecret,
                         const std::string& hmacHeader) {
  sender_.sign(url, hmacHeader, dodoSecret.empty() ? stripeSecret : dodoSecret);
  const auto target = [&](Provider home, const std::string& secret) {
    // Under a header of their own, any text is a secret; the provider's scheme wants one of its form all the same.
    const bool own = !hmacHeader.empty() && !secret.empty();
    const bool wanted = !deliverOnly_ || *deliverOnly_ == home;
    setTarget(*ledger_, home, wanted ? url : std::string(), own ? workspace::generateSecret() : secret, engine_.now());
  };
  target(Provider::Dodo, dodoSecret);
  target(Provider::Stripe, stripeSecret);
}

Outcome Workshop::route(const Call& call) {
  if (isUnder(call.path, "/sandbox")) return {control_.answer(call), false, {}, 0};
  if (Pages::owns(call.path)) return {pages_.answer(call), false, {}, 0};
  ++calls_;
  control_.noteWrite(call);
  const bool stripe = isUnder(call.path, "/v1") || isUnder(call.path, "/v2");
  return faults_.call(call, stripe ? *stripe_ : *dodo_, stripe ? Provider::Stripe : Provider::Dodo);
}

// Dated by the sandbox's own clock: that is how a client learns what time it is at the provider.
Outcome Workshop::answer(const Call& call) {
  Outcome outcome = route(call);
  outcome.answer.fields.push_back({"Date", http::httpDate(engine_.now().seconds())});
  return outcome;
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
  std::int64_t least = -1;
  const auto consider = [&](const MaybeInstant& due, Instant now) {
    if (!due) return;
    const std::int64_t ms = std::max<std::int64_t>(0, due->ms - now.ms);
    least = least < 0 ? ms : std::min(least, ms);
  };
  consider(engine_.nextDue(), engine_.now());
  consider(deliverer_->nextDue(), clock_.now());  // deliveries know the machine's time only
  return least;
}

void Workshop::fillStatus(SandboxStatus& status) const {
  status.now = engine_.now();
  status.calls = calls_;
  const DeliveryCounts counts = deliverer_->counts();
  status.delivered = counts.delivered;
  status.waiting = counts.waiting;
  status.failed = counts.failed;
  status.charges =
      std::ranges::count_if(ledger_->charges.all(), [](const auto& charge) { return charge->status == "succeeded"; });
}

}  // namespace billing::sandbox
