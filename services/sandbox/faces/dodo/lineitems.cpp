#include "sandbox/faces/dodo/lineitems.h"

#include <algorithm>

#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

std::string lineItemId(const Payment& payment, std::size_t n) {
  return "itm_" + payment.id.substr(payment.id.find('_') + 1) + "_" + std::to_string(n);
}

std::int64_t refundable(const Payment& payment, const CartLine& line) {
  const std::int64_t left = payment.capturedMinor - payment.refundedMinor;
  return std::max<std::int64_t>(0, std::min(line.amountMinor + line.taxMinor - line.refundedMinor, left));
}

QJsonArray lineItemsJson(Desk& desk, const Payment& payment) {
  QJsonArray items;
  for (std::size_t i = 0; i < payment.cart.size(); ++i) {
    const CartLine& line = payment.cart[i];
    if (line.amountMinor <= 0) continue;
    const Product* product = desk.ledger().products.find(line.product);
    items.append(QJsonObject{{"amount"_L1, jsonInteger(line.amountMinor + line.taxMinor)},
                             {"items_id"_L1, jsonString(lineItemId(payment, i))},
                             {"refundable_amount"_L1, jsonInteger(refundable(payment, line))},
                             {"tax"_L1, jsonInteger(line.taxMinor)},
                             {"description"_L1, textOrNull(product == nullptr ? "" : product->description)},
                             {"name"_L1, textOrNull(product == nullptr ? line.product : product->name)}});
  }
  return items;
}

}  // namespace billing::sandbox::dodo
