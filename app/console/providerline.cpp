#include "app/console/providerline.h"

namespace billing::console {

void ProviderLine::connect(const std::string& base, const std::string& key, Error why) {
  const std::scoped_lock lock(mutex_);
  why_ = std::move(why);
  if (base == base_ && key == key_ && (connected_ != nullptr) == !key.empty()) return;
  base_ = base;
  key_ = key;
  // Whoever still holds a provider holds the client that it speaks through.
  connected_ = key.empty() ? nullptr
                           : ProviderPtr(make(base, key, live_).release(),
                                         [client = client_](providers::BillingProvider* gone) { delete gone; });
}

Result<ProviderLine::ProviderPtr> ProviderLine::now() const {
  const std::scoped_lock lock(mutex_);
  if (connected_) return connected_;
  return failure(why_);
}

operations::ProviderMaker ProviderLine::maker(const std::string& base) const {
  return [this, base](const std::string& key, bool live) { return make(base, key, live); };
}

std::unique_ptr<providers::BillingProvider> ProviderLine::make(const std::string& base, const std::string& key,
                                                               bool live) const {
  auto habits =
      provider_ == Provider::Stripe ? providers::stripeHabits(base, key) : providers::dodoHabits(base, live, key);
  return providers::makeProvider(provider_, providers::makeTransport(*client_, std::move(habits), {}, clock_), clock_);
}

}  // namespace billing::console
