// A change of plan: the provider's own preview where it gives one, else an estimate.
#include <algorithm>
#include <cstdlib>

#include "domain/fieldtext.h"
#include "operations/admin/changeestimate.h"
#include "operations/admin/orderpreviews.h"
#include "operations/admin/providerlines.h"
#include "operations/admin/refusals.h"
#include "operations/admin/subscriptionsight.h"

namespace billing::operations {
namespace {

using providers::ChangeCharge;
using providers::ChangePreview;
using providers::PlanChange;

PlanChange changeOf(const AdminOrder& order) {
  PlanChange change;
  change.subscription = order.subject;
  change.product = order.product;
  change.quantity = order.quantity;
  change.charge = order.charge;
  change.atPeriodEnd = order.atPeriodEnd;
  change.keepOldPlanWhenChargeFails = order.keepOldPlanWhenChargeFails;
  return change;
}

// What the new plan costs for one interval: by the workspace's file, else by what the provider told of the price.
Result<std::optional<NewTerms>> termsOf(const Sight& sight) {
  const auto times = [&](const Money& one) -> std::optional<Money> {
    const auto all = mulDiv(one.minor, sight.order.quantity, 1);
    return all ? std::optional(Money{*all, one.currency}) : std::nullopt;
  };
  std::optional<NewTerms> terms;
  const auto sold = sight.rules().soldAs(sight.order.product, sight.parts.rules.live);
  if (sold.price != nullptr) {
    if (const auto amount = times(sold.price->amount)) terms = NewTerms{*amount, sold.price->interval};
    return terms;
  }
  const auto held = heldPrice(sight, sight.order.product);
  if (!held) return failure(held.error());
  if (!*held || (*held)->amount.currency.empty()) return terms;
  if (const auto amount = times((*held)->amount)) terms = NewTerms{*amount, (*held)->interval};
  return terms;
}

void takeProviders(const Sight& sight, const ChangePreview& told, const std::optional<NewTerms>& terms,
                   const SubscriptionSight& seen, OrderPreview& preview) {
  showProvidersLines(told, sight.order, preview);
  preview.prorationAt = told.prorationAt;
  if (preview.nextInvoice && told.taxMinor != 0 && sight.parts.rules.provider == Provider::Dodo)
    preview.warnings.append(QStringLiteral("The next invoice is told before tax"));
  if (preview.nextInvoice || !terms) return;
  const auto own = estimateChange(seen.state, *terms, sight.order, sight.now, {}, {});
  if (!own) return;
  preview.nextInvoice = own->nextInvoice;
  preview.nextInvoiceAt = own->nextInvoiceAt;
}

void takeEstimate(const ChangeEstimate& estimate, OrderPreview& preview) {
  preview.estimate = true;
  preview.source = QStringLiteral("our own proration");
  preview.today = estimate.today;
  preview.credit = estimate.credit;
  preview.lines = estimate.lines;
  preview.nextLines = estimate.nextLines;
  preview.nextInvoice = estimate.nextInvoice;
  preview.nextInvoiceAt = estimate.nextInvoiceAt;
  preview.warnings.append(QStringLiteral("An estimate by our own proration, by the second and without tax"));
}

void estimateInstead(const Sight& sight, const std::optional<NewTerms>& terms, const SubscriptionSight& seen,
                     OrderPreview& preview) {
  if (!terms) {
    preview.estimate = true;
    preview.today.reset();
    preview.warnings.append(QStringLiteral("The price of %1 is not known here: nobody can say what it costs")
                                .arg(QString::fromStdString(sight.order.product)));
    return;
  }
  const auto estimate = estimateChange(seen.state, *terms, sight.order, sight.now,
                                       planWords(sight, seen.state.productId, seen.state.quantity),
                                       planWords(sight, sight.order.product, sight.order.quantity));
  if (estimate) return takeEstimate(*estimate, preview);
  preview.estimate = true;
  preview.today.reset();
  preview.warnings.append(QStringLiteral("It cannot be estimated either: ") +
                          QString::fromStdString(estimate.error().reason));
}

// A mode that the change itself would be refused for is a refusal; at the period's end it only lacks a preview.
bool onlyPreviewLacks(const AdminOrder& order, const Error& error) {
  return isOutOfReach(error) || error.code == "not_offered" ||
         (error.code == "mode_not_offered" && order.atPeriodEnd) || error.code == "bad_answer";
}

std::optional<Error> addMoney(const Sight& sight, const std::optional<NewTerms>& terms, const SubscriptionSight& seen,
                              OrderPreview& preview) {
  if (seen.outOfReach) {
    estimateInstead(sight, terms, seen, preview);
    return std::nullopt;
  }
  const auto told = sight.provider->previewChange(changeOf(sight.order), sight.cancel);
  if (told) {
    takeProviders(sight, *told, terms, seen, preview);
    return std::nullopt;
  }
  if (!onlyPreviewLacks(sight.order, told.error())) return told.error();
  preview.warnings.append(QStringLiteral("%1 could not say what it costs: %2")
                              .arg(preview.source, QString::fromStdString(told.error().message)));
  estimateInstead(sight, terms, seen, preview);
  return std::nullopt;
}

void addPlanChanges(const Sight& sight, const std::optional<NewTerms>& terms, const SubscriptionSight& seen,
                    OrderPreview& preview) {
  const SubscriptionState& before = seen.state;
  const QString later =
      sight.order.atPeriodEnd
          ? QStringLiteral(", from %1").arg(dayWords(before.periodEnd, QStringLiteral("the next renewal")))
          : QString();
  addFieldChange(preview, QStringLiteral("Plan"), planWords(sight, before.productId),
                 planWords(sight, sight.order.product) + later);
  addFieldChange(preview, QStringLiteral("Quantity"), QString::number(before.quantity),
                 QString::number(sight.order.quantity));
  if (terms) addFieldChange(preview, QStringLiteral("Price"), moneyWords(before.amount), moneyWords(terms->amount));
  addFieldChange(preview, QStringLiteral("Renews on"), dayWords(before.periodEnd, QStringLiteral("not known")),
                 dayWords(preview.nextInvoiceAt, QStringLiteral("not known")));
}

void addAccountsPlan(const Sight& sight, const SubscriptionSight& seen, OrderPreview& preview) {
  if (!seen.held.accountKey || sight.order.atPeriodEnd) return;
  const RulesContext& rules = sight.parts.rules;
  const auto after = factsWith(seen.held.facts, sight.order.subject,
                               [&](AccountSubscription& held) { held.productId = sight.order.product; });
  addFieldChange(preview, QStringLiteral("Plan of %1").arg(QString::fromStdString(*seen.held.accountKey)),
                 planNameOf(rules.rules, planNow(rules, seen.held.facts, sight.now)),
                 planNameOf(rules.rules, planNow(rules, after, sight.now)));
}

void addChangeWarnings(const Sight& sight, const SubscriptionSight& seen, OrderPreview& preview) {
  const AdminOrder& order = sight.order;
  if (sight.rules().soldAs(order.product, sight.parts.rules.live).plan == nullptr && !sight.rules().plans.empty())
    preview.warnings.append(QStringLiteral("No plan of this workspace sells %1: the account would get what the rules "
                                           "say of unknown products")
                                .arg(QString::fromStdString(order.product)));
  if (seen.state.cancelAtPeriodEnd || seen.state.cancelAt)
    preview.warnings.append(QStringLiteral("It is going to end: the new plan ends with it"));
  if (seen.noPaymentMethod && preview.today && preview.today->minor > 0)
    preview.warnings.append(QStringLiteral("The customer has no payment method: the charge would fail"));
  if (!order.keepOldPlanWhenChargeFails && !order.atPeriodEnd)
    preview.warnings.append(QStringLiteral("If the charge fails, the new plan stays and is owed"));
}

// What leaves the house: credit that is left over, and time on a dearer plan that nobody pays for.
std::int64_t givenAwayBy(const Sight& sight, const std::optional<NewTerms>& terms, const SubscriptionSight& seen,
                         const OrderPreview& preview) {
  std::int64_t given = preview.credit ? std::max<std::int64_t>(0, -preview.credit->minor) : 0;
  const bool free = sight.order.charge == ChangeCharge::None && !sight.order.atPeriodEnd;
  if (!free || !terms || given > 0) return given;
  AdminOrder prorated = sight.order;
  prorated.charge = ChangeCharge::Prorated;
  const auto worth = estimateChange(seen.state, *terms, prorated, sight.now, {}, {});
  return worth ? worth->today.minor : 0;
}

}  // namespace

Result<OrderPreview> previewPlanChange(const Sight& sight) {
  const auto seen = lookAtSubscription(sight);
  if (!seen) return failure(seen.error());
  OrderPreview preview = beginPreview(sight, *seen);
  const auto terms = termsOf(sight);
  if (!terms) return failure(terms.error());
  preview.refusal = againstPlanChange(sight, seen->state, seen->pending);
  if (!preview.refusal && *terms) preview.refusal = againstCurrency(seen->state, (*terms)->amount);
  if (preview.refusal) return preview;
  preview.refusal = addMoney(sight, *terms, *seen, preview);
  if (preview.refusal) return preview;
  addPlanChanges(sight, *terms, *seen, preview);
  addAccountsPlan(sight, *seen, preview);
  addChangeWarnings(sight, *seen, preview);
  preview.givenAway.minor = givenAwayBy(sight, *terms, *seen, preview);
  return preview;
}

}  // namespace billing::operations
