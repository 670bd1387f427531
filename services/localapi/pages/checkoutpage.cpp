#include "localapi/pages/checkoutpage.h"

#include "localapi/endpoints/providerchange.h"
#include "localapi/pages/checkoutview.h"
#include "localapi/pages/discount.h"
#include "operations/checkouts/providerletters.h"

namespace billing::localapi {
namespace {

struct Session {
  operations::Checkout checkout;
  operations::Buyer buyer;
};

Result<Session> readSession(const ApiCall& call, store::WriteContext& context) {
  auto checkout = operations::findCheckout(context, call.tail);
  if (!checkout) return failure(checkout.error());
  auto buyer = operations::findBuyer(context, call.core->rules, checkout->account);
  if (!buyer) return failure(buyer.error());
  return Session{std::move(*checkout), std::move(*buyer)};
}

// What had been closed before keeps its end, whatever this request wanted.
void closeAndLeave(const CallPtr& call, const std::string& status) {
  call->write<operations::Checkout>(
      [call, status](store::WriteContext& context) -> Result<operations::Checkout> {
        auto closed = operations::closeCheckout(context, call->tail, status, call->now());
        if (!closed) return failure(closed.error());
        return operations::findCheckout(context, call->tail);
      },
      [](const Result<operations::Checkout>& checkout) {
        return checkout ? leave(*checkout) : problemPage(checkout.error());
      });
}

void pay(const CallPtr& call, const Session& session) {
  const auto* card = operations::testCard(call->core->rules.provider, call->form.text("card"));
  const bool takesCodes = session.checkout.plan.empty();
  const auto charged = discounted(session.checkout.amount, takesCodes ? call->form.text("discount") : "");
  if (card == nullptr || !charged)
    return call->answer([call, checkout = session.checkout, card] {
      return openPage(*call, checkout, Banner::Error,
                      card == nullptr ? "Choose one of the test cards." : "This discount code is not known.");
    });
  auto letters =
      operations::checkoutLetters(call->core->rules, session.checkout, session.buyer, *card, *charged, call->now());
  if (!letters) return call->answer([error = letters.error()] { return problemPage(error); });
  sendLetters(call, std::move(*letters), [call, paid = card->pays()](Result<void> sent) {
    if (!sent) return call->answer([error = sent.error()] { return problemPage(error); });
    closeAndLeave(call, paid ? "paid" : "failed");
  });
}

}  // namespace

void getCheckoutPage(const CallPtr& call) {
  call->write<operations::Checkout>(
      [call](store::WriteContext& context) { return operations::findCheckout(context, call->tail); },
      [call](const Result<operations::Checkout>& checkout) {
        if (!checkout) return problemPage(checkout.error());
        return checkout->status == "open" ? openPage(*call, *checkout) : closedPage(*checkout);
      });
}

void postCheckoutPage(const CallPtr& call) {
  const std::string& action = call->form.text("action");
  if (action == "cancel") return closeAndLeave(call, "cancelled");
  if (action != "pay")
    return call->answer([] {
      return problemPage({ErrorKind::InvalidInput,
                          "bad_form",
                          "The form has no such button",
                          {},
                          "Go back and choose one",
                          false,
                          {}});
    });
  const auto session = std::make_shared<Session>();
  call->core->services.database.write(
      [call, session](store::WriteContext& context) -> Result<void> {
        auto found = readSession(*call, context);
        if (!found) return failure(found.error());
        *session = std::move(*found);
        return {};
      },
      [call, session](Result<void> outcome) {
        if (!outcome) return call->answer([error = outcome.error()] { return problemPage(error); });
        if (session->checkout.status != "open") return closeAndLeave(call, "paid");
        pay(call, *session);
      });
}

}  // namespace billing::localapi
