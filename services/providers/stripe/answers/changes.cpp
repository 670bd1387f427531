#include <algorithm>
#include <cstdlib>

#include "providers/answer/exactsum.h"
#include "providers/stripe/answers.h"

namespace billing::providers::stripe {
namespace {

constexpr std::int64_t kSameMomentMs = 3'600'000;

struct DueLine {
  PreviewLine line;
  std::int64_t addedTaxMinor = 0;  ///< not yet in the amount
  bool ofSubscription = false;
};

// Since basil `taxes` with a word, before that `tax_amounts` with a flag; both may be missing.
void readTaxes(const JsonObject& line, DueLine& read) {
  ExactSum all(line, "taxes"), added(line, "taxes");
  for (const char* key : {"taxes", "tax_amounts"}) {
    for (const JsonObject& tax : line.objects(key)) {
      const std::int64_t amount = tax.integer("amount").value_or(0);
      const bool inside = tax.text("tax_behavior") == "inclusive" || tax.flag("inclusive");
      all += amount;
      if (!inside) added += amount;
    }
  }
  read.line.taxMinor = all.value();
  read.addedTaxMinor = added.value();
}

DueLine dueLineOf(const JsonObject& line) {
  DueLine read;
  const JsonObject item = line.object("parent").object("subscription_item_details");
  const JsonObject extra = line.object("parent").object("invoice_item_details");
  read.line.text = line.text("description");
  read.line.amountMinor = line.requiredInteger("amount");
  read.line.from = line.object("period").seconds("start");
  read.line.to = line.object("period").seconds("end");
  read.line.proration = item.flag("proration") || extra.flag("proration") || line.flag("proration");
  read.ofSubscription = item.exists() || line.text("type") == "subscription";
  readTaxes(line, read);
  return read;
}

std::optional<Instant> prorationDate(const JsonObject& invoice, const PlanChange& change) {
  const JsonObject details = invoice.object("parent").object("subscription_details");
  if (const auto now = details.seconds("subscription_proration_date")) return now;
  const auto old = invoice.seconds("subscription_proration_date");
  return old ? old : change.prorationAt;
}

// A new interval begins a new period, which is billed at once.
bool beginsNow(const DueLine& due, const std::optional<Instant>& at) {
  if (!at || !due.line.from || due.line.proration || !due.ofSubscription) return false;
  return std::abs(due.line.from->ms - at->ms) <= kSameMomentMs;
}

// Of the customer's balance; a credit is negative.
std::int64_t usedOf(const JsonObject& invoice) {
  ExactSum used(invoice, "ending_balance");
  used += invoice.integer("ending_balance").value_or(0);
  used -= invoice.integer("starting_balance").value_or(0);
  return used.value();
}

// How the invoice that Stripe shows falls apart: into what is charged at once and what comes with the next one.
void split(const JsonObject& invoice, const std::vector<DueLine>& lines, const PlanChange& change,
           ChangePreview& preview) {
  const bool restarts =
      std::ranges::any_of(lines, [&](const auto& due) { return beginsNow(due, preview.prorationAt); });
  const bool now = restarts || (change.charge == ChangeCharge::Prorated && !change.atPeriodEnd);
  ExactSum due(invoice, "lines"), dueTax(invoice, "lines"), all(invoice, "lines");
  std::size_t dueLines = 0;
  for (const DueLine& line : lines) {
    all += line.line.amountMinor;
    all += line.addedTaxMinor;
    if (!now || !(line.line.proration || beginsNow(line, preview.prorationAt))) continue;
    due += line.line.amountMinor;
    due += line.addedTaxMinor;
    dueTax += line.line.taxMinor;
    ++dueLines;
  }
  const Money asked = invoice.money("amount_due", "currency");
  preview.taxMinor = dueTax.value();
  if (dueLines == lines.size()) {
    preview.dueNow = asked;
    preview.creditMinor = invoice.has("ending_balance") ? usedOf(invoice) : std::min<std::int64_t>(due.value(), 0);
    return;
  }
  preview.dueNow = {std::max<std::int64_t>(due.value(), 0), asked.currency};
  preview.creditMinor = std::min<std::int64_t>(due.value(), 0);
  all -= due.value();
  preview.nextInvoice = Money{dueLines == 0 ? asked.minor : all.value(), asked.currency};
  preview.nextInvoiceAt =
      invoice.has("next_payment_attempt") ? invoice.seconds("next_payment_attempt") : invoice.seconds("period_end");
}

}  // namespace

Result<ChangePreview> readPreview(std::string_view invoice, const PlanChange& change) {
  auto preview = readBody(invoice, [&](const JsonObject& root) {
    ChangePreview read;
    read.prorationAt = prorationDate(root, change);
    std::vector<DueLine> lines;
    for (const JsonObject& line : root.objects("lines")) lines.push_back(dueLineOf(line));
    for (const DueLine& due : lines) read.lines.push_back(due.line);
    split(root, lines, change, read);
    return read;
  });
  if (preview) preview->raw = std::string(invoice);
  return preview;
}

}  // namespace billing::providers::stripe
