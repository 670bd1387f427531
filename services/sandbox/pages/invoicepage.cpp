// /invoice/ID and /invoice/ID/pdf: an invoice, payment or refund as a page and as a file; an open invoice can be paid.
#include "sandbox/engine/testcards.h"
#include "sandbox/pages/cardform.h"
#include "sandbox/pages/invoicepdf.h"
#include "sandbox/pages/pages.h"
#include "sandbox/pages/words.h"

namespace billing::sandbox {
namespace {

// Whatever of the ledger goes by that id.
PrintOrder orderOf(const Ledger& ledger, const std::string& id) {
  PrintOrder order;
  order.invoice = ledger.invoices.find(id);
  order.refund = ledger.refunds.find(id);
  order.payment = ledger.payments.find(order.refund != nullptr ? order.refund->payment : id);
  if (order.invoice == nullptr && order.payment != nullptr)
    order.invoice = ledger.invoices.find(order.payment->invoice);
  if (order.invoice != nullptr) order.customer = ledger.customers.find(order.invoice->customer);
  if (order.customer == nullptr && order.payment != nullptr)
    order.customer = ledger.customers.find(order.payment->customer);
  return order;
}

CallAnswer pdfAnswer(const Printed& printed) {
  return {200,
          pdfOf(printed),
          "application/pdf",
          {{"Content-Disposition", "inline; filename=\"" + percentEncoded(printed.subject) + ".pdf\""}}};
}

std::string printedHtml(const PageCall& page, const Printed& printed) {
  std::string out = "<section><dl>";
  for (const auto& [name, value] : printed.facts) out += factHtml(name, value);
  out +=
      "</dl></section><section><table><thead><tr><th scope=\"col\">Description</th><th scope=\"col\" class=\"amount\">"
      "Amount</th></tr></thead><tbody>";
  for (const Printed::Line& line : printed.lines)
    out += "<tr><td>" + html(line.text) +
           (line.detail.empty() ? "" : "<br><span class=\"muted\">" + html(line.detail) + "</span>") +
           "</td><td class=\"amount\">" + html(line.amount) + "</td></tr>";
  out += "</tbody><tfoot>";
  for (const Printed::Sum& sum : printed.sums)
    out += std::string("<tr") + (sum.strong ? " class=\"total\"" : "") + "><th scope=\"row\">" + html(sum.name) +
           "</th><td class=\"amount\">" + html(sum.amount) + "</td></tr>";
  return out + "</tfoot></table><p>" + linkHtml(page.call.path + "/pdf", "Download as PDF") + "</p></section>";
}

CallAnswer shownInvoice(const PageCall& page, const PrintOrder& order, const CardEntry& card,
                        const FieldErrors& errors) {
  const Printed printed = printedOf(order, page.engine.ledger());
  std::string main = printedHtml(page, printed);
  if (order.refund == nullptr && order.invoice != nullptr && order.invoice->status == "open")
    main += "<section aria-labelledby=\"payment\"><h2 id=\"payment\">Payment</h2><form method=\"post\">" +
            page.guard.fieldFor(page.call.path) + cardFields(card, errors) + "<p>" +
            buttonHtml("pay", "Pay " + moneyText(order.invoice->dueMinor - order.invoice->paidMinor,
                                                 order.invoice->currency)) +
            "</p></form></section>";
  return hostedPage({printed.title + " " + printed.subject, Tone::Notice, {}, errors, main, errors.empty() ? 200 : 422},
                    page.engine.now());
}

CallAnswer payInvoice(const PageCall& page, const PrintOrder& order) {
  const CardEntry card = cardEntryOf(queryPairs(page.call.body));
  FieldErrors errors = cardErrors(card, page.engine.now());
  if (errors.empty() && !testCard(card.digits()))
    errors.emplace_back("card-number", "This is not a test card. Real cards are not accepted here.");
  if (!errors.empty()) return shownInvoice(page, order, card, errors);
  const std::string id = order.invoice->id;
  const auto added = page.engine.addCard(order.invoice->customer, card.digits());
  if (added) keepExpiry(page.engine.ledger(), (*added)->id, card);
  const auto paid = added ? page.engine.pay(id, (*added)->id) : Result<Invoice*>(failure(added.error()));
  if (paid && (*paid)->status == "paid") return redirectTo(page.call.base + page.call.path);
  const auto error = paid ? declineAtField({}, {}) : declineAtField(paid.error().reason, paid.error().message);
  return shownInvoice(page, orderOf(page.engine.ledger(), page.id), card, {error});
}

}  // namespace

CallAnswer answerInvoicePage(const PageCall& page) {
  const PrintOrder order = orderOf(page.engine.ledger(), page.id);
  const bool known = order.invoice != nullptr || order.payment != nullptr;
  if (!known || (!page.rest.empty() && page.rest != "pdf"))
    return problemPage(page, 404, "No such invoice", "Open it again from the portal.");
  if (page.rest == "pdf") return pdfAnswer(printedOf(order, page.engine.ledger()));
  if (page.posts() && order.invoice != nullptr && order.invoice->status == "open") return payInvoice(page, order);
  return shownInvoice(page, order, {}, {});
}

}  // namespace billing::sandbox
