// Holds the place of the deliverer until there is one; then this file goes.
#include "sandbox/delivery/deliverer.h"
namespace billing::sandbox {
class Deliverer::Impl {
 public:
  DeliverySettings s;
};
Deliverer::Deliverer(Engine&, const Clock&, Sender&, std::function<void(std::function<void()>)>)
    : impl_(std::make_shared<Impl>()) {}
void Deliverer::setVoice(Provider, Voice*) {}
void Deliverer::set(const DeliverySettings& s) {
  impl_->s = s;
}
const DeliverySettings& Deliverer::settings() const {
  return impl_->s;
}
void Deliverer::onChange(std::function<void()>) {}
void Deliverer::tell(const Happening&) {}
void Deliverer::enqueue(Provider, const std::vector<Spoken>&) {}
Result<void> Deliverer::resend(const std::string&, const std::string&) {
  return {};
}
void Deliverer::pump() {}
MaybeInstant Deliverer::nextDue() const {
  return {};
}
bool Deliverer::quiet() const {
  return true;
}
DeliveryCounts Deliverer::counts() const {
  return {};
}
namespace {
class S : public Sender {
  void send(Letter, std::function<void(Outcome)>) override {}
};
}  // namespace
std::unique_ptr<Sender> makeSender(std::unique_ptr<http::Client>, int) {
  return std::make_unique<S>();
}
}  // namespace billing::sandbox
