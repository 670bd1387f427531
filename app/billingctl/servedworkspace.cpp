#include "app/billingctl/servedworkspace.h"

#include <cstdio>

namespace billing::ctl {

ServedWorkspace::ServedWorkspace(const workspace::Profile& profile, const ServeSecrets& secrets,
                                 store::Database& database, const Clock& clock, const Telling& telling)
    : profile_(profile),
      secrets_(secrets),
      database_(database),
      clock_(clock),
      context_{profile.rules, profile.provider, profile.live()},
      rules_(context_),
      processor_(database, clock, profile.rules.empty() ? nullptr : &rules_),
      waking_(database.inbox(), processor_),
      telling_(telling(waking_)),
      desk_(database, context_, clock, [this] { processor_.poke(); }),
      scheduler_(database, context_, clock,
                 [this](operations::JobRequest request) { return desk_.runJob(std::move(request), {}, {}); }) {
  tellJobs();
}

webhooks::ListenerConfig ServedWorkspace::listenerConfig(std::uint16_t port) {
  webhooks::ListenerConfig config;
  config.port = port;
  config.routes = secrets_.routes;
  if (!profile_.api.enabled) return config;
  // What the processor fails at shows as pending events; the request that waits for it is answered all the same.
  const auto settle = [this] { static_cast<void>(processor_.drain()); };
  auto api = std::make_shared<localapi::LocalApi>(localapi::ApiServices{profile_, database_, clock_, settle});
  api->setSecrets(secrets_.routes, secrets_.tokens);
  config.local = std::move(api);
  return config;
}

Result<std::uint16_t> ServedWorkspace::start(std::uint16_t port) {
  processor_.start();
  store::EventInbox& inbox = telling_ ? *telling_ : static_cast<store::EventInbox&>(waking_);
  listener_ = std::make_unique<webhooks::Listener>(listenerConfig(port), inbox, clock_);
  auto started = listener_->start();
  if (started && !profile_.rules.empty()) scheduler_.start();
  return started;
}

void ServedWorkspace::stop() {
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
