#include "ui/presenters/orderwords.h"

#include "models/timetext.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::OrderKind;
using providers::ChangeCharge;

namespace {

OrderWords subscriptionWords(OrderKind kind) {
  switch (kind) {
    case OrderKind::ChangePlan:
      return {say("Change plan"), say("Another plan, interval or quantity, at once or with the next renewal."),
              QStringLiteral("plans")};
    case OrderKind::CancelNow:
      return {say("Cancel now"), say("Ends at once. It cannot be taken up again: only sold anew."),
              QStringLiteral("close-circle")};
    case OrderKind::CancelAtPeriodEnd:
      return {say("Cancel at the period's end"),
              say("What is paid for can be used to the end. It can be undone until then."), QStringLiteral("calendar")};
    case OrderKind::CancelOn:
      return {say("Cancel on a date"), say("Ends on a day of your choice. It can be undone until then."),
              QStringLiteral("calendar")};
    case OrderKind::UndoCancel:
      return {say("Undo the cancellation"), say("It renews again as if it had never been cancelled."),
              QStringLiteral("retry")};
    case OrderKind::WithdrawChange:
      return {say("Withdraw the coming change"), say("The plan stays what it is; nothing changes at the renewal."),
              QStringLiteral("retry")};
    case OrderKind::Pause:
      return {say("Pause"), say("Nothing is charged until it is resumed."), QStringLiteral("pause")};
    case OrderKind::Resume:
      return {say("Resume"), say("Charges go on from here."), QStringLiteral("play")};
    case OrderKind::ExtendTrial:
      return {say("Extend the trial"), say("The first charge comes at the new end."), QStringLiteral("clock")};
    case OrderKind::MoveRenewal:
      return {say("Move the renewal"), say("The next charge comes on another day. Nothing is charged for the shift."),
              QStringLiteral("calendar")};
    default:
      return {say("Apply a discount code"), say("For the charges that are to come."), QStringLiteral("bookmark")};
  }
}

OrderWords accountWords(OrderKind kind) {
  switch (kind) {
    case OrderKind::GrantCredits:
      return {say("Grant credits"), say("In our own ledger, at once."), QStringLiteral("plus")};
    case OrderKind::TakeCredits:
      return {say("Take credits"), say("In our own ledger, at once; never below zero."), QStringLiteral("minus")};
    case OrderKind::GrantEntitlement:
      return {say("Grant an entitlement"), say("Access to a plan without a payment."), QStringLiteral("key")};
    case OrderKind::RevokeEntitlement:
      return {say("Revoke an entitlement"), say("Access that was granted ends."), QStringLiteral("lock")};
    case OrderKind::SetUsage:
      return {say("Set usage"), say("Says how much of a quota is used in this period."), QStringLiteral("usage")};
    default:
      return {say("Set the plan by hand"), say("The account has this plan, whatever its subscriptions say."),
              QStringLiteral("shield")};
  }
}

OrderWords otherWords(OrderKind kind) {
  switch (kind) {
    case OrderKind::Refund:
      return {say("Refund"), say("Gives back what was paid. A refund cannot be taken back."), QStringLiteral("card")};
    case OrderKind::CheckoutLink:
      return {say("Create a checkout link"), say("A page of the provider where the customer buys."),
              QStringLiteral("send")};
    case OrderKind::PortalLink:
      return {say("Create a portal link"), say("A page of the provider where the customer manages the subscription."),
              QStringLiteral("send")};
    case OrderKind::CreatePrice:
      return {say("Create a price"), {}, QStringLiteral("plus")};
    default:
      return {say("Archive a price"), {}, QStringLiteral("minus")};
  }
}

QString credits(const operations::AdminOrder& order) {
  return QString::fromStdString(creditsText(order.credits));
}

/// What follows the colon of a change of plan.
QString chargeOf(const operations::OrderPreview& preview, const QLocale& locale) {
  if (!preview.today) return {};
  if (preview.today->minor > 0) return say(": charge %1 now").arg(moneyWords(*preview.today, locale));
  if (preview.today->minor < 0)
    return say(": give %1 credit").arg(moneyWords({-preview.today->minor, preview.today->currency}, locale));
  return say(": charge nothing now");
}

QString onDay(const QString& what, const operations::AdminOrder& order, const PaneContext& context) {
  return order.date ? say("%1 %2").arg(what, dayWords(*order.date, context)) : what;
}

QString plainDeed(const operations::AdminOrder& order, const operations::OrderPreview* preview,
                  const PaneContext& context) {
  const QLocale& locale = context.words.locale;
  switch (order.kind) {
    case OrderKind::ChangePlan:
      if (order.atPeriodEnd) return say("Change plan at the renewal");
      return say("Change plan") + (preview == nullptr ? QString() : chargeOf(*preview, locale));
    case OrderKind::CancelNow:
      return say("Cancel the subscription now");
    case OrderKind::CancelOn:
      return onDay(say("Cancel on"), order, context);
    case OrderKind::ExtendTrial:
      return onDay(say("Extend the trial to"), order, context);
    case OrderKind::MoveRenewal:
      return onDay(say("Move the renewal to"), order, context);
    case OrderKind::ApplyDiscount:
      return order.code.empty() ? say("Apply the code") : say("Apply %1").arg(QString::fromStdString(order.code));
    case OrderKind::Refund:
      if (order.amount) return say("Refund %1").arg(moneyWords(*order.amount, locale));
      return preview != nullptr && preview->today
                 ? say("Refund %1").arg(moneyWords({-preview->today->minor, preview->today->currency}, locale))
                 : say("Refund");
    case OrderKind::GrantCredits:
      return order.credits > 0 ? say("Grant %1 credits").arg(credits(order)) : say("Grant credits");
    case OrderKind::TakeCredits:
      return order.credits > 0 ? say("Take %1 credits").arg(credits(order)) : say("Take credits");
    case OrderKind::OverridePlan:
      return order.plan.empty() ? say("Take the plan by hand off") : say("Set the plan by hand");
    default:
      return orderWords(order.kind).action;
  }
}

}  // namespace

OrderWords orderWords(OrderKind kind) {
  if (kind <= OrderKind::ApplyDiscount) return subscriptionWords(kind);
  const bool account = kind >= OrderKind::GrantCredits && kind <= OrderKind::OverridePlan;
  return account ? accountWords(kind) : otherWords(kind);
}

QVector<ChargeWords> chargesOf(Provider provider) {
  const ChargeWords none{ChangeCharge::None, say("Charge nothing for the change"),
                         say("The new price counts from the next renewal; nothing is charged or given back before.")};
  if (provider == Provider::Stripe)
    return {{ChangeCharge::Prorated, say("Charge the difference for the time left, now"),
             say("The unused time of the old plan is credited, that of the new one charged, on an invoice at once.")},
            {ChangeCharge::NextInvoice, say("Put the difference on the next invoice"),
             say("Credited and charged by the second, but collected with the next renewal.")},
            none};
  return {{ChangeCharge::Prorated, say("Charge the difference for the time left, now"),
           say("The unused time of the old plan is credited, that of the new one charged at once.")},
          {ChangeCharge::Difference, say("Charge the whole difference of the prices, now"),
           say("As if the period had just begun; a cheaper plan leaves a credit for later renewals.")},
          {ChangeCharge::Full, say("Charge the full new price, now"),
           say("Nothing is credited for the old plan, and the period begins anew.")},
          none};
}

QString deedWords(const operations::AdminOrder& order, const operations::OrderPreview* preview,
                  const PaneContext& context) {
  QString deed = plainDeed(order, preview, context);
  if (preview == nullptr || preview->approvalWhy.isEmpty()) return deed;
  deed[0] = deed.at(0).toLower();
  return say("Ask for approval: %1").arg(deed);
}

QString moneyWords(const Money& money, const QLocale& locale) {
  const std::string_view code = money.currency.code();
  return moneyText(money.minor, QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())), locale);
}

QString dayWords(Instant instant, const PaneContext& context) {
  return models::dayText(instant.ms, context.nowMs(), context.words.zone, context.words.locale);
}

}  // namespace billing::ui
