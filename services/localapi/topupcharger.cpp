#include "localapi/topupcharger.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>

#include "operations/checkouts/providerletters.h"
#include "store/read/storyquestions.h"

namespace billing::localapi {

using store::RequestedTopUp;

// Shared with what waits on the messenger's thread.
struct TopUpCharger::Work {
  Work(ApiCore& theCore, std::uint16_t thePort) : core(theCore), port(thePort) {}

  ApiCore& core;
  const std::uint16_t port;
  std::weak_ptr<store::ChangeSubscription> subscription;
  std::set<std::string> charged;
  std::mutex mutex;
  bool over = false;
  std::atomic<bool> waiting = false;  // a look is on its way

  Result<operations::Buyer> buyerOf(const RequestedTopUp& topUp) const {
    std::promise<Result<operations::Buyer>> promise;
    const auto found = std::make_shared<operations::Buyer>();
    core.services.database.write(
        [this, found, key = topUp.account](store::WriteContext& context) -> Result<void> {
          auto buyer = operations::findBuyer(context, core.rules, key);
          if (!buyer) return failure(buyer.error());
          *found = std::move(*buyer);
          return {};
        },
        [&promise, found](Result<void> outcome) {
          promise.set_value(outcome ? Result<operations::Buyer>(*found) : failure(outcome.error()));
        });
    return promise.get_future().get();
  }

  // What cannot be charged stays requested, where the jobs pane shows it.
  void charge(const RequestedTopUp& topUp) {
    const auto route = core.providerRoute();
    const auto buyer = buyerOf(topUp);
    if (!route || !buyer || !charged.insert(topUp.request).second) return;
    const auto letters =
        operations::topUpLetters(core.rules, *buyer, topUp.request, topUp.price, core.services.clock.now());
    if (!letters || !core.messenger.deliver(port, *route, *letters)) charged.erase(topUp.request);
  }

  [[nodiscard]] bool jobHasRun() const {
    const auto alive = subscription.lock();
    const auto changes = alive ? alive->take() : std::vector<store::Change>();
    return std::ranges::any_of(changes, [](const store::Change& one) { return one.entity == store::Entity::JobRun; });
  }

  void look() {
    const auto requested = core.services.database.read<std::vector<RequestedTopUp>>(store::requestedTopUps).result();
    if (!requested) return;
    for (const RequestedTopUp& topUp : *requested)
      if (!charged.contains(topUp.request)) charge(topUp);
  }
};

void TopUpCharger::post(const std::shared_ptr<Work>& work, bool wanted) {
  const std::scoped_lock lock(work->mutex);
  if (work->over || (wanted && work->waiting.exchange(true))) return;
  work->core.messenger.post([work, wanted] {
    if (wanted) work->waiting = false;
    if (work->jobHasRun() || wanted) work->look();
  });
}

TopUpCharger::TopUpCharger(ApiCore& core, std::uint16_t port) : work_(std::make_shared<Work>(core, port)) {
  subscription_ = core.services.database.changes().subscribe([work = work_] { post(work, false); });
  work_->subscription = subscription_;
  look();
}

TopUpCharger::~TopUpCharger() {
  const std::scoped_lock lock(work_->mutex);
  work_->over = true;
}

void TopUpCharger::look() {
  post(work_, true);
}

}  // namespace billing::localapi
