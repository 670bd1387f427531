#include "support/fakedesk.h"

#include <QPromise>

#include "support/fakerows.h"

namespace billing::test {

using operations::JobKind;

namespace {

constexpr qint64 kDeskHour = 3'600'000;
constexpr int kAccounts = 312;  // as many as there are fake customers
const qint64 kTonight = kFakeNow / kDay * kDay + kDay + 2 * kDeskHour;

QString nameOf(JobKind kind) {
  switch (kind) {
    case JobKind::Downgrade:
      return QStringLiteral("downgrade");
    case JobKind::TopUp:
      return QStringLiteral("top_up");
    case JobKind::Expire:
      return QStringLiteral("expire");
  }
  return {};
}

QString whatOf(JobKind kind) {
  switch (kind) {
    case JobKind::Downgrade:
      return QStringLiteral("pro to free, cancelled on 19 Nov 2026");
    case JobKind::TopUp:
      return QStringLiteral("500 credits for $20.00, balance 42.5 below 50");
    case JobKind::Expire:
      return QStringLiteral("100 credits of the plan lapsed");
  }
  return {};
}

operations::JobReport report(qint64 id, JobKind kind, bool dryRun, qint64 at, int items) {
  operations::JobReport made;
  made.run = {id, nameOf(kind), QStringLiteral("schedule"), QStringLiteral("done"), {}, dryRun, at, at + 840, items, 0,
              0};
  for (int i = 0; i < items; ++i) {
    const store::CustomerRow who = fakeCustomer(static_cast<quint32>(i * 7 + 3));
    made.items.push_back({QStringLiteral("user_") + who.externalId.mid(4, 12).toLower(),
                          who.name,
                          whatOf(kind),
                          dryRun ? QStringLiteral("would") : QStringLiteral("done"),
                          {},
                          at + i * 30});
  }
  return made;
}

operations::DiagnosisStep step(const char* title, operations::StepState state, const char* found) {
  return {QString::fromUtf8(title), state, QString::fromUtf8(found)};
}

}  // namespace

FakeDesk::FakeDesk(FakeProduct product, bool isLive)
    : ownRules(product == FakeProduct::PersistQ ? persistqRules() : pixellRules()),
      provider(product == FakeProduct::PersistQ ? Provider::Dodo : Provider::Stripe),
      live(isLive) {
  const qint64 last = kTonight - kDay;
  reports = {report(31, JobKind::Downgrade, false, last, 3), report(30, JobKind::Expire, false, last - kDeskHour, 2),
             report(29, JobKind::TopUp, false, last - 5 * kDeskHour, 1),
             report(28, JobKind::Downgrade, true, last - kDay, 4)};
  reports[3].run.askedBy = QStringLiteral("ada");
  for (const char* name : {operations::pauseProcessing, operations::stopDowngrades, operations::allowUnverified})
    switchRows.push_back({QLatin1String(name), false, {}, {}, {}, {}, {}});
}

template <class T>
QFuture<Result<T>> FakeDesk::answer(Result<T> value) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  QMetaObject::invokeMethod(
      &turn_,
      [this, promise, value] {
        promise->addResult(failure ? Result<T>(billing::failure(*failure)) : value);
        promise->finish();
      },
      Qt::QueuedConnection);
  return promise->future();
}

operations::RulesContext FakeDesk::rules() const {
  return {ownRules, provider, live};
}

store::AccountDetail FakeDesk::detailOf(quint32 customer) const {
  store::AccountDetail detail = fakeAccount(customer, ownRules);
  detail.row.provider = provider == Provider::Dodo ? QStringLiteral("dodo") : QStringLiteral("stripe");
  if (reconciled.contains(detail.row.key)) detail.cachedTenths = detail.balanceTenths;
  return detail;
}

QFuture<Result<store::AccountDetail>> FakeDesk::accountOfCustomer(qint64 customerRow, CancelToken) {
  const auto customer = static_cast<quint32>(customerRow);
  if (!full || customer % kNoAccountEvery == 0)
    return answer<store::AccountDetail>(
        billing::failure(ErrorKind::NotFound, "no_account", "This customer is no account yet."));
  return answer<store::AccountDetail>(detailOf(customer));
}

QFuture<Result<store::AccountDetail>> FakeDesk::account(QString key, CancelToken) {
  for (quint32 customer = 1; full && customer <= kAccounts; ++customer)
    if (const store::AccountDetail detail = detailOf(customer); detail.row.key == key)
      return answer<store::AccountDetail>(detail);
  return answer<store::AccountDetail>(
      billing::failure(ErrorKind::NotFound, "unknown_account", "There is no such account."));
}

QFuture<Result<QVector<store::AccountRow>>> FakeDesk::accounts(QString search, int limit, CancelToken) {
  QVector<store::AccountRow> rows;
  for (quint32 customer = 1; full && customer <= kAccounts && rows.size() < limit; ++customer) {
    const store::AccountRow row = detailOf(customer).row;
    if (QString(row.key + row.name + row.email).contains(search, Qt::CaseInsensitive)) rows.push_back(row);
  }
  return answer<QVector<store::AccountRow>>(rows);
}

QFuture<Result<QVector<operations::JobInfo>>> FakeDesk::jobs(CancelToken) {
  QVector<operations::JobInfo> infos;
  for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire}) {
    operations::JobInfo info{kind, kind == JobKind::Downgrade ? kTonight : kFakeNow + 30 * 60'000, true, {}};
    if (kind == JobKind::Downgrade) info.enabled = ownRules.downgradeEnabled;
    if (kind == JobKind::TopUp) info.enabled = ownRules.credits.topUp.enabled;
    for (const auto& made : std::as_const(reports))
      if (full && made.run.job == nameOf(kind)) info.runs.push_back(made.run);
    infos.push_back(info);
  }
  return answer<QVector<operations::JobInfo>>(infos);
}

QFuture<Result<operations::JobReport>> FakeDesk::jobReport(qint64 run, CancelToken) {
  for (const auto& made : std::as_const(reports))
    if (made.run.id == run) return answer<operations::JobReport>(made);
  return answer<operations::JobReport>(billing::failure(ErrorKind::NotFound, "unknown_run", "There is no such run."));
}

QFuture<Result<operations::JobReport>> FakeDesk::runJob(JobKind kind, bool dryRun, operations::JobProgress progress,
                                                        CancelToken cancel) {
  const qint64 id = reports.isEmpty() ? 1 : reports.first().run.id + 1;
  operations::JobReport made = report(id, kind, dryRun, kFakeNow, 5);
  made.run.askedBy = QStringLiteral("console");
  for (int done = 1; progress && done <= 5; ++done) progress(done, 5);
  if (holdsJobs) {
    auto promise = std::make_shared<QPromise<Result<operations::JobReport>>>();
    promise->start();
    heldCancel = cancel;
    held_ = [this, promise, made, cancel]() mutable {
      if (cancel.cancelled()) made.run.status = QStringLiteral("stopped");
      reports.push_front(made);
      promise->addResult(made);
      promise->finish();
    };
    return promise->future();
  }
  if (cancel.cancelled()) made.run.status = QStringLiteral("stopped");
  reports.push_front(made);
  return answer<operations::JobReport>(made);
}

void FakeDesk::releaseJob() {
  if (held_) std::exchange(held_, nullptr)();
}

QFuture<Result<QVector<store::SwitchRow>>> FakeDesk::switches(CancelToken) {
  return answer<QVector<store::SwitchRow>>(switchRows);
}

QFuture<Result<qint64>> FakeDesk::switchPreview(QString name, CancelToken) {
  return answer<qint64>(!full ? 0 : name == QLatin1String(operations::stopDowngrades) ? 4 : 17);
}

QFuture<Result<void>> FakeDesk::setSwitch(operations::SwitchChange change) {
  switched.push_back(change);
  if (change.on && change.reason.isEmpty())
    return answer<void>(billing::failure(ErrorKind::InvalidInput, "reason_missing", "A reason is needed."));
  for (store::SwitchRow& row : switchRows)
    if (row.name == change.name)
      row = {change.name, change.on, change.reason, change.by, kFakeNow, change.remindAt, change.endsAt};
  return answer<void>({});
}

QFuture<Result<operations::Diagnosis>> FakeDesk::diagnose(operations::Question question, QString subject, CancelToken) {
  using operations::Question;
  using operations::StepState;
  ++diagnosed;
  if (question == Question::BalanceOutOfSync)
    return answer<operations::Diagnosis>(
        operations::Diagnosis{{step("The account is known", StepState::Passed, "Pixel & Paper"),
                               step("The ledger adds up", StepState::Passed, "600 credits in 4 entries"),
                               step("The cache says the same", StepState::Failed, "597.5 credits, 2.5 less")},
                              QStringLiteral("The cached balance is 2.5 credits behind the ledger."),
                              QStringLiteral("reconcile_credits"),
                              QStringLiteral("Set the cache to the ledger"),
                              subject});
  if (question == Question::SignatureFails)
    return answer<operations::Diagnosis>(operations::Diagnosis{
        {step("A delivery was refused", StepState::Passed, "msg_2Kp… 4 minutes ago, wrong signature"),
         step("The body is as it was sent", StepState::Passed, "1,204 bytes, untouched"),
         step("One of our secrets fits", StepState::Failed, "None of 2 secrets")},
        QStringLiteral("The sender signs with another secret than those kept here."),
        QStringLiteral("open_secrets"),
        QStringLiteral("Open the secrets"),
        QString()});
  return answer<operations::Diagnosis>(operations::Diagnosis{
      {step("The payment arrived", StepState::Passed, "pay_01HZX… succeeded on 18 Nov 2026, 09:12 UTC"),
       step("It was processed", StepState::Failed, "A dead letter: unknown product pdt_9ZkQ0m"),
       step("An entitlement was written", StepState::Skipped, "")},
      QStringLiteral("The payment is for a product that no plan names, so it opened nothing."),
      QStringLiteral("retry_event"),
      QStringLiteral("Retry the event"),
      QStringLiteral("4990")});
}

QFuture<Result<QVector<store::LetThroughRow>>> FakeDesk::letThrough(CancelToken) {
  QVector<store::LetThroughRow> rows;
  for (int i = 0; full && i < 3; ++i)
    rows.push_back({i == 1 ? QStringLiteral("entitlement") : QStringLiteral("quota"),
                    detailOf(static_cast<quint32>(4 + i)).row.key, QStringLiteral("memory.search"),
                    QStringLiteral("database is locked"), kFakeNow - i * 5 * kDeskHour - 60'000});
  return answer<QVector<store::LetThroughRow>>(rows);
}

QFuture<Result<void>> FakeDesk::reconcileCredits(QString accountKey) {
  reconciled << accountKey;
  return answer<void>({});
}

}  // namespace billing::test
