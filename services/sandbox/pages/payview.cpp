#include "sandbox/pages/payview.h"

#include "domain/civildate.h"
#include "sandbox/pages/words.h"

namespace billing::sandbox {
namespace {

std::string productName(const Ledger& ledger, const CartLine& line) {
  const Product* product = ledger.products.find(line.product);
  const std::string name = product == nullptr || product->name.empty() ? line.product : product->name;
  return line.quantity == 1 ? name : name + " × " + std::to_string(line.quantity);
}

std::string rowHtml(std::string_view name, const std::string& amount, bool strong = false) {
  return std::string("<tr") + (strong ? " class=\"total\"" : "") + "><th scope=\"row\">" + html(name) +
         "</th><td class=\"amount\">" + html(amount) + "</td></tr>";
}

std::string cartHtml(const Ledger& ledger, const Checkout& checkout) {
  std::string out;
  for (const CartLine& line : checkout.cart) {
    const Price* price = ledger.prices.find(line.price);
    const std::string amount = price != nullptr && price->interval ? priceText(*price, line.quantity)
                                                                   : moneyText(line.amountMinor, checkout.currency);
    out += rowHtml(productName(ledger, line), amount);
  }
  return out;
}

// "Free until 4 March 2026, then $9.99 USD every month."
std::string trialHtml(const PageCall& page, const Checkout& checkout) {
  if (checkout.trialDays <= 0) return {};
  const Instant end = periodStart(page.engine.now(), {IntervalUnit::Day, 1}, checkout.trialDays);
  return "<p>Free for " + std::to_string(checkout.trialDays) + (checkout.trialDays == 1 ? " day" : " days") +
         ", until " + html(dayText(end)) + ". You can cancel before then.</p>";
}

std::string summaryHtml(const PageCall& page, const Checkout& checkout) {
  const Ledger& ledger = page.engine.ledger();
  std::string out = "<section aria-labelledby=\"summary\"><h2 id=\"summary\">Your order</h2>";
  if (checkout.cart.empty()) return out + "<p>Nothing is charged today: the card is kept for later.</p></section>";
  out += "<table><tbody>" + cartHtml(ledger, checkout) + "</tbody><tfoot>";
  if (const auto due = page.engine.previewCheckout(checkout); due) {
    const auto money = [&](std::int64_t minor) { return moneyText(minor, due->currency); };
    if (due->discountMinor != 0) out += rowHtml("Discount", money(-due->discountMinor));
    if (due->taxMinor != 0) out += rowHtml("Tax", money(due->taxMinor));
    out += rowHtml("Due today", money(due->dueMinor), true);
  }
  return out + "</tfoot></table>" + trialHtml(page, checkout) + "</section>";
}

std::string codeForm(const PageCall& page, const Checkout& checkout, const PayEntry& entry, const FieldErrors& errors) {
  if (!checkout.allowsCodes) return {};
  std::string out = "<section aria-labelledby=\"codes\"><h2 id=\"codes\">Discount</h2><form method=\"post\">" +
                    page.guard.fieldFor(page.call.path);
  if (!checkout.codes.empty())
    return out + "<p>The discount is taken off.</p>" + buttonHtml("remove", "Remove the discount", false) +
           "</form></section>";
  FormField code{"discount-code", "Discount code", entry.code, "off"};
  code.required = false;
  return out + fieldHtml(code, errors) + buttonHtml("apply", "Apply the code", false) + "</form></section>";
}

std::string personFields(const PageCall& page, const Checkout& checkout, const PayEntry& entry,
                         const FieldErrors& errors) {
  const Customer* customer = page.engine.ledger().customers.find(checkout.customer);
  FormField email{"email", "E-mail", entry.email, "email"};
  email.type = email.inputMode = "email";
  FormField name{"name", "Name on the card", entry.name, "cc-name"};
  if (customer != nullptr && !customer->email.empty())
    return "<dl>" + factHtml("For", customer->email) + "</dl>" + fieldHtml(name, errors);
  return fieldHtml(email, errors) + fieldHtml(name, errors);
}

std::string payLabel(const PageCall& page, const Checkout& checkout) {
  if (checkout.mode == "setup" || checkout.cart.empty()) return "Save the card";
  const auto due = page.engine.previewCheckout(checkout);
  if (!due) return "Pay";
  if (due->dueMinor == 0) return checkout.trialDays > 0 ? "Start the trial" : "Subscribe";
  return "Pay " + moneyText(due->dueMinor, due->currency);
}

std::string withQuery(const std::string& url, const std::string& query) {
  const auto hash = url.find('#');
  const std::string base = url.substr(0, hash), fragment = hash == std::string::npos ? "" : url.substr(hash);
  return base + (base.find('?') == std::string::npos ? "?" : "&") + query + fragment;
}

std::string dodoOutcome(const Ledger& ledger, const Checkout& checkout) {
  const Subscription* subscription = ledger.subscriptions.find(checkout.subscription);
  const Payment* payment = ledger.payments.find(checkout.payment);
  if (subscription != nullptr)
    return "subscription_id=" + percentEncoded(subscription->id) +
           "&status=" + std::string(toString(subscription->status));
  return payment == nullptr
             ? "status=succeeded"
             : "payment_id=" + percentEncoded(payment->id) +
                   "&status=" + (payment->status == "succeeded" ? "succeeded" : percentEncoded(payment->status));
}

}  // namespace

CallAnswer payForm(const PageCall& page, const Checkout& checkout, const PayEntry& entry, const FieldErrors& errors) {
  std::string main = summaryHtml(page, checkout) + codeForm(page, checkout, entry, errors) +
                     "<section aria-labelledby=\"payment\"><h2 id=\"payment\">Payment</h2><form method=\"post\">" +
                     page.guard.fieldFor(page.call.path) + personFields(page, checkout, entry, errors) +
                     cardFields(entry.card, errors) + "<p>" + buttonHtml("pay", payLabel(page, checkout)) +
                     "</p></form>";
  if (const std::string back = returnAddress(checkout.cancelUrl); !back.empty())
    main += "<p>" + linkHtml(back, "Cancel and go back") + "</p>";
  HostedPage shown{checkout.changesSubscription.empty() ? "Checkout" : "Confirm the change",
                   Tone::Notice,
                   {},
                   errors,
                   main + "</section>",
                   errors.empty() ? 200 : 422};
  return hostedPage(shown, page.engine.now());
}

CallAnswer securePage(const PageCall& page, const Payment& payment) {
  const std::string main =
      "<section aria-labelledby=\"bank\"><h2 id=\"bank\">3-D Secure</h2><p>The bank asks whether "
      "you want to pay " +
      html(moneyText(payment.amount.minor, payment.amount.currency)) + ".</p><form method=\"post\">" +
      page.guard.fieldFor(page.call.path) + "<p>" + buttonHtml("authenticate", "Complete authentication") +
      buttonHtml("fail", "Fail authentication", false) + "</p></form></section>";
  return hostedPage({"Confirm the payment", Tone::Notice, {}, {}, main, 200}, page.engine.now());
}

CallAnswer paidPage(const PageCall& page, const Checkout& checkout) {
  const Ledger& ledger = page.engine.ledger();
  std::string main;
  if (const Payment* payment = ledger.payments.find(checkout.payment); payment != nullptr)
    main += "<section><dl>" + factHtml("Paid", moneyText(payment->amount.minor, payment->amount.currency)) +
            factHtml("Payment", payment->id) + "</dl></section>";
  if (const std::string on = successAddress(ledger, checkout); !on.empty())
    main += "<p>" + linkHtml(on, "Continue") + "</p>";
  return hostedPage({"Thank you", Tone::Good, "It is done.", {}, main, 200}, page.engine.now());
}

std::string successAddress(const Ledger& ledger, const Checkout& checkout) {
  std::string url = checkout.successUrl;
  if (url.empty()) return {};
  if (checkout.home == Provider::Dodo) return returnAddress(withQuery(url, dodoOutcome(ledger, checkout)));
  constexpr std::string_view place = "{CHECKOUT_SESSION_ID}";
  for (auto at = url.find(place); at != std::string::npos; at = url.find(place, at + checkout.id.size()))
    url.replace(at, place.size(), checkout.id);
  return returnAddress(url);
}

}  // namespace billing::sandbox
