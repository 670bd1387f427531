#include "app/billingctl/servedworkspace.h"

#include <cstdio>

#include "operations/finance/revenuehistory.h"
#include "providers/billingprovider.h"
#include "providers/transport.h"
#include "support/whendone.h"

namespace billing::ctl {

ServedWorkspace::ServedWorkspace(const workspace::Profile& profile, const ServeSecrets& secrets,
                                 store::Database& database, const Clock& clock, const Telling& telling)
    : profile_(profile),
      secrets_(secrets),
      database_(database),
      machine_(clock),
      clock_(clock),
      context_{profile.rules, profile.provider, profile.live()},
      rules_(context_),
      processor_(database, clock_, profile.rules.empty() ? nullptr : &rules_),
      waking_(database.inbox(), processor_),
      telling_(telling(waking_)),
      desk_(database, context_, clock_, [this] { processor_.poke(); }),
      scheduler_(database, context_, clock_,
                 [this](operations::JobRequest request) { return desk_.runJob(std::move(request), {}, {}); }) {
  tellJobs();
}

webhooks::ListenerConfig ServedWorkspace::listenerConfig(std::uint16_t port) {
  webhooks::ListenerConfig config;
  config.port = port;
  config.routes = secrets_.routes;
  if (!profile_.api.enabled) return config;
  // What the processor fails at shows as pending events; the request that waits for it is answered all the same.
  auto api = std::make_shared<localapi::LocalApi>(localapi::ApiServices{
      profile_, database_, clock_, [this] { settle(); }, [this] { return provider_; }, &machine_});
  api->setSecrets(secrets_.routes, secrets_.tokens);
  config.local = std::move(api);
  return config;
}

void ServedWorkspace::settle() {
  constexpr int patienceMs = 5000;
  if (sandbox_) sandbox_->settle(patienceMs);  // what waits longer arrives as it would from a provider: later
  static_cast<void>(processor_.drain());
}

void ServedWorkspace::useSandbox(const std::string& file) {
  sandbox_ = std::make_unique<sandbox::WorkspaceSandbox>(profile_, file, machine_, clock_, [this] {
    QMetaObject::invokeMethod(&scheduler_, &operations::JobScheduler::look, Qt::QueuedConnection);
  });
}

Result<void> ServedWorkspace::startSandbox() {
  if (auto started = sandbox_->start(); !started) return started;
  client_ = http::makeNetworkClient();
  const auto habits = profile_.provider == Provider::Stripe
                          ? providers::stripeHabits(sandbox_->base(), sandbox_->key())
                          : providers::dodoHabits(sandbox_->base(), false, sandbox_->key());
  provider_ =
      providers::makeProvider(profile_.provider, providers::makeTransport(*client_, habits, {}, machine_), machine_);
  return {};
}

Result<std::uint16_t> ServedWorkspace::start(std::uint16_t port) {
  if (sandbox_)
    if (auto started = startSandbox(); !started) return failure(started.error());
  processor_.start();
  keepRevenue();
  store::EventInbox& inbox = telling_ ? *telling_ : static_cast<store::EventInbox&>(waking_);
  listener_ = std::make_unique<webhooks::Listener>(listenerConfig(port), inbox, machine_);
  auto started = listener_->start();
  if (started && sandbox_)
    sandbox_->deliverTo(*started, [this](const workspace::WebhookRoute& route) {
      for (const auto& known : secrets_.routes)
        if (known.route.path == route.path) return known.secrets;
      return workspace::Secrets();
    });
  if (started && !profile_.rules.empty()) scheduler_.start();
  return started;
}

// On standard error: how far it is, for a large database that is new to this program.
void ServedWorkspace::keepRevenue() {
  const auto tell = [](qint64 subscriptions) {
    std::fprintf(stderr, "Revenue history: %lld subscriptions\n", subscriptions);
  };
  const operations::RevenueHistoryWish wish{QString::fromStdString(profile_.timeZone), clock_.now(), false, stopping_,
                                            tell};
  whenDone(operations::makeRevenueHistory(database_, wish), &scheduler_, [](const Result<qint64>& made) {
    if (!made && made.error().kind != ErrorKind::Cancelled)
      std::fprintf(stderr, "%s\n", describe(made.error()).c_str());
  });
}

void ServedWorkspace::stop() {
  stopping_.cancel();
  if (sandbox_) sandbox_->stop();
  listener_->stop();
  processor_.stop();
}

// On standard error, so that scripts can read the rest.
void ServedWorkspace::tellJobs() {
  using operations::JobScheduler;
  QObject::connect(&scheduler_, &JobScheduler::finished, &scheduler_, [](const operations::JobReport& report) {
    std::fprintf(stderr, "Job %s: %s, %d done, %d failed\n", report.run.job.toUtf8().constData(),
                 report.run.status.toUtf8().constData(), report.run.hits, report.run.failed);
  });
  QObject::connect(&scheduler_, &JobScheduler::failed, &scheduler_, [](operations::JobKind kind, const QString& why) {
    std::fprintf(stderr, "Job %s: %s\n", toString(kind).data(), why.toUtf8().constData());
  });
}

}  // namespace billing::ctl
