// Payouts and the lines that they are made of.
#include "providers/dodo/answers.h"

namespace billing::providers::dodo {
namespace {

// Of the words of the ledger: payment, refund_reversal, dispute_fees, reserve_hold, ...
std::string kindOf(const std::string& word) {
  if (word.ends_with("_fees") || word.ends_with("_fee") || word.ends_with("_fees_reversal")) return "fee";
  if (word == "payment") return "payment";
  if (word.starts_with("refund")) return "refund";
  if (word.starts_with("dispute")) return "dispute";
  return "adjustment";
}

Result<Payout> readPayout(std::string_view raw) {
  return readBody(raw, [](const JsonObject& root) {
    Payout payout;
    payout.id = root.required("payout_id");
    payout.status = root.required("status");
    payout.amount = root.money("amount", "currency");
    payout.createdAt = root.iso("created_at");
    if (payout.status == "success") payout.arrivesAt = root.iso("updated_at");
    return payout;
  });
}

Result<PayoutItem> readLine(std::string_view raw, const Currency& currency) {
  return readBody(raw, [&](const JsonObject& root) {
    PayoutItem item;
    item.id = root.required("id");
    item.kind = kindOf(root.required("event_type"));
    item.object = root.text("reference_object_id");
    item.gross = item.net = {root.requiredInteger("payout_currency_amount"), currency};
    item.fee = {0, currency};
    item.at = root.iso("created_at");
    return item;
  });
}

template <class T, class Read>
Result<Page<T>> readLines(std::string_view body, const PageRequest& asked, std::string_view idKey, Read read) {
  const auto place = placeOf(asked);
  if (!place) return failure(place.error());
  const auto list = sliceList(body, "items");
  if (!list) return failure(list.error());
  Page<T> page;
  page.next = nextCursor(*place, list->items.size());
  for (const std::string_view raw : list->items) {
    auto one = read(raw);
    if (one) {
      page.items.push_back(std::move(*one));
    } else {
      page.unreadable.push_back({idOf(raw, idKey), one.error()});
    }
  }
  return page;
}

}  // namespace

Result<Page<Payout>> readPayouts(std::string_view body, const PageRequest& asked) {
  return readLines<Payout>(body, asked, "payout_id", readPayout);
}

Result<Page<PayoutItem>> readPayoutItems(std::string_view body, const PageRequest& asked, const Currency& currency) {
  return readLines<PayoutItem>(body, asked, "id", [&](std::string_view raw) { return readLine(raw, currency); });
}

}  // namespace billing::providers::dodo
