#include "sandbox/pages/portalview.h"

#include <algorithm>

#include "sandbox/pages/words.h"

namespace billing::sandbox {
namespace {

const Price* presentPrice(const Ledger& ledger, const Subscription& subscription) {
  return subscription.items.empty() ? nullptr : ledger.prices.find(subscription.items.front().price);
}

std::string planName(const Ledger& ledger, const Price& price) {
  const Product* product = ledger.products.find(price.product);
  return product == nullptr || product->name.empty() ? price.id : product->name;
}

std::string portalAddress(const PortalCall& portal, const std::string& query = {}) {
  return portal.page.call.path + (query.empty() ? "" : "?" + query);
}

std::string cardText(const Ledger& ledger, const Subscription& subscription, const Customer& customer) {
  const std::string& id = subscription.paymentMethod.empty() ? customer.paymentMethod : subscription.paymentMethod;
  const PaymentMethod* card = ledger.paymentMethods.find(id);
  if (card == nullptr) return "None";
  const std::string month = (card->expMonth < 10 ? "0" : "") + std::to_string(card->expMonth);
  return card->brand + " ending in " + card->lastFour + ", expires " + month + "/" + std::to_string(card->expYear);
}

std::string periodFact(const Subscription& subscription) {
  if (isFinal(subscription.status))
    return factHtml("Ended on",
                    dayText(subscription.endedAt.value_or(subscription.cancelledAt.value_or(subscription.periodEnd))));
  if (subscription.cancelAtPeriodEnd) return factHtml("Ends on", dayText(subscription.periodEnd));
  const bool trial = subscription.status == SubscriptionStatus::Trialing;
  return factHtml(trial ? "Trial until" : "Renews on", dayText(subscription.periodEnd));
}

std::string actionForm(const PortalCall& portal, const Subscription& subscription, std::string_view action,
                       std::string_view label, bool primary) {
  return "<form method=\"post\" action=\"" + html(portalAddress(portal)) + "\">" +
         portal.page.guard.fieldFor(portal.page.call.path) + "<input type=\"hidden\" name=\"subscription\" value=\"" +
         html(subscription.id) + "\">" + buttonHtml(action, label, primary) + "</form>";
}

std::string actionLink(const PortalCall& portal, const char* view, const Subscription& subscription,
                       std::string_view label) {
  return "<a class=\"button\" href=\"" +
         html(portalAddress(portal, std::string(view) + "=" + percentEncoded(subscription.id))) + "\">" + html(label) +
         "</a>";
}

std::string actionsHtml(const PortalCall& portal, const Subscription& subscription) {
  if (isFinal(subscription.status)) return {};
  const bool running =
      subscription.status == SubscriptionStatus::Active || subscription.status == SubscriptionStatus::Trialing;
  std::string out = "<div class=\"actions\">";
  if (running && !subscription.cancelAtPeriodEnd) out += actionLink(portal, "change", subscription, "Change the plan");
  out += actionLink(portal, "card", subscription, "Update the card");
  if (subscription.scheduledChange)
    out += actionForm(portal, subscription, "unschedule", "Withdraw the planned change", false);
  if (subscription.cancelAtPeriodEnd)
    out += actionForm(portal, subscription, "keep", "Keep the subscription", true);
  else
    out += actionLink(portal, "cancel", subscription, "Cancel the subscription");
  // Stripe's portal does not offer to pause; Dodo's does.
  if (subscription.status == SubscriptionStatus::Paused)
    out += actionForm(portal, subscription, "resume", "Resume the subscription", true);
  else if (subscription.home == Provider::Dodo && subscription.status == SubscriptionStatus::Active)
    out += actionForm(portal, subscription, "pause", "Pause the subscription", false);
  return out + "</div>";
}

std::string owedHtml(const Subscription& subscription) {
  const bool owes =
      subscription.status == SubscriptionStatus::PastDue || subscription.status == SubscriptionStatus::OnHold;
  return owes ? "<p class=\"error\">The last payment failed. Update the card to pay what is due.</p>" : std::string();
}

std::string subscriptionHtml(const PortalCall& portal, const Subscription& subscription) {
  const Ledger& ledger = portal.page.engine.ledger();
  const Price* price = presentPrice(ledger, subscription);
  const std::string id = "plan-" + subscription.id;
  std::string out = "<section aria-labelledby=\"" + html(id) + "\"><h2 id=\"" + html(id) + "\">" +
                    html(price == nullptr ? subscription.id : planName(ledger, *price)) + "</h2><dl>" +
                    factHtml("Status", stateText(subscription.status));
  if (price != nullptr) out += factHtml("Price", priceText(*price, subscription.items.front().quantity));
  out += periodFact(subscription) + factHtml("Card", cardText(ledger, subscription, portal.customer));
  if (subscription.scheduledChange)
    if (const Price* next = ledger.prices.find(subscription.scheduledChange->price); next != nullptr)
      out += factHtml("From " + dayText(subscription.scheduledChange->at), planName(ledger, *next));
  return out + "</dl>" + owedHtml(subscription) + actionsHtml(portal, subscription) + "</section>";
}

std::string invoiceRow(const Invoice& invoice) {
  const std::string number = invoice.number.empty() ? invoice.id : invoice.number;
  const std::string address = "/invoice/" + percentEncoded(invoice.id);
  return "<tr><td>" + linkHtml(address, number) + "<br><span class=\"muted\">" + html(dayText(invoice.created)) +
         "</span></td><td>" + html(invoice.status) + "</td><td class=\"amount\">" +
         html(moneyText(invoice.totalMinor, invoice.currency)) + "</td><td>" + "<a href=\"" + html(address + "/pdf") +
         "\" aria-label=\"Invoice " + html(number) + " as PDF\">PDF</a></td></tr>";
}

std::string invoicesHtml(const PortalCall& portal) {
  constexpr std::size_t most = 24;
  std::string rows;
  std::size_t shown = 0;
  const auto& all = portal.page.engine.ledger().invoices.all();
  for (auto invoice = all.rbegin(); invoice != all.rend() && shown < most; ++invoice) {
    if ((*invoice)->customer != portal.customer.id || (*invoice)->status == "draft" || (*invoice)->deleted) continue;
    rows += invoiceRow(**invoice);
    ++shown;
  }
  const std::string head = "<section aria-labelledby=\"invoices\"><h2 id=\"invoices\">Invoices</h2>";
  if (rows.empty()) return head + "<p>There are none yet.</p></section>";
  return head +
         "<table><thead><tr><th scope=\"col\">Invoice</th><th scope=\"col\">Status</th><th scope=\"col\" "
         "class=\"amount\">Total</th><th scope=\"col\">File</th></tr></thead><tbody>" +
         rows + "</tbody></table></section>";
}

CallAnswer portalPage(const PortalCall& portal, const std::string& title, const std::string& main,
                      const FieldErrors& errors = {}) {
  const std::string back = "<p>" + linkHtml(portalAddress(portal), "Back without changing anything") + "</p>";
  return hostedPage({title, Tone::Notice, {}, errors, main + back, errors.empty() ? 200 : 422},
                    portal.page.engine.now());
}

std::string previewTable(const Invoice& due) {
  std::string out =
      "<table><thead><tr><th scope=\"col\">For</th><th scope=\"col\" class=\"amount\">Amount</th></tr></thead><tbody>";
  for (const InvoiceLine& line : due.lines)
    out += "<tr><td>" + html(line.text) + "</td><td class=\"amount\">" +
           html(moneyText(line.amountMinor, due.currency)) + "</td></tr>";
  const auto row = [&](const char* name, std::int64_t minor, bool strong) {
    out += std::string("<tr") + (strong ? " class=\"total\"" : "") + "><th scope=\"row\">" + name +
           "</th><td class=\"amount\">" + html(moneyText(minor, due.currency)) + "</td></tr>";
  };
  out += "</tbody><tfoot>";
  if (due.discountMinor != 0) row("Discount", -due.discountMinor, false);
  if (due.taxMinor != 0) row("Tax", due.taxMinor, false);
  if (due.totalMinor < 0) row("Credit for later invoices", -due.totalMinor, false);
  row("Due now", std::max<std::int64_t>(0, due.dueMinor), true);
  return out + "</tfoot></table>";
}

}  // namespace

Subscription* PortalCall::subscription(const std::string& id) const {
  Subscription* found = page.engine.ledger().subscriptions.find(id);
  const bool ours = found != nullptr && found->customer == customer.id &&
                    (session.subscription.empty() || session.subscription == id);
  return ours ? found : nullptr;
}

CallAnswer portalOverview(const PortalCall& portal, Tone tone, const std::string& told) {
  std::string main;
  const auto& all = portal.page.engine.ledger().subscriptions.all();
  for (auto one = all.rbegin(); one != all.rend(); ++one)
    if (portal.subscription((*one)->id) != nullptr) main += subscriptionHtml(portal, **one);
  if (main.empty()) main = "<section><p>There is no subscription.</p></section>";
  main += invoicesHtml(portal);
  if (const std::string back = returnAddress(portal.session.returnUrl); !back.empty())
    main += "<p>" + linkHtml(back, "Back to the shop") + "</p>";
  const std::string name = portal.customer.name.empty() ? portal.customer.email : portal.customer.name;
  return hostedPage({"Billing of " + name, tone, told, {}, main, 200}, portal.page.engine.now());
}

bool mayChangeTo(const Ledger& ledger, const Subscription& subscription, const Price& price) {
  const Price* present = presentPrice(ledger, subscription);
  const Product* product = ledger.products.find(price.product);
  return present != nullptr && present->id != price.id && price.active && price.interval && price.meter.empty() &&
         price.home == subscription.home && price.unit.currency == present->unit.currency && product != nullptr &&
         product->active;
}

ItemsChange changeTo(const Subscription& subscription, const Price& price) {
  ItemsChange change;
  change.subscription = subscription.id;
  change.items = subscription.items;
  change.items.front().price = price.id;
  change.preventOnFailure = true;
  return change;
}

CallAnswer changeChoice(const PortalCall& portal, const Subscription& subscription) {
  const Ledger& ledger = portal.page.engine.ledger();
  std::string options;
  for (const auto& price : ledger.prices.all())
    if (mayChangeTo(ledger, subscription, *price))
      options += "<option value=\"" + html(price->id) + "\">" +
                 html(planName(ledger, *price) + ", " + priceText(*price)) + "</option>";
  if (options.empty())
    return portalPage(portal, "Change the plan", "<section><p>There is no other plan.</p></section>");
  return portalPage(
      portal, "Change the plan",
      "<section><form method=\"get\"><input type=\"hidden\" name=\"change\" value=\"" + html(subscription.id) +
          "\"><div class=\"field\"><label for=\"to\">New plan</label><select id=\"to\" name=\"to\">" + options +
          "</select></div><p><button class=\"primary\">See what it costs</button></p></form></section>");
}

CallAnswer changePreview(const PortalCall& portal, const Subscription& subscription, const Price& price) {
  const auto due = portal.page.engine.previewItems(changeTo(subscription, price));
  if (!due)
    return portalPage(portal, "Change the plan",
                      "<section><p class=\"error\">" + html(describe(due.error())) + "</p></section>");
  const std::string name = planName(portal.page.engine.ledger(), price);
  const std::string main = "<section><p>From now on: " + html(priceText(price, subscription.items.front().quantity)) +
                           ".</p>" + previewTable(*due) + "<form method=\"post\" action=\"" +
                           html(portalAddress(portal)) + "\">" + portal.page.guard.fieldFor(portal.page.call.path) +
                           "<input type=\"hidden\" name=\"subscription\" value=\"" + html(subscription.id) +
                           "\"><input type=\"hidden\" name=\"to\" value=\"" + html(price.id) + "\"><p>" +
                           buttonHtml("change", "Change to " + name) + "</p></form></section>";
  return portalPage(portal, "Change to " + name, main);
}

CallAnswer cancelQuestion(const PortalCall& portal, const Subscription& subscription) {
  const std::string main = "<section><p>The subscription goes on until " + html(dayText(subscription.periodEnd)) +
                           ". Nothing is charged after that, and until then you can change your mind.</p>" +
                           actionForm(portal, subscription, "cancel", "Cancel at the end of the period", true) +
                           "</section>";
  return portalPage(portal, "Cancel the subscription", main);
}

CallAnswer cardQuestion(const PortalCall& portal, const Subscription& subscription, const CardEntry& card,
                        const FieldErrors& errors) {
  const std::string main = "<section><form method=\"post\" action=\"" + html(portalAddress(portal)) + "\">" +
                           portal.page.guard.fieldFor(portal.page.call.path) +
                           "<input type=\"hidden\" name=\"subscription\" value=\"" + html(subscription.id) + "\">" +
                           owedHtml(subscription) + cardFields(card, errors) + "<p>" +
                           buttonHtml("card", "Use this card") + "</p></form></section>";
  return portalPage(portal, "Update the card", main, errors);
}

}  // namespace billing::sandbox
