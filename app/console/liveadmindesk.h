// Changes by hand in the open workspace, as the window's thread sees them: the lock of live mode, who sits here, the
// previews, the outbox that goes on by itself, the audit log.
#pragma once

#include <QThreadPool>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "operations/admin/handguard.h"
#include "operations/admin/outboxrunner.h"
#include "operations/admin/previewer.h"
#include "operations/admindesk.h"
#include "store/database.h"
#include "workspace/profile.h"

namespace billing::console {

class LiveAdminDesk final : public operations::AdminDesk {
  Q_OBJECT
 public:
  /// All that these refer to outlives the desk.
  struct Parts {
    const workspace::Profile& profile;
    store::Database& database;
    const Clock& clock;    ///< the workspace's, perhaps ahead with its sandbox
    const Clock& machine;  ///< by which live mode locks itself
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
    QString login;                                 ///< who sits here: operations::loginName()
    std::optional<operations::Actor> person = {};  ///< as it was read already
    /// The head of the audit log as this machine remembers it, and where it is kept once the log was found whole.
    std::function<std::optional<store::AuditHead>()> knownHead = {};
    std::function<void(const store::AuditHead&)> keepHead = {};
  };
  explicit LiveAdminDesk(Parts parts);
  /// The call that is being sent is waited for.
  ~LiveAdminDesk() override;

  /// For the other desks: every write by hand asks it.
  [[nodiscard]] operations::HandGuard& guard() { return guard_; }
  /// The provider is there, or the sandbox's clock was moved.
  void wakeOutbox() { runner_->wake(); }

  [[nodiscard]] operations::AdminState state() const override;
  QFuture<Result<void>> unlock(QString reason) override;
  void lock() override;
  void touched() override;

  QFuture<Result<operations::OrderPreview>> preview(operations::AdminOrder order, CancelToken cancel) override;
  QFuture<Result<QVector<providers::RefundableLine>>> refundableLines(QString payment, CancelToken cancel) override;
  QFuture<Result<store::OutboxRow>> submit(operations::AdminOrder order, operations::OrderPreview preview,
                                           QString typed) override;
  QFuture<Result<store::OutboxRow>> withdraw(QString operation) override;
  QFuture<Result<store::OutboxRow>> decide(QString operation, bool approve, QString note) override;
  QFuture<Result<store::OutboxRow>> settle(QString operation, CancelToken cancel) override;
  QFuture<Result<store::OutboxRow>> close(QString operation, bool asDone, QString reason) override;
  QFuture<Result<QVector<store::OutboxRow>>> outbox(operations::OutboxQuestion question, CancelToken cancel) override;

  QFuture<Result<QVector<store::AuditRow>>> audit(operations::AuditQuestion question, CancelToken cancel) override;
  QFuture<Result<store::AuditVerdict>> verifyAudit(CancelToken cancel) override;

  QFuture<Result<QVector<store::PersonRow>>> people(CancelToken cancel) override;
  QFuture<Result<void>> setPerson(store::PersonRow person, QString reason) override;

 private:
  using Call = Result<store::OutboxRow>;
  using CallWork = std::function<Call(store::WriteContext&, const operations::Actor&)>;
  /// Within one transaction: who this is by the database's own word, then the work.
  QFuture<Call> writeCall(CallWork work);
  QFuture<Result<void>> writeNote(const QString& action, const QString& reason);
  void lockAgain(const QString& why);
  void watchIdle();
  void takeChanges();
  void readStanding();
  [[nodiscard]] bool open() const { return !guard_.lockNow().locked; }

  const Parts parts_;
  const operations::RulesContext rules_;
  operations::HandGuard guard_;
  QString enforcedBy_;  // what the roles stand on, as far as it was read
  operations::Previewer previewer_;
  int waiting_ = 0, approvals_ = 0, unconfirmed_ = 0;
  QTimer idle_;
  bool lockedItself_ = false;
  CancelToken closing_;
  QThreadPool pool_;
  std::shared_ptr<store::ChangeSubscription> changes_;
  std::unique_ptr<operations::OutboxRunner> runner_;
};

}  // namespace billing::console
