// /pay/ID: the buyer's page of a checkout session.
#include "sandbox/engine/testcards.h"
#include "sandbox/pages/payview.h"

namespace billing::sandbox {
namespace {

std::string ownAddress(const PageCall& page) {
  return page.call.base + page.call.path;
}

const Payment* waitingForBank(const PageCall& page, const Checkout& checkout) {
  const Payment* payment = page.engine.ledger().payments.find(checkout.payment);
  return payment != nullptr && payment->status == "requires_action" ? payment : nullptr;
}

PayEntry payEntryOf(const QueryPairs& form) {
  return {entered(form, "email"), entered(form, "name"), entered(form, "discount-code", 60), cardEntryOf(form)};
}

PayEntry knownOf(const Checkout& checkout) {
  return {checkout.email, checkout.name, {}, {}};
}

FieldErrors payErrors(const PageCall& page, const Checkout& checkout, const PayEntry& entry) {
  FieldErrors errors;
  const Customer* customer = page.engine.ledger().customers.find(checkout.customer);
  const auto at = entry.email.find('@');
  const bool named = customer != nullptr && !customer->email.empty();
  if (!named && (at == std::string::npos || at == 0 || at + 1 == entry.email.size()))
    errors.emplace_back("email", "Enter an e-mail address, like ada@example.com.");
  if (entry.name.empty()) errors.emplace_back("name", "Enter the name on the card.");
  for (auto& error : cardErrors(entry.card, page.engine.now())) errors.push_back(std::move(error));
  if (errors.empty() && !testCard(entry.card.digits()))
    errors.emplace_back("card-number", "This is not a test card. Real cards are not accepted here.");
  return errors;
}

// What a payment that did not succeed says, at the field it is about.
FieldErrors declineErrors(const PageCall& page, const Checkout& checkout) {
  const Payment* payment = page.engine.ledger().payments.find(checkout.payment);
  if (payment == nullptr) return {{"card-number", "The card was declined."}};
  return {
      declineAtField(payment->declineCode.empty() ? payment->errorCode : payment->declineCode, payment->errorMessage)};
}

CallAnswer leavePage(const PageCall& page, const Checkout& checkout) {
  const std::string url = successAddress(page.engine.ledger(), checkout);
  return redirectTo(url.empty() ? ownAddress(page) : url);
}

CallAnswer payNow(const PageCall& page, Checkout& checkout, const PayEntry& entry) {
  if (const FieldErrors errors = payErrors(page, checkout, entry); !errors.empty())
    return payForm(page, checkout, entry, errors);
  checkout.email = entry.email.empty() ? checkout.email : entry.email;
  checkout.name = entry.name;
  page.engine.ledger().checkouts.touch(checkout.id);
  const auto method = page.engine.addCard("", entry.card.digits());
  if (!method) return payForm(page, checkout, entry, {{"card-number", describe(method.error())}});
  keepExpiry(page.engine.ledger(), (*method)->id, entry.card);
  const auto done = page.engine.completeCheckout(checkout.id, (*method)->id);
  if (!done) return payForm(page, checkout, entry, {{"card-number", describe(done.error())}});
  if ((*done)->status == "complete") return leavePage(page, **done);
  if (waitingForBank(page, **done) != nullptr) return redirectTo(ownAddress(page));
  return payForm(page, **done, entry, declineErrors(page, **done));
}

CallAnswer answerBank(const PageCall& page, const Checkout& checkout, bool success) {
  const Payment* payment = waitingForBank(page, checkout);
  if (payment == nullptr) return redirectTo(ownAddress(page));
  const std::string id = checkout.id;
  const auto authenticated = page.engine.authenticate(payment->id, success);
  const Checkout& after = *page.engine.ledger().checkouts.find(id);
  if (!authenticated) return payForm(page, after, knownOf(after), {{"card-number", describe(authenticated.error())}});
  if (after.status == "complete") return leavePage(page, after);
  return payForm(page, after, knownOf(after), declineErrors(page, after));
}

// The id of a discount or promotion code that people type so; empty when there is none.
std::string codeBehind(const Ledger& ledger, Provider home, const std::string& text) {
  for (const auto& code : ledger.promotionCodes.all())
    if (home == Provider::Stripe && code->active && http::equalsIgnoringCase(code->code, text)) return code->id;
  for (const auto& discount : ledger.discounts.all())
    if (home == Provider::Dodo && !discount->deleted && http::equalsIgnoringCase(discount->code, text))
      return discount->id;
  return {};
}

CallAnswer setCodes(const PageCall& page, Checkout& checkout, const PayEntry& entry, std::vector<std::string> codes) {
  Checkout wanted = checkout;
  wanted.codes = std::move(codes);
  const auto preview = page.engine.previewCheckout(wanted);
  if (!preview) return payForm(page, checkout, entry, {{"discount-code", describe(preview.error())}});
  wanted.subtotalMinor = preview->subtotalMinor;
  wanted.discountMinor = preview->discountMinor;
  wanted.totalMinor = preview->totalMinor;
  checkout = wanted;
  page.engine.ledger().checkouts.touch(checkout.id);
  return redirectTo(ownAddress(page));
}

CallAnswer applyCode(const PageCall& page, Checkout& checkout, const PayEntry& entry) {
  if (!checkout.allowsCodes) return redirectTo(ownAddress(page));
  if (entry.code.empty()) return payForm(page, checkout, entry, {{"discount-code", "Enter a discount code."}});
  const std::string id = codeBehind(page.engine.ledger(), checkout.home, entry.code);
  if (id.empty()) return payForm(page, checkout, entry, {{"discount-code", "This discount code is not known."}});
  return setCodes(page, checkout, entry, {id});
}

CallAnswer postPay(const PageCall& page, Checkout& checkout) {
  const QueryPairs form = queryPairs(page.call.body);
  const std::string action = entered(form, "action");
  const PayEntry entry = payEntryOf(form);
  if (action == "pay") return payNow(page, checkout, entry);
  if (action == "apply") return applyCode(page, checkout, entry);
  if (action == "remove") return setCodes(page, checkout, entry, {});
  if (action == "authenticate" || action == "fail") return answerBank(page, checkout, action == "authenticate");
  return problemPage(page, 400, "Not possible", "The form has no such button. Go back and choose one.");
}

}  // namespace

CallAnswer answerPayPage(const PageCall& page) {
  Checkout* checkout = page.engine.ledger().checkouts.find(page.id);
  if (checkout == nullptr || !page.rest.empty())
    return problemPage(page, 404, "No such checkout", "Begin the purchase again in the shop.");
  if (checkout->status == "complete") return page.posts() ? leavePage(page, *checkout) : paidPage(page, *checkout);
  if (checkout->status != "open" || (checkout->expires.ms > 0 && checkout->expires <= page.engine.now()))
    return problemPage(page, 410, "This checkout has expired", "Nothing was bought. Begin again in the shop.");
  if (page.posts()) return postPay(page, *checkout);
  if (const Payment* payment = waitingForBank(page, *checkout); payment != nullptr) return securePage(page, *payment);
  return payForm(page, *checkout, knownOf(*checkout), {});
}

}  // namespace billing::sandbox
