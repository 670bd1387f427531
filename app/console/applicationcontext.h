// The one place where the console is put together: each service once, by constructor, in the order of their dependence.
#pragma once

#include <QSettings>
#include <memory>

#include "app/console/consolelistener.h"
#include "app/console/liveadmindesk.h"
#include "app/console/livebulkdesk.h"
#include "app/console/livefinancedesk.h"
#include "app/console/liveproviderdesk.h"
#include "app/console/livereconciledesk.h"
#include "app/console/livereportsdesk.h"
#include "app/console/livereviewdesk.h"
#include "app/console/processordoor.h"
#include "app/console/sandboxhost.h"
#include "app/console/signingsecrets.h"
#include "app/console/workspacesource.h"
#include "localapi/localapi.h"
#include "operations/accounts/accountrules.h"
#include "operations/admin/guardeddesks.h"
#include "operations/fireevent.h"
#include "operations/jobs/jobscheduler.h"
#include "operations/sqlbillingdesk.h"
#include "operations/sqlqueries.h"
#include "store/database.h"
#include "ui/consoleservices.h"
#include "ui/presenters/auditmemory.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

namespace billing::console {

class DemoFiller;

/// What is open: all of it outlives the context.
struct OpenWorkspace {
  const WorkspaceSource& source;
  const workspace::Profile& profile;
  WorkspaceSecrets& secrets;
  std::string databaseFile;
  /// Who sits here, as far as it was read beside opening the database; without it nothing is allowed until it is.
  std::optional<operations::Actor> person = {};
};

/// What time it is: for the workspace, which may be ahead with its sandbox, and for the machine, by which signatures
/// are judged. Both outlive the context.
struct WorkspaceTime {
  const Clock& machine;
  sandbox::SandboxClock& own;
};

/// Lives as long as the window. Members are destroyed in reverse: the listener and its API before jobs and desk, these
/// before the processor, all before the database.
class ApplicationContext {
 public:
  ApplicationContext(const OpenWorkspace& open, const WorkspaceTime& time, std::shared_ptr<store::Database> database);
  ~ApplicationContext();

  /// `workspaces` opens another workspace; may be nullptr.
  [[nodiscard]] ui::ConsoleServices services(ui::WorkspaceControl* workspaces = nullptr);
  [[nodiscard]] ConsoleListener& listener() { return listener_; }
  [[nodiscard]] LiveProviderDesk& provider() { return provider_; }
  [[nodiscard]] LiveAdminDesk& admin() { return *admin_; }
  [[nodiscard]] DemoFiller* demo() { return demo_.get(); }         ///< nullptr unless this workspace has a generator
  [[nodiscard]] SandboxHost* sandbox() { return sandbox_.get(); }  ///< nullptr: the workspace speaks to its provider
  /// Whoever sits here, for the audit log.
  [[nodiscard]] operations::Hand hand() const { return who_(); }
  /// Starts what runs by the timetable.
  void startJobs();

 private:
  [[nodiscard]] std::shared_ptr<localapi::LocalApi> makeApi();
  [[nodiscard]] std::unique_ptr<LiveAdminDesk> makeAdmin(const OpenWorkspace& open, const WorkspaceTime& time);
  void startSandbox(const std::string& file, const WorkspaceTime& time);
  void deliverToListener();
  void settle();
  void actsAs(std::function<operations::Hand()> who);
  void keepRecord();
  void noteConfig();
  void keepRevenue();
  [[nodiscard]] QFuture<Result<void>> mayFire(const operations::FireRequest& request);
  [[nodiscard]] QFuture<Result<void>> noteFired(const operations::FireRequest& request);
  [[nodiscard]] QFuture<Result<int>> retry(QVector<qint64> rows);

  const WorkspaceSource& source_;
  const workspace::Profile& profile_;
  const Clock& machine_;
  const Clock& clock_;
  WorkspaceSecrets& secrets_;
  std::shared_ptr<store::Database> database_;
  QSettings settings_;
  ui::AuditMemory auditMemory_;
  const operations::RulesContext rulesContext_;
  operations::SqlQueries queries_;
  operations::AccountRules rules_;
  webhooks::Processor processor_;
  std::shared_ptr<ProcessorDoor> door_;
  webhooks::WakingInbox inbox_;
  operations::SqlBillingDesk desk_;
  operations::JobScheduler scheduler_;
  std::unique_ptr<SandboxHost> sandbox_;  // before those who ask it
  LiveProviderDesk provider_;
  std::unique_ptr<LiveAdminDesk> admin_;
  operations::GuardedBillingDesk handDesk_;  // what the window is given: every write by hand is asked for first
  operations::GuardedProviderDesk handProvider_;
  LiveBulkDesk bulk_;
  LiveFinanceDesk finance_;
  LiveReportsDesk reports_;
  LiveReviewDesk review_;
  LiveReconcileDesk reconcile_;
  std::shared_ptr<localapi::LocalApi> api_;  // nullptr: the profile serves none
  ConsoleListener listener_;
  operations::FireEvent fire_;
  std::function<operations::Hand()> who_;
  const CancelToken leaving_;
  bool jobsRun_ = false;
  quint16 deliveredTo_ = 0;  // the listener's port that the sandbox knows
  std::unique_ptr<DemoFiller> demo_;
};

}  // namespace billing::console
