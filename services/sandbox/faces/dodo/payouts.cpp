// /payouts: what was paid out, and of what each is made.
#include <QJsonDocument>
#include <map>

#include "sandbox/engine/payouts.h"

#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {
namespace {

std::int64_t sumOf(const WeeklyPayout& payout, const char* kind) {
  std::int64_t sum = 0;
  for (const PayoutMove& move : payout.moves)
    if (move.kind == kind) sum -= move.grossMinor;
  return sum;
}

QJsonObject payoutJson(Desk& desk, const WeeklyPayout& payout) {
  const bool arrived = payout.arrives <= desk.now();
  return {{"amount"_L1, qint64{payout.netMinor()}},
          {"business_id"_L1, businessId},
          {"chargebacks"_L1, qint64{sumOf(payout, "dispute")}},
          {"created_at"_L1, timeText(payout.created)},
          {"currency"_L1, codeText(payout.currency)},
          {"fee"_L1, qint64{payout.feeMinor()}},
          {"name"_L1, QJsonValue::Null},
          {"payment_method"_L1, "bank_transfer"_L1},
          {"payout_document_url"_L1, QJsonValue::Null},
          {"payout_id"_L1, QString::fromStdString(payout.id)},
          {"refunds"_L1, qint64{sumOf(payout, "refund")}},
          {"remarks"_L1, QJsonValue::Null},
          {"status"_L1, arrived ? "success"_L1 : "in_progress"_L1},
          {"tax"_L1, 0},
          {"updated_at"_L1, timeText(arrived ? payout.arrives : payout.created)}};
}

QJsonObject lineJson(const PayoutMove& move, const QString& kind, std::int64_t minor) {
  const QString id = QString::fromStdString(move.id) + u'_' + kind;
  return {{"id"_L1, id},
          {"created_at"_L1, timeText(move.created)},
          {"description"_L1, QJsonValue::Null},
          {"event_type"_L1, kind},
          {"original_amount"_L1, qint64{minor}},
          {"original_currency"_L1, codeText(move.currency)},
          {"payout_currency_amount"_L1, qint64{minor}},
          {"reference_object_id"_L1, QString::fromStdString(move.kind == "charge" ? move.payment : move.source)},
          {"usd_equivalent_amount"_L1, qint64{minor}}};
}

// A payment and its fees are lines of their own.
QJsonArray linesOf(const WeeklyPayout& payout) {
  QJsonArray lines;
  for (const PayoutMove& move : payout.moves) {
    const QString kind = move.kind == "charge" ? QStringLiteral("payment") : QString::fromStdString(move.kind);
    lines.append(lineJson(move, kind, move.grossMinor));
    if (move.feeMinor != 0) lines.append(lineJson(move, QStringLiteral("payment_fees"), -move.feeMinor));
  }
  return lines;
}

Outcome<QJsonArray> slice(const Asked& asked, const QJsonArray& all) {
  auto window = pageWindow(asked);
  if (!window) return tl::make_unexpected(window.error());
  QJsonArray rows;
  for (auto i = static_cast<qsizetype>(window->skip); i < all.size() && window->most > 0; ++i, --window->most)
    rows.append(all[i]);
  return rows;
}

Reply listPayouts(Desk& desk, const Asked& asked) {
  QJsonArray all;
  for (const WeeklyPayout& payout : payoutsOf(desk.ledger(), Provider::Dodo, desk.now()))
    if (createdWithin(asked, payout.created)) all.append(payoutJson(desk, payout));
  return slice(asked, all).map([](const QJsonArray& rows) { return items(rows); });
}

Reply withPayout(Desk& desk, const Asked& asked, const std::function<Reply(const WeeklyPayout&)>& tell) {
  for (const WeeklyPayout& payout : payoutsOf(desk.ledger(), Provider::Dodo, desk.now()))
    if (payout.id == asked.params["id"]) return tell(payout);
  return notFound("Payout", asked.params["id"]);
}

Reply breakup(Desk& desk, const Asked& asked) {
  return withPayout(desk, asked, [](const WeeklyPayout& payout) -> Reply {
    std::map<QString, std::int64_t> sums;
    for (const QJsonValue line : linesOf(payout))
      sums[line["event_type"_L1].toString()] += line["payout_currency_amount"_L1].toInteger();
    QJsonArray rows;
    for (const auto& [kind, total] : sums)
      rows.append(QJsonObject{{"event_type"_L1, kind}, {"total"_L1, qint64{total}}});
    CallAnswer answer = json({});
    answer.body = QJsonDocument(rows).toJson(QJsonDocument::Compact).toStdString();
    return answer;
  });
}

Reply details(Desk& desk, const Asked& asked) {
  return withPayout(desk, asked, [&](const WeeklyPayout& payout) -> Reply {
    return slice(asked, linesOf(payout)).map([](const QJsonArray& rows) { return items(rows); });
  });
}

}  // namespace

void addPayouts(Endpoints& to) {
  to.add("GET", "/payouts", "created_at_gte:t created_at_lte:t", listPayouts);
  to.add("GET", "/payouts/{id}/breakup", "", breakup);
  to.add("GET", "/payouts/{id}/breakup/details", "", details);
}

}  // namespace billing::sandbox::dodo
