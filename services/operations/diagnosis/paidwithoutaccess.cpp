// L18: "Payment succeeded but no access". Follows the payment from its webhook to what it opened, and stops at the
// first step that fails.
#include "operations/diagnosis/paidfacts.h"
#include "operations/jobs/jobtext.h"

namespace billing::operations {
namespace {

const QString openEvent = QStringLiteral("Open the event");
const QString openAccount = QStringLiteral("Open the account");

class PaidCheck {
 public:
  PaidCheck(const DiagnosisQuestion& question, PaidFacts facts) : question_(question), facts_(std::move(facts)) {}

  Diagnosis run() {
    for (const auto step : {&PaidCheck::arrived, &PaidCheck::accepted, &PaidCheck::processed, &PaidCheck::paid,
                            &PaidCheck::belongs, &PaidCheck::opened})
      if (auto end = (this->*step)()) return *end;
    return steps_.concluded(QStringLiteral("%1 has access; if the product still refuses, it asks for another address, "
                                           "or with a token that has expired.")
                                .arg(facts_.account->key));
  }

 private:
  using End = std::optional<Diagnosis>;

  End arrived() {
    const QString title = QStringLiteral("The payment's webhook arrived");
    if (facts_.event) {
      const PaidEvent& event = *facts_.event;
      steps_.passed(
          title, QStringLiteral("event %1, %2, on %3")
                     .arg(QString::number(event.id), event.type.isEmpty() ? QStringLiteral("type unknown") : event.type,
                          momentText({event.receivedAt})));
      return std::nullopt;
    }
    steps_.failed(title, QStringLiteral("no event says %1").arg(question_.subject));
    return steps_.concluded(
        QStringLiteral("No webhook about this payment arrived here: check the endpoint's address at the provider and "
                       "have it sent again; if they paid with another address, ask for that one."));
  }

  End accepted() {
    const PaidEvent& event = *facts_.event;
    const QString title = QStringLiteral("Its signature was accepted");
    if (steps_.judged(event.verdict == u"ok", title, reasonText(event.verdict))) return std::nullopt;
    return steps_.concluded(QStringLiteral("The webhook was refused for its signature, so nothing of it was applied: "
                                           "find out why with the check “Signature fails”, then have it sent again."),
                            "open_event", openEvent, QString::number(event.id));
  }

  End processed() {
    const PaidEvent& event = *facts_.event;
    const QString title = QStringLiteral("It was processed"), id = QString::number(event.id);
    const bool applied = event.state == u"applied" || event.state == u"unchanged" || event.state == u"stale";
    const QString found = event.error.isEmpty() ? event.state : event.state + QStringLiteral(": ") + event.error;
    if (steps_.judged(applied, title, found)) return std::nullopt;
    if (event.state == u"pending")
      return steps_.concluded(
          facts_.pausedBecause.isEmpty()
              ? QStringLiteral("The event waits to be processed, which takes a moment.")
              : QStringLiteral("The event waits because processing is paused: %1.").arg(facts_.pausedBecause),
          "open_event", openEvent, id);
    if (event.state == u"rejected")
      return steps_.concluded(QStringLiteral("The event could not be read, so nothing of it was applied."),
                              "open_event", openEvent, id);
    return steps_.concluded(
        QStringLiteral("The event could not be applied: %1. When the cause is mended, try it again.")
            .arg(event.error.isEmpty() ? event.state : event.error),
        "retry_event", QStringLiteral("Retry the event"), id);
  }

  End paid() {
    const QString title = QStringLiteral("The payment succeeded");
    if (!facts_.payment) {
      steps_.failed(title, QStringLiteral("the event brought no payment of %1").arg(question_.subject));
      return steps_.concluded(QStringLiteral("The event was applied, but no payment came with it."), "open_event",
                              openEvent, QString::number(facts_.event->id));
    }
    const PaidPayment& payment = *facts_.payment;
    const Money amount{payment.amountMinor, Currency::fromCode(payment.currency.toStdString()).value_or(Currency())};
    const QString when = payment.createdAt ? QStringLiteral(" on ") + momentText({*payment.createdAt}) : QString();
    const QString found =
        QStringLiteral("%1 of %2 %3 %4%5")
            .arg(payment.externalId, QString::fromStdString(toDecimal(amount)), payment.currency, payment.status, when);
    if (steps_.judged(payment.status == u"succeeded", title, found)) return std::nullopt;
    return steps_.concluded(
        QStringLiteral("The payment did not succeed%1, so it opens nothing.")
            .arg(payment.failure.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(payment.failure)),
        "open_event", openEvent, QString::number(facts_.event->id));
  }

  End belongs() {
    const QString title = QStringLiteral("It belongs to the account");
    if (!facts_.account) {
      steps_.failed(title, QStringLiteral("the customer %1 is no account").arg(facts_.payment->customer));
      return steps_.concluded(QStringLiteral("Nobody knows whose payment it is: its metadata names no account, and its "
                                             "customer has no address that does."),
                              "open_event", openEvent, QString::number(facts_.event->id));
    }
    steps_.passed(title, QStringLiteral("%1 (%2)").arg(facts_.account->key, facts_.account->email));
    return std::nullopt;
  }

  End opened() {
    if (facts_.purchase) return openedCredits(*facts_.purchase);
    if (question_.rules.rules.entitlements.enabled) return openedAccess();
    return openedPlan();
  }

  End openedCredits(const PaidPurchase& purchase) {
    const QString credits = QString::fromStdString(creditsText(purchase.tenths));
    const QString why = purchase.reason.isEmpty() ? purchase.status : reasonText(purchase.reason);
    if (steps_.judged(purchase.status == u"credited", QStringLiteral("Its credits were granted"),
                      QStringLiteral("%1 credits, %2").arg(credits, why)))
      return std::nullopt;
    return steps_.concluded(QStringLiteral("The payment bought credits that could not be granted: %1.").arg(why),
                            "open_customer", openAccount, facts_.account->key);
  }

  End openedAccess() {
    const QString title = QStringLiteral("It gave access");
    if (!facts_.entitlement) {
      steps_.failed(title, QStringLiteral("no entitlement for %1").arg(facts_.account->key));
      return steps_.concluded(
          QStringLiteral("The payment opened nothing: its product “%1” is of no plan.").arg(facts_.payment->product),
          "open_event", openEvent, QString::number(facts_.event->id));
    }
    const PaidEntitlement& has = *facts_.entitlement;
    const bool lapsed = has.expiresAt && *has.expiresAt <= question_.now.ms;
    const QString until = has.expiresAt ? QStringLiteral(" until ") + momentText({*has.expiresAt}) : QString();
    if (steps_.judged(has.status == u"active" && !lapsed, title,
                      QStringLiteral("%1, %2%3").arg(has.plan, has.status, until)))
      return std::nullopt;
    return steps_.concluded(
        QStringLiteral("The access has ended: it is %1%2.").arg(lapsed ? QStringLiteral("expired") : has.status, until),
        "open_customer", openAccount, facts_.account->key);
  }

  End openedPlan() {
    const AccountOutline& account = *facts_.account;
    const Plan* free = question_.rules.rules.freePlan();
    const bool holds = !account.plan.isEmpty() && (free == nullptr || account.plan.toStdString() != free->key);
    const QString found = QStringLiteral("%1, %2").arg(planText(question_.rules.rules, account.plan.toStdString()),
                                                       reasonText(account.status));
    if (steps_.judged(holds, QStringLiteral("It gave the account a plan"), found)) return std::nullopt;
    if (!account.unknownProduct.isEmpty())
      return steps_.concluded(QStringLiteral("The product “%1” is of no plan in this mode: add it to the workspace's "
                                             "plans.")
                                  .arg(account.unknownProduct),
                              "open_event", openEvent, QString::number(facts_.event->id));
    return steps_.concluded(QStringLiteral("The payment came with no subscription that still runs, so the account is "
                                           "on the plan that costs nothing."),
                            "open_customer", openAccount, account.key);
  }

  const DiagnosisQuestion& question_;
  const PaidFacts facts_;
  DiagnosisSteps steps_;
};

}  // namespace

Result<Diagnosis> diagnosePaidWithoutAccess(const DiagnosisQuestion& question) {
  auto facts = readPaidFacts(question);
  if (!facts) return failure(facts.error());
  return PaidCheck(question, std::move(*facts)).run();
}

}  // namespace billing::operations
