// The merchant's own balance, worked out from charges and refunds: no fees, available at once.
#include <map>

#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

struct Movement {
  std::string id, source, type;
  std::int64_t amount = 0;
  Currency currency;
  Instant created;
};

std::string movementId(const std::string& source) {
  return "txn_" + source.substr(source.find('_') + 1);
}

// Newest first.
std::vector<Movement> movements(const Ledger& ledger) {
  std::vector<Movement> out;
  for (const auto& charge : ledger.charges.all())
    if (charge->capturedMinor > 0)
      out.push_back({movementId(charge->id), charge->id, "charge", charge->capturedMinor, charge->amount.currency,
                     charge->created});
  for (const auto& refund : ledger.refunds.all())
    if (refund->status == "succeeded")
      out.push_back({movementId(refund->id), refund->id, "refund", -refund->amount.minor, refund->amount.currency,
                     refund->created});
  std::stable_sort(out.begin(), out.end(), [](const Movement& a, const Movement& b) { return a.created > b.created; });
  return out;
}

QJsonObject movementObject(const Movement& one) {
  return Json(shape("balance_transaction"))("id", one.id)("amount", one.amount)("net", one.amount)(
      "available_on", one.created)("created", one.created)("currency", one.currency)("source", one.source)(
      "type", one.type)("reporting_category", one.type);
}

QJsonObject balanceObject(const Ledger& ledger) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& one : movements(ledger)) sums[lowered(one.currency.code())] += one.amount;
  if (sums.empty()) sums["usd"] = 0;
  QJsonArray available, pending;
  for (const auto& [currency, sum] : sums) {
    available.append(QJsonObject(Json()("amount", sum)("currency", currency)("source_types", Json()("card", sum))));
    pending.append(QJsonObject(Json()("amount", 0)("currency", currency)("source_types", Json()("card", 0))));
  }
  return Json("balance")("available", available)("livemode", false)("pending", pending);
}

Reply listMovements(Request& r) {
  const auto type = r.in().text("type");
  const auto source = r.in().text("source");
  QJsonArray data;
  for (const auto& one : movements(r.ledger))
    if ((type.empty() || one.type == type) && (source.empty() || one.source == source))
      data.append(movementObject(one));
  return listedWhole(r, data);
}

}  // namespace

void registerBalance(Desk& desk) {
  desk.objects.add("balance", [&desk](const std::string&) { return std::optional(balanceObject(desk.ledger)); });
  desk.objects.add("balance_transaction", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    for (const auto& one : movements(desk.ledger))
      if (one.id == id) return movementObject(one);
    return std::nullopt;
  });
  desk.objects.field("balance_transaction", "balance_transaction");
  desk.routes.add("GET", "/v1/balance", "", [](Request& r) -> Reply { return balanceObject(r.ledger); });
  addGet(desk, "/v1/balance_transactions/{id}", "balance_transaction");
  desk.routes.addList("/v1/balance_transactions", "currency payout source type", listMovements);
}

}  // namespace billing::sandbox::stripe
