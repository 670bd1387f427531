// The merchant's own balance, worked out from charges, refunds and disputes; what was paid out of it, once a week.
#include <map>

#include "sandbox/engine/payouts.h"
#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

// Newest first.
std::vector<PayoutMove> movements(const Ledger& ledger) {
  std::vector<PayoutMove> out = movesOf(ledger, Provider::Stripe);
  return {out.rbegin(), out.rend()};
}

QJsonObject movementObject(const PayoutMove& one) {
  Json out(shape("balance_transaction"));
  out("id", one.id)("amount", one.grossMinor)("fee", one.feeMinor)("net", one.netMinor());
  out("available_on", one.created)("created", one.created)("currency", one.currency)("source", one.source);
  if (one.feeMinor > 0) {
    Json fee;
    fee("amount", one.feeMinor)("application", nullptr)("currency", one.currency);
    fee("description", "Stripe processing fees")("type", "stripe_fee");
    out("fee_details", QJsonArray{QJsonObject(fee)});
  }
  const bool disputed = one.kind == "dispute";
  return out("type", disputed ? std::string("adjustment") : one.kind)("reporting_category", one.kind);
}

// A payout's own line: it takes from the balance what the others have brought.
QJsonObject payoutMovement(const WeeklyPayout& payout) {
  Json out(shape("balance_transaction"));
  out("id", "txn_" + payout.id.substr(payout.id.find('_') + 1))("amount", -payout.netMinor());
  out("net", -payout.netMinor())("available_on", payout.arrives)("created", payout.created);
  return out("currency", payout.currency)("source", payout.id)("type", "payout")("reporting_category", "payout");
}

QJsonObject payoutObject(const WeeklyPayout& payout, Instant now) {
  Json out(shape("payout"));
  out("id", payout.id)("amount", payout.netMinor())("arrival_date", payout.arrives)("automatic", true);
  out("balance_transaction", "txn_" + payout.id.substr(payout.id.find('_') + 1))("created", payout.created);
  out("currency", payout.currency)("reconciliation_status", "completed")("description", "STRIPE PAYOUT");
  return out("status", now < payout.arrives ? "in_transit" : "paid");
}

QJsonObject balanceObject(const Ledger& ledger) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& one : movements(ledger)) sums[lowered(one.currency.code())] += one.grossMinor;
  if (sums.empty()) sums["usd"] = 0;
  QJsonArray available, pending;
  for (const auto& [currency, sum] : sums) {
    available.append(QJsonObject(Json()("amount", sum)("currency", currency)("source_types", Json()("card", sum))));
    pending.append(QJsonObject(Json()("amount", 0)("currency", currency)("source_types", Json()("card", 0))));
  }
  return Json("balance")("available", available)("livemode", false)("pending", pending);
}

// Those of a payout: itself, then what it is made of.
Reply listPaidOut(Request& r, const std::string& payout) {
  QJsonArray data;
  for (const WeeklyPayout& one : payoutsOf(r.ledger, Provider::Stripe, r.engine.now())) {
    if (one.id != payout) continue;
    data.append(payoutMovement(one));
    for (auto move = one.moves.rbegin(); move != one.moves.rend(); ++move) data.append(movementObject(*move));
  }
  // One that was made by hand is not itemised.
  if (data.isEmpty() && !r.desk.objects.draw("payout", payout)) return refuse(noSuch("payout", payout, "payout", 400));
  return listedWhole(r, data);
}

Reply listMovements(Request& r) {
  const auto type = r.in().text("type");
  const auto source = r.in().text("source");
  if (const auto payout = r.in().text("payout"); !payout.empty()) return listPaidOut(r, payout);
  QJsonArray data;
  for (const auto& one : movements(r.ledger))
    if ((type.empty() || one.kind == type) && (source.empty() || one.source == source))
      data.append(movementObject(one));
  return listedWhole(r, data);
}

// Those made by hand, then the weekly ones, the newest of each first.
QJsonArray allPayouts(const Desk& desk) {
  QJsonArray data;
  const auto& byHand = desk.plainOf("payout");
  for (auto one = byHand.rbegin(); one != byHand.rend(); ++one) data.append(objectFrom((*one)->body));
  for (const WeeklyPayout& one : payoutsOf(desk.ledger, Provider::Stripe, desk.engine.now()))
    data.append(payoutObject(one, desk.engine.now()));
  return data;
}

Reply listPayouts(Request& r) {
  QJsonArray data;
  for (const QJsonValue one : allPayouts(r.desk)) {
    const auto asked = [&](const char* name) {
      const std::string wanted = r.in().text(name);
      return wanted.empty() || one[QLatin1String(name)] == qtext(wanted);
    };
    if (asked("status") && asked("destination")) data.append(one);
  }
  return listedWhole(r, data);
}

std::optional<QJsonObject> drawnSource(const Desk& desk, const std::string& id) {
  for (const char* kind : {"charge", "refund", "dispute", "payout"})
    if (auto drawn = desk.objects.draw(kind, id)) return drawn;
  return std::nullopt;
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
  desk.objects.add("payout", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    for (const QJsonValue one : allPayouts(desk))
      if (one[QLatin1String("id")] == qtext(id)) return one.toObject();
    return std::nullopt;
  });
  desk.objects.add("balance_source", [&desk](const std::string& id) { return drawnSource(desk, id); });
  desk.objects.field("source", "balance_source");
  addGet(desk, "/v1/payouts/{id}", "payout");
  desk.routes.addList("/v1/payouts", "arrival_date[gt gte lt lte] destination status", listPayouts);
  desk.routes.add("GET", "/v1/balance", "", [](Request& r) -> Reply { return balanceObject(r.ledger); });
  addGet(desk, "/v1/balance_transactions/{id}", "balance_transaction");
  desk.routes.addList("/v1/balance_transactions", "currency payout source type", listMovements);
}

}  // namespace billing::sandbox::stripe
