#include "sandbox/delivery/deliverer.h"

#include <algorithm>
#include <random>
#include <set>

namespace billing::sandbox {
namespace {

// As many letters are made ready at once; a body is made when its turn comes, so that it tells the latest state.
constexpr std::size_t mostUnderWay = 32;

bool wantsType(const Endpoint& endpoint, const std::string& type) {
  const auto& types = endpoint.types;
  const auto has = [&](const std::string& word) { return std::ranges::find(types, word) != types.end(); };
  return types.empty() || has("*") || has(type);
}

}  // namespace

class Deliverer::Impl : public std::enable_shared_from_this<Deliverer::Impl> {
 public:
  Impl(Engine& engine, const Clock& clock, Sender& sender, std::function<void(std::function<void()>)> post)
      : engine_(engine), ledger_(engine.ledger()), clock_(clock), sender_(sender), post_(std::move(post)) {
    for (const auto& delivery : ledger_.deliveries.all()) {
      if (delivery->state == "waiting") waiting_.emplace(delivery->nextAttempt, ledger_.deliveries.place(delivery->id));
      if (delivery->state == "delivered") ++counts_.delivered;
      if (delivery->state == "failed") ++counts_.failed;
    }
  }

  void enqueue(Provider home, const Spoken& spoken) {
    Event event;
    event.id = ledger_.newId(home == Provider::Stripe ? "evt_" : "msg_");
    event.type = spoken.type;
    event.objectKind = spoken.objectKind;
    event.objectId = spoken.objectId;
    event.body = spoken.body;
    event.requestId = spoken.requestId;
    event.idempotencyKey = spoken.idempotencyKey;
    event.home = home;
    event.created = engine_.now();
    const Event& made = ledger_.events.add(std::move(event));
    for (const auto& endpoint : ledger_.endpoints.all())
      if (endpoint->home == home && endpoint->enabled && !endpoint->deleted && wantsType(*endpoint, made.type))
        deliver(made, endpoint->id);
  }

  Result<void> resend(const std::string& id, const std::string& only) {
    const Event* event = ledger_.events.find(id);
    if (event == nullptr) return failure(ErrorKind::NotFound, "not_found", "No such event: '" + id + "'");
    for (const auto& endpoint : ledger_.endpoints.all())
      if (only.empty() ? endpoint->home == event->home && endpoint->enabled && !endpoint->deleted
                       : endpoint->id == only)
        deliver(*event, endpoint->id);
    return {};
  }

  void pump() {
    if (settings.paused) return;
    std::vector<std::size_t> due;
    while (!waiting_.empty() && waiting_.begin()->first <= clock_.now() &&
           underWay_.size() + due.size() < mostUnderWay) {
      due.push_back(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
    }
    if (settings.shuffle) std::shuffle(due.begin(), due.end(), std::mt19937_64(settings.seed++));
    for (const std::size_t place : due) send(*ledger_.deliveries.all()[place]);
  }

  MaybeInstant nextDue() const {
    if (settings.paused || waiting_.empty()) return std::nullopt;
    // While too much is under way the next outcome is what to wait for.
    return underWay_.size() >= mostUnderWay ? std::nullopt : MaybeInstant(waiting_.begin()->first);
  }
  bool quiet() const {
    const bool due = !settings.paused && !waiting_.empty() && waiting_.begin()->first <= clock_.now();
    return underWay_.empty() && !due;
  }
  DeliveryCounts counts() const { return {counts_.delivered, waiting_.size() + underWay_.size(), counts_.failed}; }

  Engine& engine() { return engine_; }
  Voice* voices[2] = {nullptr, nullptr};
  DeliverySettings settings;
  std::function<void()> changed;

 private:
  struct UnderWay {
    int left = 0;        ///< copies whose outcome is awaited
    bool taken = false;  ///< one of them was acknowledged
  };

  void deliver(const Event& event, const std::string& endpoint) {
    Delivery delivery;
    delivery.id = ledger_.newId("dlv_");
    delivery.event = event.id;
    delivery.endpoint = endpoint;
    delivery.nextAttempt = delivery.created = clock_.now();
    const Delivery& made = ledger_.deliveries.add(std::move(delivery));
    waiting_.emplace(made.nextAttempt, ledger_.deliveries.place(made.id));
  }

  void send(Delivery& delivery) {
    const Event* event = ledger_.events.find(delivery.event);
    const Endpoint* endpoint = ledger_.endpoints.find(delivery.endpoint);
    if (event == nullptr || endpoint == nullptr || endpoint->deleted || !endpoint->enabled)
      return giveUp(delivery, "the endpoint is gone or switched off");
    Voice* voice = voices[static_cast<int>(event->home)];
    Sender::Letter letter{delivery.id, endpoint->url, voice == nullptr ? event->body : voice->body(*event), {}};
    auto fields = signedFields(*endpoint, event->id, letter.body, clock_.now());
    if (!fields) return giveUp(delivery, describe(fields.error()));
    letter.fields = std::move(*fields);
    const int copies = 1 + std::max(0, settings.duplicate);
    underWay_[delivery.id] = {copies, false};
    for (int i = 0; i < copies; ++i)
      sender_.send(letter, [self = weak_from_this(), post = post_](Sender::Outcome outcome) {
        post([self, outcome = std::move(outcome)] {
          if (const auto still = self.lock()) still->outcome(outcome);
        });
      });
  }

  void outcome(const Sender::Outcome& outcome) {
    const auto copy = underWay_.find(outcome.delivery);
    if (copy == underWay_.end()) return;
    Delivery& delivery = *ledger_.deliveries.find(outcome.delivery);
    delivery.lastStatus = outcome.status;
    delivery.lastError = outcome.error;
    copy->second.taken = copy->second.taken || (outcome.status >= 200 && outcome.status < 300);
    if (--copy->second.left > 0) return;
    const bool taken = copy->second.taken;
    underWay_.erase(copy);
    ++delivery.attempts;
    if (taken)
      settle(delivery);
    else
      retryLater(delivery);
    ledger_.deliveries.touch(delivery.id);
    if (changed) changed();
    pump();
  }

  void settle(Delivery& delivery) {
    delivery.state = "delivered";
    ++counts_.delivered;
  }

  void retryLater(Delivery& delivery) {
    const Event& event = *ledger_.events.find(delivery.event);
    const auto wait = retryDelayMs(event.home, delivery.attempts);
    if (!wait) return giveUp(delivery, delivery.lastError);
    const auto ms = static_cast<std::int64_t>(static_cast<double>(*wait) * settings.retryFactor);
    delivery.nextAttempt = Instant{clock_.now().ms + ms};
    waiting_.emplace(delivery.nextAttempt, ledger_.deliveries.place(delivery.id));
  }

  void giveUp(Delivery& delivery, const std::string& why) {
    delivery.state = "failed";
    delivery.lastError = why;
    ++counts_.failed;
    ledger_.deliveries.touch(delivery.id);
  }

  Engine& engine_;
  Ledger& ledger_;
  const Clock& clock_;
  Sender& sender_;
  std::function<void(std::function<void()>)> post_;
  std::set<std::pair<Instant, std::size_t>> waiting_;  // by time, then age
  std::unordered_map<std::string, UnderWay> underWay_;
  DeliveryCounts counts_;
};

Deliverer::Deliverer(Engine& engine, const Clock& clock, Sender& sender,
                     std::function<void(std::function<void()>)> post)
    : impl_(std::make_shared<Impl>(engine, clock, sender, std::move(post))) {}

void Deliverer::setVoice(Provider home, Voice* voice) {
  impl_->voices[static_cast<int>(home)] = voice;
}
void Deliverer::set(const DeliverySettings& settings) {
  impl_->settings = settings;
}
const DeliverySettings& Deliverer::settings() const {
  return impl_->settings;
}
void Deliverer::onChange(std::function<void()> changed) {
  impl_->changed = std::move(changed);
}
void Deliverer::tell(const Happening& happening) {
  const Provider home = homeOf(impl_->engine().ledger(), happening);
  if (Voice* voice = impl_->voices[static_cast<int>(home)]) enqueue(home, voice->speak(happening));
}
void Deliverer::enqueue(Provider home, const std::vector<Spoken>& spoken) {
  for (const Spoken& each : spoken) impl_->enqueue(home, each);
}
Result<void> Deliverer::resend(const std::string& event, const std::string& endpoint) {
  return impl_->resend(event, endpoint);
}
void Deliverer::pump() {
  impl_->pump();
}
MaybeInstant Deliverer::nextDue() const {
  return impl_->nextDue();
}
bool Deliverer::quiet() const {
  return impl_->quiet();
}
DeliveryCounts Deliverer::counts() const {
  return impl_->counts();
}

}  // namespace billing::sandbox
