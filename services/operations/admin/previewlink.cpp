// Links: nothing is charged by making one; what the page will ask for is told, and what may go wrong with it.
#include "operations/admin/givenaway.h"
#include "operations/admin/heldfacts.h"
#include "operations/admin/orderpreviews.h"

namespace billing::operations {
namespace {

// What the workspace's file, else the provider, says of the price.
Result<std::optional<Money>> priceAsked(const Sight& sight) {
  const bool live = sight.parts.rules.live;
  const auto sold = sight.rules().soldAs(sight.order.product, live);
  if (sold.price != nullptr) return std::optional(sold.price->amount);
  if (const CreditPack* pack = sight.rules().packSoldAs(sight.order.product, live)) return std::optional(pack->price);
  const auto held = heldPrice(sight, sight.order.product);
  if (!held) return failure(held.error());
  return *held && !(*held)->amount.currency.empty() ? std::optional((*held)->amount) : std::nullopt;
}

void addPage(const Sight& sight, const std::optional<Money>& price, OrderPreview& preview) {
  const AdminOrder& order = sight.order;
  addFieldChange(preview, QStringLiteral("The page sells"), {}, planWords(sight, order.product, order.quantity));
  const auto all = price ? mulDiv(price->minor, order.quantity, 1) : std::nullopt;
  const QString asked = all ? moneyWords({*all, price->currency}) + QStringLiteral(" before tax")
                            : QStringLiteral("the provider's price");
  addFieldChange(
      preview, QStringLiteral("It asks for"), {},
      order.trialDays > 0 ? QStringLiteral("nothing for %1 days, then %2").arg(order.trialDays).arg(asked) : asked);
  addFieldChange(preview, QStringLiteral("Discount code"), {}, QString::fromStdString(order.code));
  if (order.allowDiscountCodes)
    addFieldChange(preview, QStringLiteral("Discount codes"), {}, QStringLiteral("may be typed in"));
  addFieldChange(preview, QStringLiteral("Then goes to"), {}, QString::fromStdString(order.successUrl));
}

std::optional<Error> againstCheckout(const Sight& sight) {
  if (auto product = againstProduct(sight, sight.order.product)) return product;
  if (sight.order.quantity < 1)
    return refusalBecause("quantity_out_of_range", "At least one has to be sold", {}, {}, ErrorKind::InvalidInput);
  const auto sold = sight.rules().soldAs(sight.order.product, sight.parts.rules.live);
  const bool free = sold.plan != nullptr && sold.price->amount.minor == 0;
  if (free) return refusalBecause("free_plan", sold.plan->name + " is free: there is nothing to pay");
  return std::nullopt;
}

Result<void> addSecondSubscription(const Sight& sight, OrderPreview& preview) {
  if (!sight.order.recurring || sight.order.customer.empty()) return {};
  const auto running = runningOf(sight, sight.order.customer);
  if (!running) return failure(running.error());
  if (!running->isEmpty())
    preview.warnings.append(
        QStringLiteral("The customer has a subscription already (%1) and would pay for both: change "
                       "its plan instead")
            .arg(running->join(QStringLiteral(", "))));
  return {};
}

Result<OrderPreview> previewCheckout(const Sight& sight, OrderPreview preview) {
  preview.refusal = againstCheckout(sight);
  if (preview.refusal) return preview;
  const auto price = priceAsked(sight);
  if (!price) return failure(price.error());
  addPage(sight, *price, preview);
  if (auto added = addSecondSubscription(sight, preview); !added) return failure(added.error());
  return preview;
}

OrderPreview previewPortal(const Sight& sight, OrderPreview preview) {
  const std::string& customer = sight.order.customer.empty() ? sight.order.subject : sight.order.customer;
  if (customer.empty()) {
    preview.refusal = refusalBecause("no_customer", "Say which customer the page is for",
                                     "an account becomes a customer with its first checkout",
                                     "Make a checkout link instead", ErrorKind::InvalidInput);
    return preview;
  }
  addFieldChange(preview, QStringLiteral("The page shows"), {},
                 QStringLiteral("subscriptions, invoices and cards of %1").arg(QString::fromStdString(customer)));
  preview.warnings.append(QStringLiteral("Whoever has the link can cancel and change cards: send it to nobody else"));
  return preview;
}

}  // namespace

Result<OrderPreview> previewLink(const Sight& sight) {
  OrderPreview preview;
  preview.source = providerName(sight.parts.rules.provider);
  preview.givenAway = {0, rulesCurrency(sight.rules())};
  preview.today = preview.givenAway;
  if (sight.order.kind == OrderKind::PortalLink) return previewPortal(sight, std::move(preview));
  return previewCheckout(sight, std::move(preview));
}

}  // namespace billing::operations
