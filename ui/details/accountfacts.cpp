#include "ui/details/accountfacts.h"

#include <QDateTime>

#include "models/facts.h"
#include "models/timetext.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

/// Words of one account at one moment.
class AccountWords {
 public:
  AccountWords(const store::AccountRow& row, const BillingRules& rules, const PaneContext& context)
      : row_(row), rules_(rules), context_(context) {}

  [[nodiscard]] QVector<AccountNote> notes() const {
    QVector<AccountNote> notes;
    for (const AccountNote& note : {unknownProduct(), failing(), ending(), waiting(), trial(), byHand()})
      if (!note.text.isEmpty()) notes.push_back(note);
    return notes;
  }

 private:
  [[nodiscard]] qint64 left(qint64 until) const { return until - context_.nowMs(); }
  [[nodiscard]] QString day(qint64 ms) const {
    return models::dayText(ms, context_.nowMs(), context_.words.zone, context_.words.locale);
  }
  [[nodiscard]] QString moment(qint64 ms) const {
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(ms, context_.words.zone);
    return QStringLiteral("%1, %2").arg(day(ms), time.toString(QStringLiteral("HH:mm")));
  }
  [[nodiscard]] QString exact(std::optional<qint64> ms) const {
    return ms ? models::exactTime(*ms, context_.words.zone) : QString();
  }
  [[nodiscard]] QString plan() const { return planName(rules_, row_.plan); }
  [[nodiscard]] QString freePlan() const {
    const Plan* plan = rules_.freePlan();
    return plan != nullptr ? QString::fromStdString(plan->name) : say("no plan");
  }
  /// "On 23 Nov, 15:00 the account goes to Free."
  [[nodiscard]] QString fall() const {
    if (!row_.downgradeDueAt) return {};
    if (left(*row_.downgradeDueAt) <= 0) return say(" The account goes to %1 with the next run.").arg(freePlan());
    return say(" On %1 the account goes to %2.").arg(moment(*row_.downgradeDueAt), freePlan());
  }

  [[nodiscard]] AccountNote unknownProduct() const {
    if (row_.unknownProduct.isEmpty()) return {};
    const bool refused = rules_.unknownProduct == UnknownProduct::Refuse;
    const QString plan = planName(rules_, QString::fromStdString(rules_.unknownProductPlan));
    return {Tone::Danger,
            QStringLiteral("warning"),
            say("Pays for a product that no plan names: %1. %2")
                .arg(row_.unknownProduct, refused ? say("It gives nothing until a plan names it.")
                                                  : say("It is taken for %1, as the workspace says.").arg(plan)),
            {}};
  }
  [[nodiscard]] AccountNote failing() const {
    const bool late = row_.graceEndsAt || row_.status == QStringLiteral("past_due");
    if (!late) return {};
    const QString grace = !row_.graceEndsAt             ? say(" The provider is trying again.")
                          : left(*row_.graceEndsAt) > 0 ? say(" %1 of grace left.").arg(countdown(*row_.graceEndsAt))
                                                        : say(" The grace is over.");
    return {Tone::Warning, QStringLiteral("clock"), QString(say("A charge failed.") + grace + fall()),
            exact(row_.graceEndsAt)};
  }
  [[nodiscard]] AccountNote ending() const {
    if (!row_.cancelAtPeriodEnd) return {};
    const QString end = row_.periodEnd ? say("%1 ends on %2 and does not renew.").arg(plan(), day(*row_.periodEnd))
                                       : say("%1 ends with this period and does not renew.").arg(plan());
    return {Tone::Warning, QStringLiteral("calendar"), QString(say("Cancels at period end: ") + end + fall()),
            exact(row_.periodEnd)};
  }
  /// A plan that is over but not yet taken away.
  [[nodiscard]] AccountNote waiting() const {
    if (!row_.downgradeDueAt || row_.cancelAtPeriodEnd || row_.graceEndsAt) return {};
    return {Tone::Warning, QStringLiteral("arrow-down"), QString(reason() + fall()), exact(row_.downgradeDueAt)};
  }
  [[nodiscard]] QString reason() const {
    if (row_.downgradeReason == QStringLiteral("cancelled")) return say("%1 was cancelled.").arg(plan());
    if (row_.downgradeReason == QStringLiteral("expired")) return say("%1 has expired.").arg(plan());
    if (row_.downgradeReason == QStringLiteral("trial_over")) return say("The trial of %1 is over.").arg(plan());
    return say("A charge for %1 failed.").arg(plan());
  }
  [[nodiscard]] AccountNote trial() const {
    if (!row_.trialEndsAt || left(*row_.trialEndsAt) <= 0) return {};
    return {Tone::Info, QStringLiteral("clock"),
            say("In trial: %1 left, until %2.").arg(countdown(*row_.trialEndsAt), moment(*row_.trialEndsAt)),
            exact(row_.trialEndsAt)};
  }
  [[nodiscard]] AccountNote byHand() const {
    if (row_.manualPlan.isEmpty()) return {};
    return {
        Tone::Info,
        QStringLiteral("info"),
        say("The plan was set by hand to %1; subscriptions do not change it.").arg(planName(rules_, row_.manualPlan)),
        {}};
  }
  [[nodiscard]] QString countdown(qint64 until) const { return models::countdownText(left(until)); }

  const store::AccountRow& row_;
  const BillingRules& rules_;
  const PaneContext& context_;
};

/// What the plan costs: what is charged, else what the catalogue says.
QString priceOf(const store::AccountRow& row, const store::SubscriptionRow* subscription, const BillingRules& rules,
                const QLocale& locale) {
  if (subscription != nullptr)
    return QStringLiteral("%1 / %2").arg(moneyText(subscription->amountMinor, subscription->currency, locale),
                                         perText(subscription->intervalUnit, subscription->intervalCount));
  const Plan* plan = rules.plan(row.plan.toStdString());
  return plan != nullptr && plan->prices.empty() ? say("free") : QString();
}

}  // namespace

QString planName(const BillingRules& rules, const QString& key) {
  if (key.isEmpty()) return say("no plan");
  const Plan* plan = rules.plan(key.toStdString());
  return plan != nullptr && !plan->name.empty() ? QString::fromStdString(plan->name) : key;
}

PlanCardFacts planCardOf(const store::AccountRow& row, const store::SubscriptionRow* subscription,
                         const BillingRules& rules, const PaneContext& context) {
  const auto day = [&context](qint64 ms) {
    return models::dayText(ms, context.nowMs(), context.words.zone, context.words.locale);
  };
  PlanCardFacts facts;
  facts.name = planName(rules, row.plan);
  if (!row.interval.isEmpty()) facts.interval = models::intervalText(row.interval, 1);
  facts.price = priceOf(row, subscription, rules, context.words.locale);
  facts.status = row.status;
  facts.ending = row.cancelAtPeriodEnd;
  if (row.status == QStringLiteral("trialing") && row.trialEndsAt)
    facts.term = say("trial until %1").arg(day(*row.trialEndsAt));
  else if (row.periodEnd)
    facts.term = (facts.ending ? say("ends on %1") : say("renews on %1")).arg(day(*row.periodEnd));
  const auto end = row.status == QStringLiteral("trialing") ? row.trialEndsAt : row.periodEnd;
  if (end && !facts.term.isEmpty()) facts.termExact = models::exactTime(*end, context.words.zone);
  if (subscription == nullptr) return facts;
  facts.subscription = subscription->id;
  facts.providerWord = providerWord(*subscription, row.status);
  return facts;
}

QVector<AccountNote> accountNotes(const store::AccountRow& row, const BillingRules& rules, const PaneContext& context) {
  return AccountWords(row, rules, context).notes();
}

}  // namespace billing::ui
