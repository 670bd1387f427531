#include <algorithm>

#include "domain/decimal.h"
#include "providers/dodo/answers.h"

namespace billing::providers::dodo {
namespace {

constexpr int kFactorDecimals = 12;
constexpr std::int64_t kFactorOne = 1'000'000'000'000;

// The factor is the one fraction that Dodo sends: as text, cut to twelve decimals, so no amount meets a double.
std::optional<std::int64_t> factorOf(const JsonObject& line) {
  auto written = line.decimal("proration_factor");
  if (!written) return kFactorOne;
  const std::size_t point = written->find('.');
  if (point != std::string::npos) written->resize(std::min(written->size(), point + 1 + kFactorDecimals));
  const auto factor = scaledDecimal(*written, kFactorDecimals);
  // "5e-07" and the like: as good as nothing.
  if (!factor) return written->find_first_of("eE") != std::string::npos ? std::optional<std::int64_t>(0) : std::nullopt;
  return *factor;
}

std::int64_t amountOf(const JsonObject& line) {
  if (line.has("subtotal")) return line.requiredInteger("subtotal");
  const std::int64_t unit = line.requiredInteger("unit_price");
  const auto whole = mulDiv(unit, line.integer("quantity").value_or(1), 1);
  const auto factor = factorOf(line);
  const auto amount = whole && factor ? mulDiv(*whole, *factor, kFactorOne) : std::nullopt;
  if (!amount) line.problem("proration_factor", "times the price cannot be computed");
  return amount.value_or(0);
}

PreviewLine lineOf(const JsonObject& line) {
  PreviewLine read;
  read.text = line.text("name");
  if (read.text.empty()) read.text = line.text("description");
  if (read.text.empty()) read.text = line.text("product_id");
  read.amountMinor = amountOf(line);
  read.taxMinor = line.integer("tax").value_or(0);
  read.proration = line.text("type") != "meter";
  return read;
}

void readRenewal(const JsonObject& plan, ChangePreview& preview) {
  if (!plan.has("recurring_pre_tax_amount") || !plan.has("currency")) return;
  preview.nextInvoice = plan.money("recurring_pre_tax_amount", "currency");
  preview.nextInvoiceAt = plan.iso("next_billing_date");
}

}  // namespace

Result<ChangePreview> readPreview(std::string_view body) {
  auto preview = readBody(body, [](const JsonObject& root) {
    ChangePreview read;
    const JsonObject charge = root.object("immediate_charge");
    if (!charge.exists()) root.problem("immediate_charge", "is missing");
    for (const JsonObject& line : charge.objects("line_items")) read.lines.push_back(lineOf(line));
    const JsonObject summary = charge.object("summary");
    read.dueNow = summary.money("total_amount", "currency");
    read.taxMinor = summary.integer("tax").value_or(0);
    read.creditMinor = summary.integer("customer_credits").value_or(0);
    readRenewal(root.object("new_plan"), read);
    return read;
  });
  if (preview) preview->raw = std::string(body);
  return preview;
}

}  // namespace billing::providers::dodo
