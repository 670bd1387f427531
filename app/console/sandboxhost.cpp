#include "app/console/sandboxhost.h"

#include "app/console/onpool.h"
#include "support/whendone.h"

namespace billing::console {

SandboxHost::SandboxHost(const workspace::Profile& profile, std::string file, const Clock& machine,
                         sandbox::SandboxClock& clock)
    : clock_(clock), box_(std::make_shared<sandbox::WorkspaceSandbox>(profile, std::move(file), machine, clock, [this] {
        QMetaObject::invokeMethod(this, &SandboxHost::clockMoved, Qt::QueuedConnection);
      })) {}

SandboxHost::~SandboxHost() {
  box_->stop();  // at once where stop() has been waited for
}

void SandboxHost::start() {
  whenDone(onPool<Result<void>>([box = box_] { return box->start(); }), this, [this](const Result<void>& started) {
    problem_ = started ? QString() : QString::fromStdString(describe(started.error()));
    if (!started) qWarning("The sandbox does not run: %s", describe(started.error()).c_str());
    Q_EMIT changed();
  });
}

QFuture<void> SandboxHost::stop() {
  const auto stopping = onPool<bool>([box = box_] {
    box->stop();
    return true;
  });
  whenDone(stopping, this, [this](bool) { Q_EMIT changed(); });
  return QFuture<void>(stopping);
}

void SandboxHost::deliverTo(quint16 listenerPort,
                            const std::function<workspace::Secrets(const workspace::WebhookRoute&)>& secretsOf) {
  box_->deliverTo(listenerPort, secretsOf);
}

void SandboxHost::settle() {
  constexpr int patienceMs = 5000;
  box_->settle(patienceMs);  // what waits longer arrives as it would from a provider: later
}

QFuture<Result<qint64>> SandboxHost::advance(int months, int days) {
  return onPool<Result<qint64>>([box = box_, months, days]() -> Result<qint64> {
    const auto now = box->advance(months, days);
    if (!now) return failure(now.error());
    return now->ms;
  });
}

}  // namespace billing::console
