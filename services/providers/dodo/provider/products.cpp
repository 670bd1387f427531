#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {

Result<ProductPattern> DodoProvider::patternOf(const std::string& product, const CancelToken& cancel) {
  if (product.empty()) return ProductPattern();
  return calls_.ask(request::product(product), cancel, readPattern);
}

// Dodo has no prices beside products: another price is another product.
Result<Provided<PriceState>> DodoProvider::createPrice(const NewPrice& wanted, const CancelToken& cancel) {
  if (const auto fine = checkNewPrice(wanted); !fine) return failure(fine.error());
  const auto pattern = patternOf(wanted.product, cancel);
  if (!pattern) return failure(pattern.error());
  return calls_.ask(request::createProduct(wanted, *pattern), cancel, [&](std::string_view body) {
    return provided(body, productKind(), &BillingEvent::prices, clock_.now());
  });
}

Result<void> DodoProvider::archivePrice(const std::string& product, const CancelToken& cancel) {
  const auto answer = calls_.send(request::archiveProduct(product), cancel);
  return answer ? Result<void>() : failure(answer.error());
}

}  // namespace billing::providers::dodo
