#include "store/changefeed.h"

#include <utility>

namespace billing::store {

ChangeSubscription::ChangeSubscription(std::function<void()> wake) : wake_(std::move(wake)) {}

std::vector<Change> ChangeSubscription::take() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(pending_, {});
}

void ChangeSubscription::add(const std::vector<Change>& changes) {
  bool first = false;
  {
    const std::scoped_lock lock(mutex_);
    first = pending_.empty();
    pending_.insert(pending_.end(), changes.begin(), changes.end());
  }
  if (first && wake_) wake_();
}

std::shared_ptr<ChangeSubscription> ChangeFeed::subscribe(std::function<void()> wake) {
  auto subscription = std::make_shared<ChangeSubscription>(std::move(wake));
  const std::scoped_lock lock(mutex_);
  subscribers_.push_back(subscription);
  return subscription;
}

void ChangeFeed::publish(const std::vector<Change>& changes) {
  if (changes.empty()) return;
  // Whoever ends a subscription may do so inside the wake-up: no lock of ours is held then.
  std::vector<std::shared_ptr<ChangeSubscription>> alive;
  {
    const std::scoped_lock lock(mutex_);
    std::erase_if(subscribers_, [](const auto& subscriber) { return subscriber.expired(); });
    for (const auto& subscriber : subscribers_)
      if (auto strong = subscriber.lock()) alive.push_back(std::move(strong));
  }
  for (const auto& subscriber : alive) subscriber->add(changes);
}

}  // namespace billing::store
