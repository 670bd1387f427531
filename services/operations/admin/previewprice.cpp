// The catalogue: a new price, or one that is no longer on sale. Those who have a price keep it either way.
#include <algorithm>

#include "domain/fieldtext.h"
#include "operations/admin/givenaway.h"
#include "operations/admin/heldfacts.h"
#include "operations/admin/orderpreviews.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kMonthsInYearlyPrice = 10;  // the pattern of facts/systems.md P6

const PlanPrice* priceFor(const Plan& plan, const BillingInterval& interval) {
  const auto found = std::ranges::find(plan.prices, interval, &PlanPrice::interval);
  return found == plan.prices.end() ? nullptr : &*found;
}

QString havingWords(int count) {
  return count == 1 ? QStringLiteral("1 subscription has it and keeps it")
                    : QStringLiteral("%1 subscriptions have it and keep it").arg(count);
}

std::optional<Error> againstNewPrice(const Sight& sight, const Plan* plan) {
  const auto invalid = [](const char* code, std::string message, std::string hint = {}) {
    return refusalBecause(code, std::move(message), {}, std::move(hint), ErrorKind::InvalidInput);
  };
  if (plan == nullptr) return invalid("unknown_plan", "There is no plan “" + sight.order.subject + "”");
  if (!sight.order.amount) return invalid("amount_missing", "Say what it costs");
  if (sight.order.amount->minor <= 0) return invalid("not_positive", "A price must be more than nothing");
  if (!sight.order.interval || plan->prices.empty()) return std::nullopt;
  const Currency& currency = plan->prices.front().amount.currency;
  if (currency == sight.order.amount->currency) return std::nullopt;
  return invalid("currency_differs", plan->name + " is sold in " + std::string(currency.code()),
                 "A plan has one currency here: give the price in it");
}

// A yearly price costs ten months, where the workspace does it so.
void addPattern(const Sight& sight, const Plan& plan, OrderPreview& preview) {
  const BillingInterval month{IntervalUnit::Month, 1}, year{IntervalUnit::Year, 1};
  const Money& wanted = *sight.order.amount;
  const bool yearly = *sight.order.interval == year;
  if (!yearly && *sight.order.interval != month) return;
  const PlanPrice* other = priceFor(plan, yearly ? month : year);
  if (other == nullptr) return;
  const std::int64_t monthly = yearly ? other->amount.minor : wanted.minor;
  const std::int64_t yearlyMinor = yearly ? wanted.minor : other->amount.minor;
  const auto pattern = mulDiv(monthly, kMonthsInYearlyPrice, 1);
  if (!pattern || *pattern == yearlyMinor) return;
  preview.warnings.append(
      QStringLiteral("Yearly is then %1, not ten times the monthly price (%2)")
          .arg(moneyWords({yearlyMinor, wanted.currency}), moneyWords({*pattern, wanted.currency})));
}

Result<void> addHolders(const Sight& sight, const std::string& product, OrderPreview& preview) {
  if (product.empty()) return {};
  const auto count = havingPrice(sight, product);
  if (!count) return failure(count.error());
  addFieldChange(preview, QStringLiteral("Who has the old price"), {}, havingWords(*count));
  return {};
}

Result<OrderPreview> previewNewPrice(const Sight& sight, OrderPreview preview) {
  const Plan* plan = sight.rules().plan(sight.order.subject);
  preview.refusal = againstNewPrice(sight, plan);
  if (preview.refusal) return preview;
  const QString field = sight.order.interval
                            ? QStringLiteral("Price for ") + QString::fromStdString(fieldText(*sight.order.interval))
                            : QStringLiteral("Price, once");
  const PlanPrice* old = sight.order.interval ? priceFor(*plan, *sight.order.interval) : nullptr;
  const QString none = QStringLiteral("none");
  addFieldChange(preview, field, old != nullptr ? moneyWords(old->amount) : none, moneyWords(*sight.order.amount));
  if (sight.order.interval) addPattern(sight, *plan, preview);
  if (old == nullptr) return preview;
  if (auto added = addHolders(sight, old->productId(sight.parts.rules.live), preview); !added)
    return failure(added.error());
  return preview;
}

Result<OrderPreview> previewArchived(const Sight& sight, OrderPreview preview) {
  const std::string& product = sight.order.product;
  if (product.empty()) {
    preview.refusal = refusalBecause("no_product_id", "Say which price", {}, {}, ErrorKind::InvalidInput);
    return preview;
  }
  const auto held = heldPrice(sight, product);
  if (!held) return failure(held.error());
  if (*held && !(*held)->active) {
    preview.refusal = refusalBecause("nothing_changes", "The price is off sale already", product);
    return preview;
  }
  addFieldChange(preview, QStringLiteral("On sale"), QStringLiteral("yes"), QStringLiteral("no"));
  const auto count = havingPrice(sight, product);
  if (!count) return failure(count.error());
  addFieldChange(preview, QStringLiteral("Who has it"), {}, havingWords(*count));
  if (sight.rules().soldAs(product, sight.parts.rules.live).plan != nullptr)
    preview.warnings.append(QStringLiteral("The workspace's file still names it: checkouts for %1 would be refused")
                                .arg(planWords(sight, product)));
  return preview;
}

QString activeWord(const std::optional<PriceState>& held) {
  if (!held) return QStringLiteral("not known");
  return held->active ? QStringLiteral("on sale") : QStringLiteral("off sale");
}

}  // namespace

Result<SeenFields> seenPriceNow(const Sight& sight) {
  if (sight.order.kind == OrderKind::CreatePrice) return SeenFields();
  const auto held = heldPrice(sight, sight.order.product);
  if (!held) return failure(held.error());
  return SeenFields{{QStringLiteral("price"), activeWord(*held)}};
}

Result<OrderPreview> previewPrice(const Sight& sight) {
  OrderPreview preview;
  preview.source = providerName(sight.parts.rules.provider);
  preview.givenAway = {0, rulesCurrency(sight.rules())};
  preview.today = preview.givenAway;
  auto seen = seenPriceNow(sight);
  if (!seen) return failure(seen.error());
  preview.seen = std::move(*seen);
  if (sight.order.kind == OrderKind::CreatePrice) return previewNewPrice(sight, std::move(preview));
  return previewArchived(sight, std::move(preview));
}

}  // namespace billing::operations
