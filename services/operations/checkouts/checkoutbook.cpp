#include "operations/checkouts/checkoutbook.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <string_view>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountnames.h"
#include "operations/checkouts/checkoutoffer.h"
#include "operations/checkouts/returnurl.h"
#include "store/repositories/checkoutrepository.h"

namespace billing::operations {
namespace {

// 28 of 32 characters are 140 random bits: the address of the page cannot be guessed.
std::string newCheckoutId() {
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
  std::string id = "cks_";
  for (int i = 0; i < 28; ++i) id += letters[QRandomGenerator::system()->bounded(32U)];
  return id;
}

std::string jsonOf(const std::map<std::string, std::string>& texts) {
  QJsonObject object;
  for (const auto& [key, value] : texts) object.insert(QString::fromStdString(key), QString::fromStdString(value));
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::map<std::string, std::string> textsOf(const std::string& json) {
  std::map<std::string, std::string> texts;
  const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
  for (auto it = object.begin(); it != object.end(); ++it)
    texts[it.key().toStdString()] = it.value().toString().toStdString();
  return texts;
}

// What the team's own back end would write into the session: who pays, and how many credits as text.
std::map<std::string, std::string> metadataFor(const BillingRules& rules, const CheckoutRequest& request,
                                               const std::string& account) {
  auto metadata = request.metadata;
  if (!rules.metadataAccountKey.empty()) metadata[rules.metadataAccountKey] = account;
  if (request.credits && !rules.credits.metadataCreditsKey.empty())
    metadata[rules.credits.metadataCreditsKey] = std::to_string(*request.credits);
  return metadata;
}

Checkout checkoutOf(const store::StoredCheckout& stored) {
  Checkout checkout;
  checkout.row = stored.row;
  checkout.externalId = stored.externalId;
  checkout.account = stored.accountKey;
  checkout.email = stored.email;
  checkout.name = stored.name;
  checkout.plan = stored.plan;
  checkout.interval = stored.interval;
  checkout.productId = stored.productId;
  checkout.returnUrl = stored.returnUrl;
  checkout.status = stored.status;
  checkout.creditsTenths = stored.creditsTenths;
  checkout.amount = stored.amount;
  checkout.metadata = textsOf(stored.metadata);
  checkout.createdAt = stored.createdAt;
  return checkout;
}

tl::unexpected<Error> noSuchCheckout() {
  return failure(ErrorKind::NotFound, "no_such_checkout", "There is no such checkout", {}, "Begin a new one");
}

}  // namespace

Result<Checkout> openCheckout(store::WriteContext& context, const RulesContext& rules, const CheckoutRequest& request,
                              Instant now) {
  const auto offer = offerFor(rules, request);
  if (!offer) return failure(offer.error());
  std::string returnUrl;
  if (!request.returnUrl.empty()) {
    auto checked = checkedReturnUrl(request.returnUrl);
    if (!checked) return failure(checked.error());
    returnUrl = std::move(*checked);
  }
  std::string key = normalKey(rules.rules, request.account);
  auto payer = store::CheckoutRepository::payer(context, key);
  if (!payer) return failure(payer.error());
  if (*payer) key = (*payer)->key;
  if (auto account = ensureAccount(context, rules, {key, request.email, request.name, {}, {}}, now); !account)
    return failure(account.error());
  store::StoredCheckout stored;
  stored.externalId = newCheckoutId();
  stored.accountKey = key;
  stored.email = request.email.empty() && *payer ? (*payer)->email : request.email;
  stored.plan = offer->plan;
  stored.interval = offer->interval;
  stored.productId = offer->productId;
  stored.returnUrl = returnUrl;
  stored.metadata = jsonOf(metadataFor(rules.rules, request, key));
  stored.creditsTenths = offer->creditsTenths;
  stored.amount = offer->amount;
  stored.createdAt = now;
  if (auto inserted = store::CheckoutRepository::insert(context, stored); !inserted) return failure(inserted.error());
  return findCheckout(context, stored.externalId);
}

Result<Checkout> findCheckout(store::WriteContext& context, std::string_view externalId) {
  const auto found = store::CheckoutRepository::find(context, externalId);
  if (!found) return failure(found.error());
  if (!*found) return noSuchCheckout();
  return checkoutOf(**found);
}

Result<bool> closeCheckout(store::WriteContext& context, std::string_view externalId, std::string_view status,
                           Instant now) {
  return store::CheckoutRepository::close(context, externalId, status, now);
}

}  // namespace billing::operations
