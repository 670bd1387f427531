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

void ProviderMessenger::send(std::uint16_t port, webhooks::ListenerRoute route, operations::ProviderLetters letters,
                             Done done) {
  {
    const std::scoped_lock lock(mutex_);
    if (!stopping_) {
      messages_.push_back({port, std::move(route), std::move(letters), std::move(done)});
      wake_.notify_all();
      return;
    }
  }
  done(failure(ErrorKind::Cancelled, "stopping", "The local API is stopping"));
}

void ProviderMessenger::loop() {
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || !messages_.empty(); });
    if (messages_.empty()) return;
    const Message message = std::move(messages_.front());
    messages_.pop_front();
    const bool stopping = stopping_;
    lock.unlock();
    if (stopping)
      message.done(failure(ErrorKind::Cancelled, "stopping", "The local API is stopping"));
    else
      message.done(deliver(message));
    lock.lock();
  }
}

Result<void> ProviderMessenger::deliver(const Message& message) const {
  operations::FireRequest request;
  request.url = QUrl(
      QStringLiteral("http://127.0.0.1:%1%2").arg(message.port).arg(QString::fromStdString(message.route.route.path)));
  request.route = message.route.route;
  request.secret = signingSecret(message.route, clock_.now());
  for (const operations::ProviderLetter& letter : message.letters) {
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
