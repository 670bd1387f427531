#include "localapi/endpoints/credits.h"

#include "localapi/endpoints/billing.h"
#include "localapi/jsontext.h"
#include "operations/accounts/accountbook.h"
#include "operations/checkouts/buyer.h"
#include "operations/credits/creditbook.h"

namespace billing::localapi {
namespace {

tl::unexpected<Error> noCredits() {
  return failure(ErrorKind::InvalidInput, "no_credits_here", "This workspace has no credits");
}

}  // namespace

void postCreateCheckout(const CallPtr& call) {
  const auto credits = call->body.integer("credits");
  if (!credits) return call->fail(credits.error());
  if (!*credits) return call->fail(missingField("credits").value());
  auto request = readCheckoutRequest(*call);
  if (!request) return call->fail(request.error());
  request->credits = *credits;
  openAndAnswer(call, std::move(*request), "checkoutUrl");
}

void postTopUp(const CallPtr& call) {
  const CreditRules& rules = call->core->rules.rules.credits;
  const auto credits = call->body.integer("credits");
  if (!credits) return call->fail(credits.error());
  auto request = readCheckoutRequest(*call);
  if (!request) return call->fail(request.error());
  request->credits = credits->value_or(rules.topUp.tenths / 10);
  openAndAnswer(call, std::move(*request), "checkoutUrl");
}

void getCredits(const CallPtr& call) {
  const auto account = call->account();
  if (!account) return call->fail(account.error());
  if (!call->core->rules.rules.credits.enabled) return call->fail(noCredits().value());
  call->write<Tenths>(
      [call, key = *account](store::WriteContext& context) -> Result<Tenths> {
        const auto row = operations::findAccount(context, key);
        if (!row) return failure(row.error());
        if (!*row) return failure(ErrorKind::NotFound, "unknown_account", "Nobody knows the account “" + key + "”");
        return operations::creditBalance(context, **row, call->now());
      },
      [key = *account](const Result<Tenths>& balance) {
        if (!balance) return errorOf(balance.error());
        return ok(JsonObjectText().text("account", key).raw("credits", creditsText(*balance)).done());
      });
}

}  // namespace billing::localapi
