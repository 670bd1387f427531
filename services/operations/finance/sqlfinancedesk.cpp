#include "operations/finance/sqlfinancedesk.h"

#include <QPromise>
#include <memory>

#include "domain/percent.h"
#include "operations/admin/permissions.h"
#include "operations/audited.h"
#include "operations/finance/financeowing.h"
#include "operations/finance/revenuehistory.h"
#include "store/mrrrebuild.h"
#include "store/repositories/metricchoices.h"
#include "support/whendone.h"

namespace billing::operations {
namespace {

// The facts of one kind of source, with the workspace's choices.
Result<FinanceFacts> factsFor(QSqlDatabase& database, const FinanceAsk& ask, const FinancePeriod& period,
                              FigureSource source) {
  const auto choices = readChoices(database);
  if (!choices) return failure(choices.error());
  return readFinanceFacts(database, {period, {source}, 0, false}, ask.settings, *choices, ask.now);
}

struct Choosing {
  QString term, choice, reason;
  Hand hand;
};

Result<void> checkChoosing(const Choosing& wish) {
  const auto term = choosableTerm(wish.term);
  if (!term) return failure(term.error());
  if (definitionWords(**term, wish.choice.toStdString()).empty()) {
    std::string all;
    for (const DefinitionChoice& one : (*term)->choices) all += (all.empty() ? "" : " or ") + std::string(one.key);
    return failure(ErrorKind::InvalidInput, "unknown_choice",
                   "“" + wish.choice.toStdString() + "” is no way of counting " + (*term)->title, {}, "Choose " + all);
  }
  if (wish.reason.trimmed().isEmpty())
    return failure(ErrorKind::InvalidInput, "reason_missing", "Nothing was chosen", "a reason is missing",
                   "Say why, for whoever wonders later why the figures have changed");
  const Actor actor{wish.hand.name, roleFrom(wish.hand.role.toStdString()).value_or(Role::Viewer)};
  if (!permitted(actor, Deed::ChooseDefinitions, wish.hand.live))
    return failure(ErrorKind::Forbidden, "role",
                   "The role “" + wish.hand.role.toStdString() + "” may not choose how figures are counted",
                   "It takes the role finance or admin",
                   "Ask an admin of this workspace to do it, or for the role (Workspace, People…)");
  return {};
}

// In the same transaction: nobody sees movements of one definition beside the choice of another.
Result<void> followChoice(store::WriteContext& context, const Choosing& wish, const QString& zone, Instant now) {
  const DefinitionTerm* term = definitionTerm(wish.term.toStdString());
  if (term == nullptr || !term->shapesMovements) return {};
  const auto rules = revenueRules(context.database(), zone);
  if (!rules) return failure(rules.error());
  return store::rebuildMrr(context, *rules, now, {}).map([](std::int64_t) {});
}

Result<void> writeChoice(store::WriteContext& context, const Choosing& wish, Instant now) {
  const QString reason = wish.reason.trimmed();
  const auto before = readChoices(context.database());
  if (!before) return failure(before.error());
  const auto held = before->of(wish.term.toStdString());
  auto entry = entryBy(wish.hand, "definition.chosen", "workspace", wish.term, reason);
  entry.before = auditFields({{"choice", QString::fromUtf8(held.data(), static_cast<qsizetype>(held.size()))}});
  entry.after = auditFields({{"choice", wish.choice}});
  return store::addMetricChoice(context, {wish.term, wish.choice, wish.hand.name, reason, now.ms}).and_then([&] {
    return store::appendAudit(context, entry, now).map([](std::int64_t) {});
  });
}

}  // namespace

FinanceSettings financeSettingsOf(const workspace::Profile& profile) {
  FinanceSettings settings;
  settings.zone = QString::fromStdString(profile.timeZone);
  const workspace::MetricsSettings& metrics = profile.metrics;
  settings.convertTo = QString::fromStdString(metrics.convertTo);
  for (const auto& one : metrics.rates) {
    const auto currency = Currency::fromCode(one.currency);
    const auto date = dateFrom(one.date);
    // The reader has refused what is no rate.
    if (currency && date)
      if (auto rate = rateFrom(*currency, one.rate, *date)) settings.rates.push_back(std::move(*rate));
  }
  if (const auto margin = percentFrom(metrics.marginPercent)) {
    settings.marginKnown = true;
    settings.marginBps = mulDiv(margin->parts, 10'000, margin->whole()).value_or(settings.marginBps);
  }
  settings.costOfCustomer = metrics.costOfCustomer;
  return settings;
}

SqlFinanceDesk::SqlFinanceDesk(store::Database& database, FinanceSettings settings, const Clock& clock)
    : database_(database), settings_(std::move(settings)), clock_(clock) {}

QFuture<Result<FinanceOverview>> SqlFinanceDesk::overview(FinancePeriod period, CancelToken cancel) {
  return database_.read<FinanceOverview>(
      [ask = ask(), period](QSqlDatabase& connection) { return answerOverview(connection, ask, period); },
      std::move(cancel));
}

QFuture<Result<QVector<Figure>>> SqlFinanceDesk::figures(FinancePeriod period, CancelToken cancel) {
  return database_.read<QVector<Figure>>(
      [ask = ask(), period](QSqlDatabase& connection) { return answerFigures(connection, ask, period); },
      std::move(cancel));
}

QFuture<Result<QVector<MonthRow>>> SqlFinanceDesk::months(FinancePeriod period, CancelToken cancel) {
  return database_.read<QVector<MonthRow>>(
      [ask = ask(), period](QSqlDatabase& connection) { return answerMonths(connection, ask, period); },
      std::move(cancel));
}

QFuture<Result<FigureRows>> SqlFinanceDesk::rows(FigureQuestion question, CancelToken cancel) {
  return database_.read<FigureRows>(
      [ask = ask(), question](QSqlDatabase& connection) { return answerRows(connection, ask, question); },
      std::move(cancel));
}

QFuture<Result<Owing>> SqlFinanceDesk::owed(QDate asOf, QString zone, CancelToken cancel) {
  if (zone.isEmpty()) zone = settings_.zone;
  return database_.read<Owing>(
      [asOf, zone, now = clock_.now()](QSqlDatabase& connection) -> Result<Owing> {
        const auto choices = readChoices(connection);
        if (!choices) return failure(choices.error());
        return readOwing(connection, asOf, zone, *choices, now);
      },
      std::move(cancel));
}

QFuture<Result<QVector<CohortRow>>> SqlFinanceDesk::cohorts(FinancePeriod period, CancelToken cancel) {
  return database_.read<QVector<CohortRow>>(
      [ask = ask(), period](QSqlDatabase& connection) -> Result<QVector<CohortRow>> {
        const auto choices = readChoices(connection);
        if (!choices) return failure(choices.error());
        const auto span = spanOf(period, ask.settings.zone, ask.now);
        if (!span) return failure(span.error());
        return readCohorts(connection, *span, *choices, ask.now);
      },
      std::move(cancel));
}

QFuture<Result<QVector<RevenueRow>>> SqlFinanceDesk::revenue(FinancePeriod period, CancelToken cancel) {
  return database_.read<QVector<RevenueRow>>(
      [ask = ask(), period](QSqlDatabase& connection) {
        return factsFor(connection, ask, period, FigureSource::Documents).map(&revenueRows);
      },
      std::move(cancel));
}

QFuture<Result<QVector<CreditMonthRow>>> SqlFinanceDesk::credits(FinancePeriod period, CancelToken cancel) {
  return database_.read<QVector<CreditMonthRow>>(
      [ask = ask(), period](QSqlDatabase& connection) {
        return factsFor(connection, ask, period, FigureSource::Credits).map(&creditRows);
      },
      std::move(cancel));
}

QFuture<Result<QVector<Definition>>> SqlFinanceDesk::definitions(CancelToken cancel) {
  return database_.read<QVector<Definition>>([](QSqlDatabase& connection) { return answerDefinitions(connection); },
                                             std::move(cancel));
}

QFuture<Result<DefinitionEffect>> SqlFinanceDesk::compare(QString term, FinancePeriod period, CancelToken cancel) {
  return database_.read<DefinitionEffect>(
      [ask = ask(), term = std::move(term), period](QSqlDatabase& connection) {
        return answerCompare(connection, ask, term, period);
      },
      std::move(cancel));
}

QFuture<Result<void>> SqlFinanceDesk::choose(QString term, QString choice, QString reason, Hand hand) {
  const Choosing wish{std::move(term), std::move(choice), std::move(reason), std::move(hand)};
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  auto future = promise->future();
  if (auto good = checkChoosing(wish); !good) {
    promise->addResult(std::move(good));
    promise->finish();
    return future;
  }
  database_.write(
      [wish, zone = settings_.zone, now = clock_.now()](store::WriteContext& context) {
        return writeChoice(context, wish, now).and_then([&] { return followChoice(context, wish, zone, now); });
      },
      [promise](Result<void> outcome) {
        promise->addResult(std::move(outcome));
        promise->finish();
      });
  whenDone(future, this, [this](const Result<void>& chosen) {
    if (chosen) Q_EMIT changed();
  });
  return future;
}

QFuture<Result<qint64>> SqlFinanceDesk::rebuild(CancelToken cancel) {
  return remake(true, std::move(cancel));
}

QFuture<Result<qint64>> SqlFinanceDesk::keepHistory(CancelToken cancel) {
  return remake(false, std::move(cancel));
}

QFuture<Result<qint64>> SqlFinanceDesk::remake(bool always, CancelToken cancel) {
  auto made = makeRevenueHistory(database_, {settings_.zone, clock_.now(), always, std::move(cancel)});
  whenDone(made, this, [this, always](const Result<qint64>& movements) {
    if (movements && (always || *movements > 0)) Q_EMIT changed();
  });
  return made;
}

}  // namespace billing::operations
