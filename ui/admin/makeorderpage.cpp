// Which page belongs to which kind of change.
#include "ui/admin/accountpages.h"
#include "ui/admin/changeplanpage.h"
#include "ui/admin/formpage.h"
#include "ui/admin/refundpage.h"

namespace billing::ui {

using operations::OrderKind;

namespace {

/// An order that needs nothing more than what it began with: a compensating one, of which all is known.
class SettledPage final : public FormPage {
 public:
  using FormPage::FormPage;
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override {
    order = seed().order;
    return {};
  }
};

}  // namespace

OrderPage* makeOrderPage(const PaneContext& context, const OrderSeed& seed) {
  switch (seed.order.kind) {
    case OrderKind::ChangePlan:
      if (seed.subscription) return new ChangePlanPage(context, seed);
      break;
    case OrderKind::CancelOn:
    case OrderKind::ExtendTrial:
    case OrderKind::MoveRenewal:
      return new DatePage(context, seed);
    case OrderKind::ApplyDiscount:
      return new DiscountPage(context, seed);
    case OrderKind::Refund:
      if (seed.payment) return new RefundPage(context, seed);
      break;
    case OrderKind::GrantCredits:
    case OrderKind::TakeCredits:
      return new CreditsPage(context, seed);
    case OrderKind::GrantEntitlement:
    case OrderKind::OverridePlan:
      return new AccountPlanPage(context, seed);
    case OrderKind::SetUsage:
      return new UsagePage(context, seed);
    default:
      break;
  }
  return new SettledPage(context, seed);
}

}  // namespace billing::ui
