#include "localapi/providermessenger.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <algorithm>
#include <utility>

#include "operations/fireevent.h"

namespace billing::localapi {
namespace {

// The thread has no event loop of its own: one runs for each event.
Result<operations::FireOutcome> fire(const Clock& clock, const operations::FireRequest& request) {
  operations::FireEvent sender(clock);
  QEventLoop loop;
  QFutureWatcher<Result<operations::FireOutcome>> watcher;
  QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
  watcher.setFuture(sender.run(request));
  if (!watcher.isFinished()) loop.exec();
  return watcher.result();
}

const workspace::Secret& signingSecret(const webhooks::ListenerRoute& route, Instant now) {
  const auto good = [&](const workspace::Secret& secret) { return !secret.expiresAt || *secret.expiresAt > now; };
  const auto found = std::ranges::find_if(route.secrets, good);
  return found == route.secrets.end() ? route.secrets.front() : *found;
}

tl::unexpected<Error> notDelivered(const std::string& why) {
  return failure(ErrorKind::Unavailable, "delivery_failed", "The test provider could not deliver its events", why,
                 "See the webhooks pane, then try again");
}

}  // namespace

ProviderMessenger::ProviderMessenger(const Clock& clock, std::function<void()> settle)
    : clock_(clock), settle_(std::move(settle)), thread_(QThread::create([this] { loop(); })) {
  thread_->start();
}

ProviderMessenger::~ProviderMessenger() {
  stop();
}

void ProviderMessenger::stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_->wait();
}

void ProviderMessenger::push(Turn turn) {
  {
    const std::scoped_lock lock(mutex_);
    if (!stopping_) {
      turns_.push_back(std::move(turn));
      wake_.notify_all();
      return;
    }
  }
  turn(true);
}

void ProviderMessenger::send(std::uint16_t port, webhooks::ListenerRoute route, operations::ProviderLetters letters,
                             Done done) {
  push([this, port, route = std::move(route), letters = std::move(letters), done = std::move(done)](bool stopping) {
    if (stopping) return done(failure(ErrorKind::Cancelled, "stopping", "The local API is stopping"));
    done(deliver(port, route, letters));
  });
}

void ProviderMessenger::post(std::function<void()> task) {
  push([task = std::move(task)](bool stopping) {
    if (!stopping) task();
  });
}

void ProviderMessenger::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !turns_.empty(); });
    if (turns_.empty()) return;
    const Turn turn = std::move(turns_.front());
    turns_.pop_front();
    const bool stopping = stopping_;
    lock.unlock();
    turn(stopping);
    lock.lock();
  }
}

Result<void> ProviderMessenger::deliver(std::uint16_t port, const webhooks::ListenerRoute& route,
                                        const operations::ProviderLetters& letters) const {
  operations::FireRequest request;
  request.url = QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(port).arg(QString::fromStdString(route.route.path)));
  request.route = route.route;
  request.secret = signingSecret(route, clock_.now());
  for (const operations::ProviderLetter& letter : letters) {
    request.eventId = QByteArray::fromStdString(letter.eventId);
    request.body = QByteArray::fromStdString(letter.body);
    const auto outcome = fire(clock_, request);
    if (!outcome) return notDelivered(outcome.error().message);
    if (outcome->status < 200 || outcome->status > 299)
      return notDelivered("The route answered " + std::to_string(outcome->status) + " " +
                          outcome->responseBody.left(200).trimmed().toStdString());
  }
  if (settle_) settle_();
  return {};
}

}  // namespace billing::localapi
