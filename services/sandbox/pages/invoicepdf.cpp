#include "sandbox/pages/invoicepdf.h"

#include <algorithm>
#include <utility>

#include "sandbox/pages/pdfsheet.h"
#include "sandbox/pages/words.h"

namespace billing::sandbox {
namespace {

constexpr float leftEdge = PdfSheet::margin, rightEdge = PdfSheet::width - PdfSheet::margin;
constexpr float lowest = 72, quantityEdge = 420, bodySize = 9.5F, lineStep = 14;

// Where on the sheet the next line goes; begins a new page where the old one ends.
class Pen {
 public:
  explicit Pen(PdfSheet& sheet) : sheet_(sheet) {}
  float down(float step) {
    y_ -= step;
    if (y_ >= lowest) return y_;
    sheet_.nextPage();
    return y_ = PdfSheet::height - PdfSheet::margin;
  }

 private:
  PdfSheet& sheet_;
  float y_ = PdfSheet::height - PdfSheet::margin;
};

void drawHead(PdfSheet& sheet, Pen& pen, const Printed& printed) {
  constexpr float titleSize = 22, factWidth = 130;
  sheet.text(leftEdge, pen.down(12), titleSize, printed.title, PdfSheet::Weight::Bold);
  sheet.text(leftEdge, pen.down(20), bodySize, "Sandbox: no money moves. This document has no value.");
  pen.down(10);
  for (const auto& [name, value] : printed.facts) {
    const float y = pen.down(lineStep);
    sheet.text(leftEdge, y, bodySize, name, PdfSheet::Weight::Bold);
    sheet.text(leftEdge + factWidth, y, bodySize, value);
  }
  pen.down(10);
  sheet.text(leftEdge, pen.down(lineStep), bodySize, "Bill to", PdfSheet::Weight::Bold);
  for (const std::string& line : printed.customer) sheet.text(leftEdge, pen.down(lineStep), bodySize, line);
}

void drawLines(PdfSheet& sheet, Pen& pen, const Printed& printed) {
  pen.down(14);
  const float head = pen.down(lineStep);
  sheet.text(leftEdge, head, bodySize, "Description", PdfSheet::Weight::Bold);
  sheet.textBefore(quantityEdge, head, bodySize, "Quantity", PdfSheet::Weight::Bold);
  sheet.textBefore(rightEdge, head, bodySize, "Amount", PdfSheet::Weight::Bold);
  sheet.rule(head - 5);
  pen.down(4);
  for (const Printed::Line& line : printed.lines) {
    bool first = true;
    for (const std::string& part : sheet.wrapped(line.text, bodySize, quantityEdge - leftEdge - 60)) {
      const float y = pen.down(lineStep);
      sheet.text(leftEdge, y, bodySize, part);
      if (std::exchange(first, false)) {
        sheet.textBefore(quantityEdge, y, bodySize, line.quantity);
        sheet.textBefore(rightEdge, y, bodySize, line.amount);
      }
    }
    if (!line.detail.empty()) sheet.text(leftEdge, pen.down(lineStep - 2), bodySize - 1.5F, line.detail);
    pen.down(3);
  }
}

void drawSums(PdfSheet& sheet, Pen& pen, const Printed& printed) {
  constexpr float namesAt = 320;
  sheet.rule(pen.down(6));
  for (const Printed::Sum& sum : printed.sums) {
    const auto weight = sum.strong ? PdfSheet::Weight::Bold : PdfSheet::Weight::Regular;
    const float y = pen.down(lineStep + 2);
    sheet.text(namesAt, y, bodySize, sum.name, weight);
    sheet.textBefore(rightEdge, y, bodySize, sum.amount, weight);
  }
}

void addFact(Printed& printed, const char* name, const std::string& value) {
  if (!value.empty()) printed.facts.emplace_back(name, value);
}

std::string dayOrNothing(const MaybeInstant& instant) {
  return instant ? dayText(*instant) : std::string();
}

std::vector<std::string> billTo(const Customer* customer) {
  std::vector<std::string> lines;
  if (customer == nullptr) return {"–"};
  const Address& at = customer->address;
  std::string place = at.postalCode.empty() ? at.city : at.postalCode + " " + at.city;
  if (!at.state.empty()) place += ", " + at.state;
  for (const std::string& line :
       {customer->business, customer->name, customer->email, at.line1, at.line2, place, at.country})
    if (!line.empty() && line != " ") lines.push_back(line);
  return lines;
}

void printInvoice(Printed& printed, const Invoice& invoice) {
  printed.title = "Invoice";
  printed.subject = invoice.number.empty() ? invoice.id : invoice.number;
  const auto money = [&](std::int64_t minor) { return moneyText(minor, invoice.currency); };
  addFact(printed, "Invoice number", printed.subject);
  addFact(printed, "Date of issue", dayText(invoice.finalizedAt.value_or(invoice.created)));
  addFact(printed, "Date due", dayOrNothing(invoice.dueAt));
  addFact(printed, "Date paid", dayOrNothing(invoice.paidAt));
  addFact(printed, "Status", invoice.status);
  for (const InvoiceLine& line : invoice.lines) {
    const bool lasts = line.to > line.from;
    printed.lines.push_back({line.text, lasts ? dayText(line.from) + " to " + dayText(line.to) : std::string(),
                             std::to_string(line.quantity), money(line.amountMinor)});
  }
  printed.sums.push_back({"Subtotal", money(invoice.subtotalMinor)});
  if (invoice.discountMinor != 0) printed.sums.push_back({"Discount", money(-invoice.discountMinor)});
  printed.sums.push_back({"Tax", money(invoice.taxMinor)});
  printed.sums.push_back({"Total", money(invoice.totalMinor), true});
  if (invoice.dueMinor != invoice.totalMinor)
    printed.sums.push_back({"Applied balance", money(invoice.dueMinor - invoice.totalMinor)});
  printed.sums.push_back({"Paid", money(invoice.paidMinor)});
  printed.sums.push_back({"Amount due", money(std::max<std::int64_t>(0, invoice.dueMinor - invoice.paidMinor)), true});
}

void printPayment(Printed& printed, const Payment& payment, const Ledger& ledger) {
  printed.title = "Receipt";
  printed.subject = payment.id;
  const Currency currency = payment.amount.currency;
  addFact(printed, "Payment", payment.id);
  addFact(printed, "Date", dayText(payment.created));
  addFact(printed, "Status", payment.status);
  for (const CartLine& line : payment.cart) {
    const Product* product = ledger.products.find(line.product);
    printed.lines.push_back({product == nullptr ? line.product : product->name,
                             {},
                             std::to_string(line.quantity),
                             moneyText(line.amountMinor, currency)});
  }
  if (payment.cart.empty())
    printed.lines.push_back({payment.description.empty() ? "Payment" : payment.description,
                             {},
                             "1",
                             moneyText(payment.amount.minor - payment.taxMinor, currency)});
  printed.sums.push_back({"Tax", moneyText(payment.taxMinor, currency)});
  printed.sums.push_back({"Total", moneyText(payment.amount.minor, currency), true});
}

void printRefund(Printed& printed, const Refund& refund) {
  printed.title = "Refund receipt";
  printed.subject = refund.id;
  printed.facts = {};
  printed.lines = {};
  addFact(printed, "Refund", refund.id);
  addFact(printed, "Of payment", refund.payment);
  addFact(printed, "Date", dayText(refund.created));
  addFact(printed, "Status", refund.status);
  addFact(printed, "Reason", refund.reason);
  const std::string amount = moneyText(refund.amount.minor, refund.amount.currency);
  printed.lines.push_back({"Refund", {}, "1", amount});
  printed.sums = {{"Refunded", amount, true}};
}

}  // namespace

Printed printedOf(const PrintOrder& order, const Ledger& ledger) {
  Printed printed;
  printed.customer = billTo(order.customer);
  if (order.refund != nullptr)
    printRefund(printed, *order.refund);
  else if (order.invoice != nullptr)
    printInvoice(printed, *order.invoice);
  else if (order.payment != nullptr)
    printPayment(printed, *order.payment, ledger);
  return printed;
}

std::string pdfOf(const Printed& printed) {
  PdfSheet sheet(printed.title + " " + printed.subject);
  Pen pen(sheet);
  drawHead(sheet, pen, printed);
  drawLines(sheet, pen, printed);
  drawSums(sheet, pen, printed);
  std::string bytes = sheet.finish([&](int page, int pages) {
    return printed.title + " " + printed.subject + "   Page " + std::to_string(page) + " of " + std::to_string(pages);
  });
  return bytes.empty() ? emptyPdf() : bytes;
}

}  // namespace billing::sandbox
