#include "ui/admin/orderoffers.h"

#include <QMenu>

#include "ui/navigator.h"
#include "ui/presenters/orderwords.h"
#include "ui/presenters/text.h"
#include "ui/theme/icons.h"

namespace billing::ui {

using operations::OrderKind;

namespace {

bool isOneOf(const QString& status, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return status == QLatin1String(word); });
}

QString whyNot(OrderKind kind, const store::SubscriptionRow& row, const ConsoleServices& services) {
  const bool ending = row.cancelAtPeriodEnd || row.cancelAt.has_value();
  if (isOneOf(row.status, {"cancelled", "expired", "failed"})) return say("The subscription has ended");
  switch (kind) {
    case OrderKind::CancelAtPeriodEnd:
      return ending ? say("It is cancelled already: undo that first") : QString();
    case OrderKind::CancelOn:
      return services.profile.provider == Provider::Dodo ? say("Dodo Payments cancels now or at the period's end only")
                                                         : QString();
    case OrderKind::UndoCancel:
      return ending ? QString() : say("No cancellation is planned");
    case OrderKind::Pause:
      return row.status == QStringLiteral("paused") ? say("It is paused already") : QString();
    case OrderKind::Resume:
      return row.status == QStringLiteral("paused") ? QString() : say("It is not paused");
    case OrderKind::ExtendTrial:
      return row.status == QStringLiteral("trialing") ? QString() : say("It is in no trial");
    case OrderKind::MoveRenewal:
      return row.status == QStringLiteral("trialing") ? say("It is in a trial: extend that instead") : QString();
    default:
      return {};
  }
}

QString roleForbids(OrderKind kind, const ConsoleServices& services) {
  if (services.admin == nullptr) return say("This window only shows");
  const auto may = operations::permitted(services.admin->state().person, kind);
  return may ? QString() : QString::fromStdString(may.error().message);
}

template <class About>
OrderOffer offer(OrderKind kind, const About& about, const QString& why, const ConsoleServices& services) {
  const QString forbidden = roleForbids(kind, services);
  return {orderFor(kind, about), forbidden.isEmpty() ? why : forbidden};
}

}  // namespace

QVector<OrderOffer> offersFor(const store::SubscriptionRow& row, const ConsoleServices& services) {
  QVector<OrderOffer> offers;
  for (const OrderKind kind :
       {OrderKind::ChangePlan, OrderKind::WithdrawChange, OrderKind::ApplyDiscount, OrderKind::MoveRenewal,
        OrderKind::ExtendTrial, OrderKind::Pause, OrderKind::Resume, OrderKind::CancelAtPeriodEnd, OrderKind::CancelOn,
        OrderKind::UndoCancel, OrderKind::CancelNow})
    offers.push_back(offer(kind, row, whyNot(kind, row, services), services));
  return offers;
}

QVector<OrderOffer> offersFor(const store::PaymentRow& row, const ConsoleServices& services) {
  const QString why = row.externalId.isEmpty()                    ? say("There is no payment")
                      : row.status != QStringLiteral("succeeded") ? say("Nothing was paid")
                      : row.refundedMinor >= row.amountMinor      ? say("All of it has been given back")
                                                                  : QString();
  return {offer(OrderKind::Refund, row, why, services)};
}

QVector<OrderOffer> offersFor(const store::AccountDetail& account, const ConsoleServices& services) {
  const BillingRules& rules = services.profile.rules;
  const QString noCredits = rules.credits.enabled ? QString() : say("This workspace has no credits");
  const QString noAccess = rules.entitlements.enabled ? QString() : say("This workspace has no entitlements");
  const QString noQuota = rules.quotas.empty() ? say("This workspace has no quotas") : QString();
  const QString noneGiven = account.entitlements.isEmpty() ? say("Nothing was granted") : QString();
  return {
      offer(OrderKind::OverridePlan, account, rules.plans.empty() ? say("There are no plans") : QString(), services),
      offer(OrderKind::GrantCredits, account, noCredits, services),
      offer(OrderKind::TakeCredits, account, noCredits, services),
      offer(OrderKind::GrantEntitlement, account, noAccess, services),
      offer(OrderKind::RevokeEntitlement, account, noAccess.isEmpty() ? noneGiven : noAccess, services),
      offer(OrderKind::SetUsage, account, noQuota, services)};
}

QVector<OrderOffer> offersFor(const store::CustomerRow& customer, const ConsoleServices& services) {
  const QString gone = customer.deleted ? say("The customer was deleted") : QString();
  return {offer(OrderKind::CheckoutLink, customer, gone, services),
          offer(OrderKind::PortalLink, customer, gone, services)};
}

store::PaymentRow newestPayment(const QVector<store::PaymentRow>& newestFirst) {
  for (const store::PaymentRow& row : newestFirst)
    if (row.status == QStringLiteral("succeeded")) return row;
  return newestFirst.isEmpty() ? store::PaymentRow() : newestFirst.first();
}

void fillOrderMenu(QMenu& menu, const QVector<OrderOffer>& offers, Navigator& navigator) {
  menu.setToolTipsVisible(true);
  for (const OrderOffer& offer : offers) {
    const OrderWords words = orderWords(offer.seed.order.kind);
    QAction* action = menu.addAction(symbol(words.icon), words.action + QStringLiteral("…"));
    const std::string_view kind = toString(offer.seed.order.kind);
    action->setObjectName(QStringLiteral("order_") +
                          QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size())));
    action->setEnabled(offer.whyNot.isEmpty());
    action->setToolTip(offer.whyNot.isEmpty() ? words.about : offer.whyNot);
    QObject::connect(action, &QAction::triggered, &navigator,
                     [&navigator, seed = offer.seed] { Q_EMIT navigator.orderWanted(seed); });
  }
}

}  // namespace billing::ui
