#include "operations/reconcile/localchecks.h"

#include "operations/credits/creditbook.h"
#include "operations/reconcile/accesscheck.h"
#include "store/read/objectevents.h"
#include "store/read/reconcilefacts.h"

namespace billing::operations {
namespace {

using store::DriftRow;

constexpr int kAccountPage = 500;

QString localText(const std::string& text) {
  return QString::fromStdString(text);
}

DriftRow accountDrift(const char* kind, const store::StoredAccount& account) {
  DriftRow drift;
  drift.kind = QLatin1String(kind);
  drift.entity = QStringLiteral("account");
  drift.externalId = drift.accountKey = localText(account.key);
  drift.customerExternalId = localText(account.customerExternalId);
  drift.state = QStringLiteral("open");
  return drift;
}

class LocalChecks {
 public:
  LocalChecks(QSqlDatabase& connection, store::Dialect dialect, const RulesContext& rules, Instant now,
              const CancelToken& cancel)
      : connection_(connection), context_(connection, dialect), rules_(rules), now_(now), cancel_(cancel) {}

  Result<QVector<DriftRow>> run() {
    if (auto done = checkAccounts(); !done) return failure(done.error());
    if (auto done = checkHomeless(); !done) return failure(done.error());
    if (auto done = checkCredits(); !done) return failure(done.error());
    return std::move(drifts_);
  }

 private:
  Result<void> checkAccounts() {
    qint64 after = 0;
    while (!cancel_.cancelled()) {
      const auto ids = store::accountsAfter(connection_, after, kAccountPage);
      if (!ids) return failure(ids.error());
      for (const qint64 id : *ids)
        if (auto done = checkAccount(id); !done) return done;
      if (ids->size() < kAccountPage) break;
      after = ids->back();
    }
    return {};
  }

  Result<void> checkAccount(qint64 row) {
    const auto account = store::AccountRepository::find(context_, row);
    if (!account) return failure(account.error());
    if (!*account) return {};
    const auto finding = checkAccess(context_, rules_, **account, now_);
    if (!finding) return failure(finding.error());
    if (*finding) addAccess(**account, **finding);
    return {};
  }

  void addAccess(const store::StoredAccount& account, const AccessFinding& finding) {
    DriftRow drift = accountDrift(finding.withoutPayment ? "access_without_payment" : "paid_without_access", account);
    drift.field = localText(finding.field);
    drift.inDatabase = localText(finding.has);
    drift.atProvider = localText(finding.paidFor);
    const QString by = finding.by.empty() ? QStringLiteral("no payment gives it")
                                          : QStringLiteral("%1 gives it").arg(localText(finding.by));
    if (finding.withoutPayment) {
      drift.cause = QStringLiteral("manual_edit");
      drift.explanation = QStringLiteral("%1 has %2, but has paid for %3 (%4), and nobody gave it by the audit log")
                              .arg(drift.accountKey, drift.inDatabase, drift.atProvider, by);
      drift.repair = QStringLiteral("Take back what was not paid for");
    } else {
      drift.cause = QStringLiteral("not_applied");
      drift.explanation = QStringLiteral("%1 has paid for %2 (%3), but has %4")
                              .arg(drift.accountKey, drift.atProvider, by, drift.inDatabase);
      drift.repair = QStringLiteral("Give what was paid for");
    }
    drifts_.append(std::move(drift));
  }

  // Payments that bought something and belong to nobody.
  Result<void> checkHomeless() {
    if (rules_.rules.empty()) return {};
    const auto homeless = store::paymentsOfNobody(connection_, rules_.provider);
    if (!homeless) return failure(homeless.error());
    for (const store::PaymentOfNobody& payment : *homeless) {
      const Plan* plan = rules_.rules.soldAs(payment.productId.toStdString(), rules_.live).plan;
      if (plan == nullptr) continue;
      DriftRow drift;
      drift.kind = QStringLiteral("paid_without_access");
      drift.entity = QStringLiteral("payment");
      drift.externalId = payment.externalId;
      drift.customerExternalId = payment.customer;
      drift.field = QStringLiteral("account");
      drift.atProvider = localText(plan->key);
      drift.inDatabase = QStringLiteral("nothing");
      drift.cause = QStringLiteral("not_applied");
      drift.explanation =
          QStringLiteral("Payment %1 buys %2 and belongs to no account").arg(payment.externalId, drift.atProvider);
      drift.repair = QStringLiteral("Read the payment again and let the rules find its account");
      drift.state = QStringLiteral("open");
      drifts_.append(std::move(drift));
    }
    return {};
  }

  Result<void> checkCredits() {
    const auto balances = store::creditsOutOfStep(connection_);
    if (!balances) return failure(balances.error());
    for (const store::CreditsOutOfStep& one : *balances) addCredits(one);
    return {};
  }

  void addCredits(const store::CreditsOutOfStep& one) {
    const auto words = [](qint64 tenths) { return localText(creditsText(tenths)); };
    DriftRow drift;
    drift.kind = QStringLiteral("credit_cache");
    drift.entity = QStringLiteral("account");
    drift.externalId = drift.accountKey = one.accountKey;
    drift.field = QStringLiteral("credits");
    drift.inDatabase = words(one.cache);
    drift.atProvider = words(one.ledger);
    drift.cause = QStringLiteral("manual_edit");
    drift.explanation = QStringLiteral("The entries of the ledger of %1 sum to %2, the cached balance says %3")
                            .arg(one.accountKey, words(one.ledger), words(one.cache));
    if (one.ledger == one.grants)
      drift.repair = QStringLiteral("Count the balance again from the ledger");
    else
      drift.explanation += QStringLiteral("; what is left of the grants is %1").arg(words(one.grants));
    drift.state = QStringLiteral("open");
    drifts_.append(std::move(drift));
  }

  QSqlDatabase& connection_;
  store::WriteContext context_;
  const RulesContext& rules_;
  const Instant now_;
  const CancelToken& cancel_;
  QVector<DriftRow> drifts_;
};

}  // namespace

Result<QVector<DriftRow>> findLocalDrifts(store::Database& database, const RulesContext& rules, Instant now,
                                          const CancelToken& cancel) {
  return database
      .read<QVector<DriftRow>>(
          [&](QSqlDatabase& connection) {
            return LocalChecks(connection, database.dialect(), rules, now, cancel).run();
          },
          cancel)
      .result();
}

}  // namespace billing::operations
