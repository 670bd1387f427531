// Credits that run low: raises a request which the provider is to charge. Nothing is credited before it is paid.
#include "domain/civildate.h"
#include "operations/jobs/accountrowsof.h"
#include "operations/jobs/jobtext.h"
#include "operations/jobs/jobwork.h"
#include "operations/jobs/raisetopup.h"
#include "store/repositories/creditpurchaserepository.h"
#include "store/repositories/rowvalues.h"

namespace billing::operations {
namespace {

struct TopUpCandidate {
  std::string provider;
  Tenths balance = 0;
};

struct TopUpHistory {
  int requested = 0;  // by us for this month
  int ofMonth = 0;    // these and what others asked for
  std::optional<Instant> openSince;
};

QString usableCreditsSql() {
  return QStringLiteral(
      "(SELECT COALESCE(SUM(g.remaining_tenths), 0) FROM credit_grants g WHERE g.account_id = a.id AND "
      "g.remaining_tenths > 0 AND g.granted_at <= ? AND (g.expires_at IS NULL OR g.expires_at > ?))");
}

QString priceText(const Money& price) {
  return QString::fromStdString(toDecimal(price) + " " + std::string(price.currency.code()));
}

QString creditNumber(Tenths tenths) {
  return QString::fromStdString(creditsText(tenths));
}

class TopUpWork final : public JobWork {
 public:
  TopUpWork(const RulesContext& rules, Instant now) : rules_(rules), rule_(rules.rules.credits.topUp), now_(now) {}

  Result<std::vector<std::int64_t>> accounts(store::WriteContext& context) override {
    if (!rules_.rules.credits.enabled || !rule_.enabled || rule_.tenths <= 0) return std::vector<std::int64_t>();
    return accountRowsOf(context, QStringLiteral("SELECT a.id ") + lowSql() + QStringLiteral(" ORDER BY a.id"),
                         lowValues());
  }

  Result<std::vector<JobTask>> tasks(store::WriteContext& context, std::int64_t account) override {
    const auto low = candidate(context, account);
    if (!low) return failure(low.error());
    if (!*low) return std::vector<JobTask>();
    const auto history = historyOf(context, account);
    if (!history) return failure(history.error());
    JobTask task;
    task.deed = monthPrefix(account) + QString::number(history->requested + 1);
    task.what = QStringLiteral("%1 credits for %2: the balance of %3 is below %4")
                    .arg(creditNumber(rule_.tenths), priceText(rule_.price), creditNumber((*low)->balance),
                         creditNumber(rule_.belowTenths));
    task.skip = whyNot(*history);
    return std::vector<JobTask>{task};
  }

  Result<void> perform(store::WriteContext& context, std::int64_t account, const JobTask& task) override {
    const auto low = candidate(context, account);
    if (!low) return failure(low.error());
    if (!*low) return {};
    store::CreditPurchase request;
    request.account = account;
    request.provider = providerFrom((*low)->provider).value_or(rules_.provider);
    request.paymentExternalId = task.deed.toStdString();
    request.kind = "automatic";
    request.tenths = rule_.tenths;
    request.amount = rule_.price;
    request.status = "requested";
    request.purchased = now_;
    if (auto saved = store::CreditPurchaseRepository::save(context, request); !saved) return failure(saved.error());
    context.changed(store::Entity::Account, account, store::ChangeKind::Updated);
    return {};
  }

 private:
  // Somebody whom the provider can charge, on a plan that is paid for, with less than the rule wants.
  QString lowSql() const {
    return QStringLiteral(
               "FROM accounts a LEFT JOIN credit_balances b ON b.account_id = a.id WHERE "
               "COALESCE(b.top_up_enabled, 1) = 1 AND a.billing_customer_id <> '' AND a.billing_status IN ('', "
               "'active') AND (a.plan_id = '' OR a.plan_id <> ?) AND ") +
           usableCreditsSql() + QStringLiteral(" < ?");
  }

  QVariantList lowValues() const {
    const Plan* free = rules_.rules.freePlan();
    return {store::toVariant(free != nullptr ? free->key : std::string()), qlonglong(now_.ms), qlonglong(now_.ms),
            qlonglong(rule_.belowTenths)};
  }

  Result<std::optional<TopUpCandidate>> candidate(store::WriteContext& context, std::int64_t account) const {
    const QVariantList values =
        QVariantList{qlonglong(now_.ms), qlonglong(now_.ms)} + lowValues() + QVariantList{qlonglong(account)};
    auto rows = store::Statement::run(context,
                                      QStringLiteral("SELECT a.billing_provider, ") + usableCreditsSql() + u' ' +
                                          lowSql() + QStringLiteral(" AND a.id = ?"),
                                      values);
    if (!rows) return failure(rows.error());
    if (!rows->next()) return std::optional<TopUpCandidate>();
    store::RowReader row(rows->query());
    TopUpCandidate found;
    found.provider = row.text();
    found.balance = row.number();
    return std::optional(found);
  }

  // Failed ones count too: a card that is refused must not be charged without end. A request belongs to the month that
  // its id names, whenever it is paid.
  Result<TopUpHistory> historyOf(store::WriteContext& context, std::int64_t account) const {
    auto rows = store::Statement::run(
        context,
        QStringLiteral("SELECT purchased_at, status, payment_external_id FROM credit_purchases WHERE account_id = ? "
                       "AND kind = 'automatic'"),
        {qlonglong(account)});
    if (!rows) return failure(rows.error());
    const Period month = monthOf(now_);
    TopUpHistory history;
    while (rows->next()) {
      const Instant at{rows->value(0).toLongLong()};
      const QString id = rows->value(2).toString();
      const bool ours = id.startsWith(QStringLiteral("topup:"));
      // Requests of an account that was merged into this one keep their ids.
      const bool thisMonth = ours ? id.section(u':', 2, 2) == monthText() : at >= month.start && at < month.end;
      if (id.startsWith(monthPrefix(account))) ++history.requested;
      if (thisMonth) ++history.ofMonth;
      if (rows->value(1).toString() == u"requested") history.openSince = at;
    }
    return history;
  }

  QString whyNot(const TopUpHistory& history) const {
    if (history.openSince)
      return QStringLiteral("a top-up asked for on %1 is not paid yet").arg(momentText(*history.openSince));
    if (history.ofMonth >= rule_.monthlyCap)
      return QStringLiteral("%1 of %2 top-ups of the month are used").arg(history.ofMonth).arg(rule_.monthlyCap);
    return {};
  }

  QString monthPrefix(std::int64_t account) const {
    return QStringLiteral("topup:%1:%2:").arg(account).arg(monthText());
  }

  QString monthText() const { return QString::fromStdString(toText(utcDateOf(now_))).left(7).remove(u'-'); }

  const RulesContext rules_;
  const TopUpRule& rule_;
  const Instant now_;
};

}  // namespace

std::unique_ptr<JobWork> topUpWork(const RulesContext& rules, Instant now) {
  return std::make_unique<TopUpWork>(rules, now);
}

Result<bool> raiseTopUpIfDue(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                             Instant now) {
  if (!rules.rules.credits.enabled || !rules.rules.credits.topUp.enabled) return false;
  TopUpWork work(rules, now);
  const auto tasks = work.tasks(context, account);
  if (!tasks) return failure(tasks.error());
  if (tasks->empty() || !tasks->front().skip.isEmpty()) return false;
  if (auto raised = work.perform(context, account, tasks->front()); !raised) return failure(raised.error());
  return true;
}

}  // namespace billing::operations
