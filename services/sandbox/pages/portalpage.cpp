// /portal/ID: where customers look after their subscriptions themselves.
#include <array>

#include "sandbox/engine/testcards.h"
#include "sandbox/pages/portalview.h"

namespace billing::sandbox {
namespace {

struct Told {
  std::string_view done, text;
};
constexpr std::array<Told, 8> portalNews{{{"cancel", "The subscription ends at the end of the period."},
                                          {"keep", "The subscription goes on."},
                                          {"pause", "The subscription is paused."},
                                          {"resume", "The subscription goes on."},
                                          {"card", "The card was updated."},
                                          {"change", "The plan was changed."},
                                          {"unschedule", "The planned change was withdrawn."},
                                          {"none", ""}}};

CallAnswer portalDone(const PortalCall& portal, std::string_view action) {
  return redirectTo(portal.page.call.base + portal.page.call.path + "?done=" + std::string(action));
}

CallAnswer portalRefused(const PortalCall& portal, const Error& error) {
  CallAnswer answer = portalOverview(portal, Tone::Bad, describe(error));
  answer.status = 409;
  return answer;
}

CallAnswer updateCard(const PortalCall& portal, const Subscription& subscription, const QueryPairs& form) {
  const CardEntry card = cardEntryOf(form);
  FieldErrors errors = cardErrors(card, portal.page.engine.now());
  if (errors.empty() && !testCard(card.digits()))
    errors.emplace_back("card-number", "This is not a test card. Real cards are not accepted here.");
  if (!errors.empty()) return cardQuestion(portal, subscription, card, errors);
  const std::string id = subscription.id;
  const auto added = portal.page.engine.addCard(portal.customer.id, card.digits());
  if (added) keepExpiry(portal.page.engine.ledger(), (*added)->id, card);
  const auto used =
      added ? portal.page.engine.useCard(id, (*added)->id) : Result<Subscription*>(failure(added.error()));
  if (used) return portalDone(portal, "card");
  const Error& error = used.error();
  return cardQuestion(portal, *portal.subscription(id), card, {declineAtField(error.reason, error.message)});
}

CallAnswer changePlan(const PortalCall& portal, const Subscription& subscription, const QueryPairs& form) {
  const Ledger& ledger = portal.page.engine.ledger();
  const Price* price = ledger.prices.find(entered(form, "to"));
  if (price == nullptr || !mayChangeTo(ledger, subscription, *price))
    return portalRefused(portal,
                         {ErrorKind::InvalidInput, "no_such_plan", "This plan cannot be chosen", {}, {}, false, {}});
  const auto changed = portal.page.engine.changeItems(changeTo(subscription, *price));
  return changed ? portalDone(portal, "change") : portalRefused(portal, changed.error());
}

Result<Subscription*> simpleAction(Engine& engine, const std::string& action, const std::string& id) {
  if (action == "cancel") return engine.cancelAtPeriodEnd(id, true);
  if (action == "keep") return engine.cancelAtPeriodEnd(id, false);
  if (action == "pause") return engine.pause(id);
  if (action == "resume") return engine.resume(id);
  if (action == "unschedule") return engine.unscheduleChange(id);
  return failure(ErrorKind::InvalidInput, "bad_form", "The form has no such button");
}

CallAnswer postPortal(const PortalCall& portal) {
  const QueryPairs form = queryPairs(portal.page.call.body);
  const std::string action = entered(form, "action");
  const Subscription* subscription = portal.subscription(entered(form, "subscription"));
  if (subscription == nullptr)
    return portalRefused(portal,
                         {ErrorKind::NotFound, "not_found", "There is no such subscription", {}, {}, false, {}});
  if (action == "card") return updateCard(portal, *subscription, form);
  if (action == "change") return changePlan(portal, *subscription, form);
  const auto done = simpleAction(portal.page.engine, action, subscription->id);
  return done ? portalDone(portal, action) : portalRefused(portal, done.error());
}

// The view that the address asks for, or that the session was made for.
CallAnswer portalView(const PortalCall& portal) {
  const QueryPairs query = queryPairs(portal.page.call.query);
  const auto asked = [&](const char* view) { return portal.subscription(queryValue(query, view).value_or("")); };
  const Ledger& ledger = portal.page.engine.ledger();
  if (const auto* subscription = asked("change"); subscription != nullptr && !isFinal(subscription->status)) {
    const Price* price = ledger.prices.find(queryValue(query, "to").value_or(""));
    const bool chosen = price != nullptr && mayChangeTo(ledger, *subscription, *price);
    return chosen ? changePreview(portal, *subscription, *price) : changeChoice(portal, *subscription);
  }
  if (const auto* subscription = asked("cancel")) return cancelQuestion(portal, *subscription);
  if (const auto* subscription = asked("card")) return cardQuestion(portal, *subscription, {}, {});
  const std::string done = queryValue(query, "done").value_or("");
  for (const Told& news : portalNews)
    if (news.done == done) return portalOverview(portal, Tone::Good, std::string(news.text));
  return portalOverview(portal, Tone::Notice, {});
}

// Sessions for one purpose begin at its page.
CallAnswer portalFlow(const PortalCall& portal) {
  const auto* subscription = portal.subscription(portal.session.subscription);
  const std::string& flow = portal.session.flow;
  if (subscription == nullptr || !portal.page.call.query.empty() || isFinal(subscription->status))
    return portalView(portal);
  if (flow == "subscription_cancel") return cancelQuestion(portal, *subscription);
  if (flow == "subscription_update") return changeChoice(portal, *subscription);
  if (flow == "payment_method_update") return cardQuestion(portal, *subscription, {}, {});
  return portalView(portal);
}

}  // namespace

CallAnswer answerPortalPage(const PageCall& page) {
  Ledger& ledger = page.engine.ledger();
  const PortalSession* session = ledger.portals.find(page.id);
  const Customer* customer = session == nullptr ? nullptr : ledger.customers.find(session->customer);
  if (customer == nullptr || !page.rest.empty())
    return problemPage(page, 404, "No such page", "Open the portal again from the shop.");
  if (session->expires.ms > 0 && session->expires <= page.engine.now())
    return problemPage(page, 410, "This link is not valid any more", "Open the portal again from the shop.");
  const PortalCall portal{page, *session, *customer};
  return page.posts() ? postPortal(portal) : portalFlow(portal);
}

}  // namespace billing::sandbox
