// Changes by hand without a database or a provider: believable previews, calls that go through every state when told
// to, refusals on demand. Answers come with the next turn of the event loop.
#pragma once

#include <QPromise>
#include <functional>

#include "operations/admindesk.h"

namespace billing::test {

class FakeAdminDesk final : public operations::AdminDesk {
 public:
  explicit FakeAdminDesk(const Clock& clock, bool live = false);

  [[nodiscard]] operations::AdminState state() const override { return now; }
  QFuture<Result<void>> unlock(QString reason) override;
  void lock() override;
  void touched() override { ++touches; }
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

  void setState(const operations::AdminState& state);
  /// The call with this operation goes on to `state`, as the worker would do it.
  void move(const QString& operation, store::OutboxState state, const Error& error = {});
  /// Answers the question that is held, if any.
  void releasePreview();

  operations::AdminState now;
  QVector<operations::AdminOrder> previewed, submitted;
  QStringList typed;                ///< beside each submission
  QVector<store::OutboxRow> calls;  ///< newest first
  std::optional<Error> refusal;     ///< of the preview itself
  std::optional<Error> previewFailure, submitFailure;
  std::function<void(operations::OrderPreview&)> adjust;  ///< the last word on each preview
  bool holdsPreviews = false;
  int touches = 0, settled = 0;
  QStringList closed;  ///< "op_1 done: the reason"
  qint64 undoMs = 10'000;
  QVector<providers::RefundableLine> lines;  ///< of every payment
  QVector<store::AuditRow> entries;
  store::AuditVerdict verdict;  ///< of the audit log
  QVector<store::PersonRow> persons;

 private:
  store::OutboxRow* find(const QString& operation);
  [[nodiscard]] operations::OrderPreview previewOf(const operations::AdminOrder& order) const;
  QFuture<Result<store::OutboxRow>> answerOf(const QString& operation);
  void countCalls();
  const Clock& clock_;
  std::function<void()> held_;
};

}  // namespace billing::test
