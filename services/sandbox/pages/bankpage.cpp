// /bank/ID: 3-D Secure of a payment that no checkout page stands around; where next_action sends the customer.
#include <QJsonDocument>
#include <QJsonObject>

#include "sandbox/faces/query.h"
#include "sandbox/pages/htmlpage.h"
#include "sandbox/pages/pages.h"
#include "sandbox/pages/payview.h"

namespace billing::sandbox {
namespace {

// The Stripe face keeps it beside the payment.
std::string backOf(const Ledger& ledger, const std::string& payment) {
  const Plain* kept = ledger.plain.find("extras:" + payment);
  if (kept == nullptr) return {};
  const auto extras = QJsonDocument::fromJson(QByteArray::fromStdString(kept->body)).object();
  return extras.value(QLatin1String("return_url")).toString().toStdString();
}

// To the shop, with what became of it, as Stripe appends it.
CallAnswer leaveBank(const PageCall& page, const Payment& payment) {
  const std::string back = backOf(page.engine.ledger(), payment.id);
  const bool paid = payment.status == "succeeded" || payment.status == "requires_capture";
  const std::string address =
      returnAddress(back + (back.find('?') == std::string::npos ? '?' : '&') + "payment_intent=" + payment.id +
                    "&payment_intent_client_secret=" + payment.id +
                    "_secret_sandbox&redirect_status=" + (paid ? "succeeded" : "failed"));
  if (!address.empty()) return redirectTo(address);
  // No way back, or one that is no web page (an app's): it ends here.
  const std::string text = paid ? "The payment is confirmed." : "The payment was not confirmed.";
  return hostedPage({"Your bank", paid ? Tone::Good : Tone::Bad, text, {}, {}, 200}, page.engine.now());
}

}  // namespace

CallAnswer answerBankPage(const PageCall& page) {
  const Payment* payment = page.engine.ledger().payments.find(page.id);
  if (payment == nullptr || !page.rest.empty())
    return problemPage(page, 404, "No such payment", "Begin the payment again in the shop.");
  if (payment->status != "requires_action") return leaveBank(page, *payment);
  if (!page.posts()) return securePage(page, *payment);
  const auto action = queryValue(queryPairs(page.call.body), "action").value_or("");
  const auto done = page.engine.authenticate(page.id, action == "authenticate");
  if (!done) return problemPage(page, 400, "Not possible", describe(done.error()));
  return leaveBank(page, **done);
}

}  // namespace billing::sandbox
