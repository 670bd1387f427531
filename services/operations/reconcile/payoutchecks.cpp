#include "operations/reconcile/payoutchecks.h"

#include <future>

#include "store/repositories/payoutrepository.h"

namespace billing::operations {
namespace {

using providers::Payout;
using providers::PayoutItem;
using store::DriftRow;
using store::PayoutItemRow;
using store::PayoutMisfit;
using store::PayoutRepository;
using store::PayoutRow;

constexpr std::int64_t kPayoutDay = 86'400'000;

QString payoutCurrency(const Currency& currency) {
  const auto code = currency.code();
  return QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
}

std::optional<qint64> payoutMoment(const std::optional<Instant>& at) {
  return at ? std::optional<qint64>(at->ms) : std::nullopt;
}

PayoutRow payoutRowOf(const Payout& payout) {
  PayoutRow row;
  row.externalId = QString::fromStdString(payout.id);
  row.status = QString::fromStdString(payout.status);
  row.currency = payoutCurrency(payout.amount.currency);
  row.amountMinor = payout.amount.minor;
  row.createdAt = payoutMoment(payout.createdAt);
  row.arrivesAt = payoutMoment(payout.arrivesAt);
  return row;
}

PayoutItemRow payoutRowOf(const PayoutItem& item) {
  return {QString::fromStdString(item.kind),
          QString::fromStdString(item.object),
          payoutCurrency(item.net.currency),
          item.gross.minor,
          item.fee.minor,
          item.net.minor,
          payoutMoment(item.at)};
}

// Another payout may be read all the same.
bool isOfOnePayout(const Error& error) {
  return error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::NotFound ||
         error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Internal;
}

class PayoutReader {
 public:
  PayoutReader(store::Database& database, providers::BillingProvider& provider, const Clock& clock,
               const CancelToken& cancel)
      : database_(database), provider_(provider), clock_(clock), cancel_(cancel) {}

  Result<PayoutsRead> readAll() {
    PayoutsRead done;
    providers::PageRequest page;
    do {
      const auto read = provider_.payouts(page, cancel_);
      // A key that may not read them is somebody's intention.
      if (!read && (read.error().code == "not_offered" || read.error().kind == ErrorKind::Forbidden)) return done;
      if (!read) return failure(read.error());
      for (const auto& one : read->unreadable) done.skipped.push_back(one.id + ": " + one.error.message);
      for (const Payout& payout : read->items)
        if (auto one = readInto(done, payout); !one) return failure(one.error());
      page.cursor = read->next;
    } while (!page.cursor.empty());
    return done;
  }

 private:
  Result<void> readInto(PayoutsRead& done, const Payout& payout) {
    const auto row = payoutRowOf(payout);
    const auto known = isKnown(row);
    if (!known) return failure(known.error());
    if (*known) return {};
    const auto items = itemsOf(payout);
    if (!items && !isOfOnePayout(items.error())) return failure(items.error());
    if (!items) {
      done.skipped.push_back(payout.id + ": " + items.error().message);
      return {};
    }
    ++done.written;
    return save(row, *items);
  }

  Result<bool> isKnown(const PayoutRow& row) {
    if (cancel_.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The comparison was cancelled");
    return database_
        .read<bool>(
            [&](QSqlDatabase& connection) { return PayoutRepository::isKnown(connection, provider_.provider(), row); })
        .result();
  }

  Result<QVector<PayoutItemRow>> itemsOf(const Payout& payout) {
    QVector<PayoutItemRow> items;
    providers::PageRequest page;
    do {
      const auto read = provider_.payoutItems(payout, page, cancel_);
      if (!read) return failure(read.error());
      if (!read->unreadable.empty()) return failure(read->unreadable.front().error);
      for (const PayoutItem& item : read->items) items.append(payoutRowOf(item));
      page.cursor = read->next;
    } while (!page.cursor.empty());
    return items;
  }

  Result<void> save(const PayoutRow& row, const QVector<PayoutItemRow>& items) {
    std::promise<Result<void>> promise;
    database_.write(
        [&](store::WriteContext& context) {
          return PayoutRepository::save(context, provider_.provider(), row, items, clock_.now());
        },
        [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }

  store::Database& database_;
  providers::BillingProvider& provider_;
  const Clock& clock_;
  const CancelToken& cancel_;
};

QString payoutMoney(qint64 minor, const QString& currency) {
  const Money money{minor, Currency::fromCode(currency.toStdString()).value_or(Currency())};
  return QString::fromStdString(toDecimal(money)) + u' ' + currency;
}

QString payoutTime(const std::optional<qint64>& ms) {
  return ms ? QString::fromStdString(toIso8601({*ms})) : QStringLiteral("an unknown time");
}

DriftRow payoutDrift(const char* kind, const char* entity, const QString& id) {
  DriftRow drift;
  drift.kind = QLatin1String(kind);
  drift.entity = QLatin1String(entity);
  drift.externalId = id;
  drift.cause = QStringLiteral("unknown");
  drift.state = QStringLiteral("open");
  return drift;
}

DriftRow notSumming(const PayoutMisfit& misfit) {
  DriftRow drift = payoutDrift("payout_amount", "payout", misfit.payout);
  drift.field = QStringLiteral("amount");
  drift.atProvider = payoutMoney(misfit.amountMinor, misfit.currency);
  drift.inDatabase = payoutMoney(misfit.itemsMinor, misfit.currency);
  drift.explanation = QStringLiteral("Payout %1 of %2 is %3, and what it is made of sums to %4")
                          .arg(misfit.payout, payoutTime(misfit.at), drift.atProvider, drift.inDatabase);
  return drift;
}

DriftRow unknownPayment(const PayoutMisfit& misfit) {
  DriftRow drift = payoutDrift("payout_without_payment", "payment", misfit.object);
  drift.field = QStringLiteral("payout");
  drift.atProvider = payoutMoney(misfit.amountMinor, misfit.currency);
  drift.cause = QStringLiteral("missed_event");
  drift.explanation = QStringLiteral("Payout %1 pays out payment %2 of %3, which is not here")
                          .arg(misfit.payout, misfit.object, payoutTime(misfit.at));
  drift.repair = QStringLiteral("Take %1 over from the provider").arg(misfit.object);
  return drift;
}

DriftRow paidTwice(const PayoutMisfit& misfit) {
  DriftRow drift = payoutDrift("payout_twice", "payment", misfit.object);
  drift.field = QStringLiteral("payout");
  drift.atProvider = payoutMoney(misfit.itemsMinor, misfit.currency);
  drift.inDatabase = payoutMoney(misfit.amountMinor, misfit.currency);
  drift.explanation = QStringLiteral("Payment %1 is in %2 lines of the payouts, first in %3")
                          .arg(misfit.object)
                          .arg(misfit.times)
                          .arg(misfit.payout);
  return drift;
}

DriftRow neverPaid(const PayoutMisfit& misfit) {
  DriftRow drift = payoutDrift("payment_without_payout", "payment", misfit.object);
  drift.field = QStringLiteral("payout");
  drift.customerExternalId = misfit.customer;
  drift.inDatabase = payoutMoney(misfit.amountMinor, misfit.currency);
  drift.explanation = QStringLiteral("Payment %1 of %2 is in no payout; ask the provider whether it is held in reserve")
                          .arg(misfit.object, payoutTime(misfit.at));
  return drift;
}

using MisfitQuestion = std::function<Result<QVector<PayoutMisfit>>(QSqlDatabase&)>;

Result<void> addMisfits(QSqlDatabase& connection, const MisfitQuestion& question, DriftRow (*tell)(const PayoutMisfit&),
                        QVector<DriftRow>& drifts) {
  const auto found = question(connection);
  if (!found) return failure(found.error());
  for (const PayoutMisfit& misfit : *found) drifts.append(tell(misfit));
  return {};
}

}  // namespace

Result<PayoutsRead> readPayouts(store::Database& database, providers::BillingProvider& provider, const Clock& clock,
                                const CancelToken& cancel) {
  return PayoutReader(database, provider, clock, cancel).readAll();
}

Result<QVector<DriftRow>> findPayoutDrifts(const ReconcileServices& services, std::vector<std::string>& skipped,
                                           const CancelToken& cancel) {
  auto read = readPayouts(services.database, services.provider, services.clock, cancel);
  if (!read) return failure(read.error());
  skipped = std::move(read->skipped);
  const Provider provider = services.provider.provider();
  const Instant before{services.clock.now().ms - services.payoutDays * kPayoutDay};
  return services.database
      .read<QVector<DriftRow>>([&](QSqlDatabase& connection) -> Result<QVector<DriftRow>> {
        QVector<DriftRow> drifts;
        const auto ask = [&](const MisfitQuestion& question, DriftRow (*tell)(const PayoutMisfit&)) {
          return addMisfits(connection, question, tell, drifts);
        };
        using Repository = PayoutRepository;
        const auto asked =
            ask([&](QSqlDatabase& one) { return Repository::notSummingUp(one, provider); }, notSumming)
                .and_then([&] {
                  return ask([&](QSqlDatabase& one) { return Repository::ofUnknownPayments(one, provider); },
                             unknownPayment);
                })
                .and_then([&] {
                  return ask([&](QSqlDatabase& one) { return Repository::paidTwice(one, provider); }, paidTwice);
                })
                .and_then([&]() -> Result<void> {
                  if (!skipped.empty()) return {};
                  return ask([&](QSqlDatabase& one) { return Repository::neverPaidOut(one, provider, before); },
                             neverPaid);
                });
        if (!asked) return failure(asked.error());
        return drifts;
      })
      .result();
}

}  // namespace billing::operations
