// One workspace as it is served: database, processor with the rules, listener with the local API, jobs by the
// timetable.
#pragma once

#include <memory>

#include "app/billingctl/servesecrets.h"
#include "http/client.h"
#include "localapi/localapi.h"
#include "operations/accounts/accountrules.h"
#include "operations/jobs/jobscheduler.h"
#include "operations/sqlbillingdesk.h"
#include "sandbox/workspacesandbox.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

namespace billing::ctl {

/// Members are destroyed in reverse: jobs before the listener, the listener before the processor.
class ServedWorkspace {
 public:
  /// Puts an inbox before the one that stores, to tell of deliveries; may give nothing.
  using Telling = std::function<std::unique_ptr<store::EventInbox>(store::EventInbox&)>;

  /// Profile, database and clock outlive this.
  ServedWorkspace(const workspace::Profile& profile, const ServeSecrets& secrets, store::Database& database,
                  const Clock& clock, const Telling& telling);

  /// Before start(), where the profile says sandbox: in this file.
  void useSandbox(const std::string& file);
  /// "http://127.0.0.1:41234"; empty without a sandbox.
  [[nodiscard]] std::string sandboxBase() const { return sandbox_ ? sandbox_->base() : std::string(); }
  /// The port; the errors of Listener::start and of the sandbox. From then on jobs run at their time, on the caller's
  /// event loop.
  [[nodiscard]] Result<std::uint16_t> start(std::uint16_t port);
  /// Running answers and the running batch are finished; what is left stays pending for the next run.
  void stop();
  [[nodiscard]] webhooks::ListenerStatus status() const { return listener_->status(); }

 private:
  [[nodiscard]] webhooks::ListenerConfig listenerConfig(std::uint16_t port);
  void tellJobs();
  void keepRevenue();
  [[nodiscard]] Result<void> startSandbox();
  void settle();

  const workspace::Profile& profile_;
  const ServeSecrets& secrets_;
  store::Database& database_;
  const Clock& machine_;         ///< by which signatures are judged
  sandbox::SandboxClock clock_;  ///< the workspace's: ahead when its sandbox has been moved
  const operations::RulesContext context_;
  operations::AccountRules rules_;
  webhooks::Processor processor_;
  webhooks::WakingInbox waking_;
  std::unique_ptr<store::EventInbox> telling_;
  std::unique_ptr<http::Client> client_;
  std::shared_ptr<providers::BillingProvider> provider_;  ///< of the sandbox; nullptr: the test checkout
  std::unique_ptr<webhooks::Listener> listener_;
  std::unique_ptr<sandbox::WorkspaceSandbox> sandbox_;
  operations::SqlBillingDesk desk_;
  operations::JobScheduler scheduler_;
  const CancelToken stopping_;
};

}  // namespace billing::ctl
