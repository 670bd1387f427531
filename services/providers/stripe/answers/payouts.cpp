// Payouts and the balance transactions that they are made of.
#include "providers/stripe/answers.h"

namespace billing::providers::stripe {
namespace {

std::string payoutItemKind(const std::string& type, const std::string& category) {
  if (type == "charge" || type == "payment") return "payment";
  if (type.find("refund") != std::string::npos) return "refund";
  if (category.starts_with("dispute")) return "dispute";
  if (type.ends_with("_fee") || category == "fee") return "fee";
  return "adjustment";
}

// A payment is known by its intent, or by its charge where it has none.
std::string objectOf(const JsonObject& line) {
  const std::string intent = line.object("source").id("payment_intent");
  const std::string source = line.id("source");
  const bool charged = source.starts_with("ch_") || source.starts_with("py_");
  return charged && !intent.empty() ? intent : source;
}

Result<Payout> readOnePayout(std::string_view raw) {
  return readBody(raw, [](const JsonObject& root) {
    Payout payout;
    payout.id = root.required("id");
    payout.status = root.required("status");
    payout.amount = root.money("amount", "currency");
    payout.createdAt = root.seconds("created");
    payout.arrivesAt = root.seconds("arrival_date");
    return payout;
  });
}

struct BalanceLine {
  PayoutItem item;
  bool isPayout = false;
};

Result<BalanceLine> readBalanceLine(std::string_view raw) {
  return readBody(raw, [](const JsonObject& root) {
    BalanceLine line;
    const std::string type = root.required("type");
    // Not those beside it: payout_failure, payout_cancel and payout_minimum_balance_hold/_release move money of their
    // own, and without them no such payout is the sum of its items.
    line.isPayout = type == "payout";
    line.item.id = root.required("id");
    line.item.kind = payoutItemKind(type, root.text("reporting_category"));
    line.item.object = objectOf(root);
    line.item.gross = root.money("amount", "currency");
    const Currency currency = line.item.gross.currency;
    line.item.fee = {root.integer("fee").value_or(0), currency};
    line.item.net = {root.requiredInteger("net"), currency};
    line.item.at = root.seconds("created");
    return line;
  });
}

}  // namespace

Result<Page<Payout>> readPayouts(std::string_view body) {
  const auto list = sliceList(body, "data");
  if (!list) return failure(list.error());
  auto next = nextCursor(*list);
  if (!next) return failure(next.error());
  Page<Payout> page;
  page.next = std::move(*next);
  for (const std::string_view raw : list->items) {
    auto one = readOnePayout(raw);
    if (one) {
      page.items.push_back(std::move(*one));
    } else {
      page.unreadable.push_back({idOf(raw, "id"), one.error()});
    }
  }
  return page;
}

Result<Page<PayoutItem>> readPayoutItems(std::string_view body) {
  const auto list = sliceList(body, "data");
  if (!list) return failure(list.error());
  auto next = nextCursor(*list);
  if (!next) return failure(next.error());
  Page<PayoutItem> page;
  page.next = std::move(*next);
  for (const std::string_view raw : list->items) {
    auto one = readBalanceLine(raw);
    if (!one) {
      page.unreadable.push_back({idOf(raw, "id"), one.error()});
    } else if (!one->isPayout) {
      page.items.push_back(std::move(one->item));
    }
  }
  return page;
}

}  // namespace billing::providers::stripe
