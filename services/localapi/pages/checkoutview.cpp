#include "localapi/pages/checkoutview.h"

#include "localapi/pages/discount.h"
#include "operations/checkouts/checkoutoffer.h"
#include "operations/checkouts/returnurl.h"
#include "operations/checkouts/testcards.h"

namespace billing::localapi {
namespace {

std::string priceText(Money amount) {
  return toDecimal(amount) + " " + std::string(amount.currency.code());
}

std::string cardsHtml(Provider provider) {
  std::string out = "<fieldset><legend>Test card</legend>";
  bool first = true;
  for (const operations::TestCard& card : operations::testCards(provider)) {
    out += "<label><input type=\"radio\" name=\"card\" value=\"" + html(card.lastFour) + "\"" +
           (first ? " checked" : "") + "> " + html(card.number) + " – " + html(card.name) + "</label>";
    first = false;
  }
  return out + "</fieldset>";
}

// Credit packs take discount codes.
std::string discountHtml() {
  return "<label for=\"discount\">Discount code (optional; " + html(discountCode) +
         " takes half off)</label><input id=\"discount\" name=\"discount\" maxlength=\"40\" autocomplete=\"off\">";
}

}  // namespace

http::Answer problemPage(const Error& error) {
  const std::string why = error.reason.empty() ? error.hint : error.reason + ". " + error.hint;
  return pageAnswer({"Checkout", Banner::Error, error.message, "<p>" + html(why) + "</p>"}, errorOf(error).status);
}

http::Answer openPage(const ApiCall& call, const operations::Checkout& checkout, Banner banner,
                      const std::string& text) {
  const BillingRules& rules = call.core->rules.rules;
  std::string main = "<dl>" + fact("For", checkout.account) + fact("You buy", operations::offerName(rules, checkout)) +
                     fact("Price", priceText(checkout.amount)) + "</dl><form method=\"post\">";
  main += cardsHtml(call.core->rules.provider);
  if (checkout.plan.empty()) main += "<p>" + discountHtml() + "</p>";
  main +=
      "<p>" + button("pay", "Pay " + priceText(checkout.amount)) + button("cancel", "Cancel", false) + "</p></form>";
  return pageAnswer({"Pay " + call.core->services.profile.name, banner, text, main},
                    banner == Banner::Error ? 400 : 200);
}

http::Answer closedPage(const operations::Checkout& checkout) {
  const bool paid = checkout.status == "paid", failed = checkout.status == "failed";
  const Banner banner = paid ? Banner::Success : failed ? Banner::Error : Banner::Cancelled;
  const char* text = paid     ? "The test payment succeeded."
                     : failed ? "The test payment was declined. Nothing was bought."
                              : "The checkout was cancelled. Nothing was bought.";
  std::string main;
  if (!checkout.returnUrl.empty())
    main = "<p><a href=\"" + html(operations::returnUrlFor(checkout.returnUrl, checkout.status)) + "\">Go back</a></p>";
  return pageAnswer({"Checkout", banner, text, main});
}

http::Answer leave(const operations::Checkout& checkout) {
  if (checkout.returnUrl.empty()) return closedPage(checkout);
  return seeOther(operations::returnUrlFor(checkout.returnUrl, checkout.status));
}

}  // namespace billing::localapi
