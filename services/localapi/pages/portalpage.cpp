#include "localapi/pages/portalpage.h"

#include "localapi/endpoints/providerchange.h"
#include "localapi/pages/html.h"
#include "operations/checkouts/providerletters.h"

namespace billing::localapi {
namespace {

http::Answer lapsedPage() {
  return pageAnswer(
      {"Billing", Banner::Error, "This link is not valid any more.", "<p>Open the portal again from the product.</p>"},
      403);
}

http::Answer portalProblem(const Error& error) {
  return pageAnswer({"Billing", Banner::Error, error.message, "<p>" + html(error.reason) + "</p>"},
                    errorOf(error).status);
}

std::string day(std::optional<Instant> instant) {
  return instant ? toIso8601(*instant).substr(0, 10) : "–";
}

std::string portalCards(Provider provider) {
  std::string out = "<form method=\"post\"><fieldset><legend>Payment method</legend>";
  for (const operations::TestCard& card : operations::testCards(provider))
    out += "<label><input type=\"radio\" name=\"card\" required value=\"" + html(card.lastFour) + "\"> " +
           html(card.number) + "</label>";
  return out + button("card", "Use this test card", false) + "</fieldset></form>";
}

std::pair<Banner, std::string> told(const ApiCall& call) {
  const std::string& done = call.query.text("done");
  if (done == "cancel") return {Banner::Success, "The subscription ends at the end of the period."};
  if (done == "keep") return {Banner::Success, "The subscription goes on."};
  if (done == "card") return {Banner::Success, "The payment method was updated."};
  return {Banner::None, {}};
}

http::Answer portalPage(const ApiCall& call, const operations::Buyer& buyer) {
  const auto [banner, text] = told(call);
  const std::string title = "Billing of " + (buyer.payer.name.empty() ? buyer.payer.key : buyer.payer.name);
  if (!buyer.running) return pageAnswer({title, banner, text, "<p>There is no running subscription.</p>"});
  const SubscriptionState& state = *buyer.running;
  const auto sold = call.core->rules.rules.soldAs(state.productId, call.core->rules.live);
  std::string main = "<dl>" + fact("Plan", sold.plan == nullptr ? state.productId : sold.plan->name) +
                     fact("Status", toString(state.status)) +
                     fact("Price", toDecimal(state.amount) + " " + std::string(state.amount.currency.code())) +
                     fact(state.cancelAtPeriodEnd ? "Ends on" : "Renews on", day(state.periodEnd)) + "</dl>";
  main += "<form method=\"post\"><p>";
  main +=
      state.cancelAtPeriodEnd ? button("keep", "Keep the subscription") : button("cancel", "Cancel the subscription");
  return pageAnswer({title, banner, text, main + "</p></form>" + portalCards(call.core->rules.provider)});
}

Result<operations::ProviderLetters> portalLetters(const ApiCall& call, const operations::Buyer& buyer) {
  const std::string& action = call.form.text("action");
  if (action == "cancel" || action == "keep")
    return operations::cancellationLetters(call.core->rules, buyer, action == "cancel", call.now());
  const auto* card = operations::testCard(call.core->rules.provider, call.form.text("card"));
  if (action == "card" && card != nullptr) return operations::cardLetters(call.core->rules, buyer, *card, call.now());
  return failure(ErrorKind::InvalidInput, "bad_form", "The form has no such choice");
}

}  // namespace

void getPortalPage(const CallPtr& call) {
  const auto account = call->core->portal.accountOf(call->tail, call->now());
  if (!account) return call->answer(lapsedPage);
  call->write<operations::Buyer>(
      [call, key = *account](store::WriteContext& context) {
        return operations::findBuyer(context, call->core->rules, key);
      },
      [call](const Result<operations::Buyer>& buyer) {
        return buyer ? portalPage(*call, *buyer) : portalProblem(buyer.error());
      });
}

void postPortalPage(const CallPtr& call) {
  const auto account = call->core->portal.accountOf(call->tail, call->now());
  if (!account) return call->answer(lapsedPage);
  changeAtProvider(
      call, *account, {{}, [call](const operations::Buyer& buyer) { return portalLetters(*call, buyer); }},
      [call](const operations::Buyer&) {
        call->answer([call] { return seeOther("/portal/" + call->tail + "?done=" + call->form.text("action")); });
      });
}

}  // namespace billing::localapi
