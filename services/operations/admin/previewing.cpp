#include "operations/admin/previewing.h"

#include "domain/fieldtext.h"
#include "workspace/configcheck.h"

namespace billing::operations {
namespace {

QString intervalWords(const BillingInterval& interval) {
  if (interval == BillingInterval{IntervalUnit::Month, 1}) return QStringLiteral("monthly");
  if (interval == BillingInterval{IntervalUnit::Year, 1}) return QStringLiteral("yearly");
  return QStringLiteral("every ") + QString::fromStdString(fieldText(interval));
}

QString soldWords(const Sight& sight, const std::string& product) {
  const auto sold = sight.rules().soldAs(product, sight.parts.rules.live);
  if (sold.plan != nullptr)
    return QString::fromStdString(sold.plan->name) + QStringLiteral(", ") + intervalWords(sold.price->interval);
  const CreditPack* pack = sight.rules().packSoldAs(product, sight.parts.rules.live);
  return QString::fromStdString(pack != nullptr ? pack->name : product);
}

}  // namespace

QString providerName(Provider provider) {
  return provider == Provider::Dodo ? QStringLiteral("Dodo Payments") : QStringLiteral("Stripe");
}

QString moneyWords(const Money& amount) {
  if (amount.currency.empty()) return QString::number(amount.minor);
  return QString::fromStdString(fieldText(amount));
}

QString dayWords(Instant at) {
  QString text = QString::fromStdString(toIso8601(Instant::fromSeconds(at.seconds())));
  text.replace(u'T', u' ').chop(4);  // seconds and Z
  return text + QStringLiteral(" UTC");
}

QString dayWords(const std::optional<Instant>& at, const QString& none) {
  return at ? dayWords(*at) : none;
}

QString planWords(const Sight& sight, const std::string& product, std::int64_t quantity) {
  const QString name = soldWords(sight, product);
  return quantity == 1 ? name : QStringLiteral("%1 × %2").arg(quantity).arg(name);
}

QString planNameOf(const BillingRules& rules, const std::string& key) {
  if (key.empty()) return QStringLiteral("none");
  const Plan* plan = rules.plan(key);
  return QString::fromStdString(plan != nullptr ? plan->name : key);
}

Error refusalBecause(std::string code, std::string message, std::string reason, std::string hint, ErrorKind kind) {
  return {kind, std::move(code), std::move(message), std::move(reason), std::move(hint), false, {}};
}

OrderPreview refusedPreview(const Sight& sight, Error refusal) {
  OrderPreview preview;
  preview.refusal = std::move(refusal);
  preview.source = providerName(sight.parts.rules.provider);
  return preview;
}

void addFieldChange(OrderPreview& preview, const QString& field, const QString& before, const QString& after) {
  if (before != after) preview.changes.append({field, before, after});
}

bool isOutOfReach(const Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
}

Error notConnected() {
  return {ErrorKind::Unavailable,
          "not_connected",
          "The workspace is not connected to its provider",
          "there is no key for this mode",
          "Connect it first: Workspace, Connect",
          false,
          {}};
}

std::optional<Error> againstProduct(const Sight& sight, const std::string& product) {
  const bool live = sight.parts.rules.live;
  const std::string mode = live ? "live" : "test";
  const std::string hint = "Copy the id of the product from the provider's dashboard into the workspace's file";
  if (product.empty())
    return refusalBecause("no_product_id", "The plan has no product id in " + mode + " mode",
                          "so the provider has nothing to sell it as", hint, ErrorKind::InvalidInput);
  if (sight.rules().soldAs(product, live).plan != nullptr || sight.rules().packSoldAs(product, live) != nullptr) {
    // In test mode the provider's own word is enough: a sandbox may call its products as it likes.
    if (!live || !workspace::isPlaceholderId(product)) return std::nullopt;
    return refusalBecause("placeholder_product_id", "The plan's product id in " + mode + " mode is a placeholder",
                          product, hint, ErrorKind::InvalidInput);
  }
  const bool ofOtherMode = sight.rules().soldAs(product, !live).plan != nullptr;
  if (!ofOtherMode) return std::nullopt;
  return refusalBecause("product_of_other_mode",
                        "This product id belongs to " + std::string(live ? "test" : "live") + " mode", product,
                        "Choose the plan's id of " + mode + " mode", ErrorKind::InvalidInput);
}

}  // namespace billing::operations
