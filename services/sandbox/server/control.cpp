#include "sandbox/server/control.h"

#include <map>

#include <QJsonArray>
#include <QRegularExpression>

#include "domain/civildate.h"
#include "http/answertext.h"
#include "sandbox/faces/jsonbody.h"

namespace billing::sandbox {
namespace {

CallAnswer controlJson(const QJsonObject& json) {
  return {200, jsonText(json), "application/json", {}};
}

QJsonObject deliveryJson(const Delivery& delivery, const Event* event, const Endpoint* endpoint) {
  return {{QLatin1String("id"), jsonString(delivery.id)},
          {QLatin1String("event"), jsonString(delivery.event)},
          {QLatin1String("type"), textOrNull(event == nullptr ? std::string() : event->type)},
          {QLatin1String("url"), textOrNull(endpoint == nullptr ? std::string() : endpoint->url)},
          {QLatin1String("state"), jsonString(delivery.state)},
          {QLatin1String("attempts"), delivery.attempts},
          {QLatin1String("status"), delivery.lastStatus},
          {QLatin1String("error"), textOrNull(delivery.lastError)}};
}

int statusOfKind(ErrorKind kind) {
  return kind == ErrorKind::InvalidInput ? 400 : kind == ErrorKind::NotFound ? 404 : 500;
}

CallAnswer controlProblem(const Error& error) {
  return {statusOfKind(error.kind), http::errorAnswer(400, error.code, describe(error)).body, "application/json", {}};
}

constexpr int mostDuplicates = 100;
constexpr int farthestMonths = 120, farthestDays = 3660;

tl::unexpected<Error> badTime(const char* reason) {
  return failure(ErrorKind::InvalidInput, "bad_time", "The clock cannot be moved so", reason,
                 R"(Give {"to": "2027-01-31T00:00:00Z"}, {"months": 1} or {"days": 3})");
}

// Neither text nor halves; -1: no number of that.
int countOfTime(const QJsonObject& json, QLatin1String name) {
  return json.contains(name) ? json.value(name).toInt(-1) : 0;
}

// Everything that falls due on the way is done before the answer, so the way has an end.
Result<Instant> wantedTime(const QJsonObject& json, Instant now) {
  const QLatin1String toName("to"), monthsName("months"), daysName("days");
  const QJsonValue to = json.value(toName);
  if (!to.isUndefined() && (json.contains(monthsName) || json.contains(daysName)))
    return badTime("\"to\" and a number of months or days say it twice");
  const int months = countOfTime(json, monthsName), days = countOfTime(json, daysName);
  if (months > farthestMonths || days > farthestDays) return badTime("At most 120 months or 3660 days at once");
  Instant wanted = now;
  if (const auto at = fromIso8601(to.toString().toStdString()); to.isString() && at)
    wanted = *at;
  else if (to.isUndefined() && months >= 0 && days >= 0 && months + days > 0)
    wanted = periodStart(periodStart(now, {IntervalUnit::Month, 1}, months), {IntervalUnit::Day, 1}, days);
  else
    return badTime("Neither \"to\" nor \"months\" nor \"days\" says when");
  if (wanted > periodStart(now, {IntervalUnit::Day, 1}, farthestDays))
    return badTime("That is more than ten years (3660 days) ahead");
  return wanted;
}

}  // namespace

CallAnswer Control::overview() {
  Ledger& ledger = engine_.ledger();
  QJsonObject counts;
  const auto count = [&](const char* name, std::size_t size) {
    counts.insert(QLatin1String(name), static_cast<qint64>(size));
  };
  count("products", ledger.products.size());
  count("customers", ledger.customers.size());
  count("subscriptions", ledger.subscriptions.size());
  count("invoices", ledger.invoices.size());
  count("payments", ledger.payments.size());
  count("charges", ledger.charges.size());
  count("refunds", ledger.refunds.size());
  count("checkouts", ledger.checkouts.size());
  count("events", ledger.events.size());
  count("deliveries", ledger.deliveries.size());
  const MaybeInstant due = engine_.nextDue();
  return controlJson({{QLatin1String("time"), jsonString(toIso8601(engine_.now()))},
                      {QLatin1String("next_due"), textOrNull(due ? toIso8601(*due) : std::string())},
                      {QLatin1String("calls"), static_cast<qint64>(calls_)},
                      {QLatin1String("faults"), static_cast<qint64>(faults_.waiting())},
                      {QLatin1String("counts"), counts}});
}

CallAnswer Control::moveClock(const Call& call) {
  const auto to = wantedTime(jsonObjectFrom(call.body).value_or(QJsonObject()), engine_.now());
  if (!to) return controlProblem(to.error());
  if (*to < engine_.now())
    return controlProblem({ErrorKind::InvalidInput,
                           "clock_moves_forward_only",
                           "The clock cannot go back",
                           {},
                           "Begin again with another file",
                           false,
                           {}});
  if (const auto moved = engine_.advance(*to); !moved) return controlProblem(moved.error());
  return overview();
}

namespace {

// Money by its currency, and how often.
struct Tally {
  qint64 count = 0;
  std::map<std::string, std::int64_t> sums;
  void add(const Currency& currency, std::int64_t minor) {
    ++count;
    sums[std::string(currency.code())] += minor;
  }
  [[nodiscard]] QJsonObject json() const {
    QJsonObject sum;
    for (const auto& [currency, minor] : sums) sum.insert(jsonString(currency), jsonInteger(minor));
    return {{QLatin1String("count"), count}, {QLatin1String("sum"), sum}};
  }
};

}  // namespace

// Money that was taken and given back: what every "no double charge" is measured by.
CallAnswer Control::charges() {
  const Ledger& ledger = engine_.ledger();
  Tally all, refunded;
  std::map<std::string, Tally> bySubscription;
  qint64 failed = 0;
  for (const auto& charge : ledger.charges.all()) {
    if (charge->status != "succeeded") {
      ++failed;
      continue;
    }
    all.add(charge->amount.currency, charge->capturedMinor);
    const Payment* payment = ledger.payments.find(charge->payment);
    if (payment != nullptr && !payment->subscription.empty())
      bySubscription[payment->subscription].add(charge->amount.currency, charge->capturedMinor);
  }
  for (const auto& refund : ledger.refunds.all())
    if (refund->status == "succeeded") refunded.add(refund->amount.currency, refund->amount.minor);
  QJsonObject each;
  for (const auto& [subscription, tally] : bySubscription) each.insert(jsonString(subscription), tally.json());
  QJsonObject answer = all.json();
  answer.insert(QLatin1String("failed"), failed);
  answer.insert(QLatin1String("refunds"), refunded.json());
  answer.insert(QLatin1String("subscriptions"), each);
  return controlJson(answer);
}

void Control::noteWrite(const Call& call) {
  static const QRegularExpression mark(QStringLiteral("op_[a-z]{24}"));
  if (call.method == "GET") return;
  const auto found = mark.match(QString::fromStdString(call.field("Idempotency-Key") + ' ' + call.body));
  if (found.hasMatch()) ++writes_[found.captured().toStdString()];
}

CallAnswer Control::writes() const {
  QJsonObject operations;
  for (const auto& [operation, times] : writes_) operations.insert(QString::fromStdString(operation), times);
  return controlJson({{QLatin1String("operations"), operations}});
}

CallAnswer Control::orderFault(const Call& call) {
  if (call.method == "DELETE") {
    faults_.clear();
    return overview();
  }
  if (const auto ordered = faults_.order(call.body); !ordered) return controlProblem(ordered.error());
  return overview();
}

// The newest hundred, newest first.
CallAnswer Control::deliveries() {
  constexpr std::size_t most = 100;
  Ledger& ledger = engine_.ledger();
  QJsonArray list;
  const auto& all = ledger.deliveries.all();
  for (auto one = all.rbegin(); one != all.rend() && static_cast<std::size_t>(list.size()) < most; ++one)
    list.append(deliveryJson(**one, ledger.events.find((*one)->event), ledger.endpoints.find((*one)->endpoint)));
  const DeliveryCounts counts = deliverer_.counts();
  const DeliverySettings& settings = deliverer_.settings();
  return controlJson({{QLatin1String("delivered"), static_cast<qint64>(counts.delivered)},
                      {QLatin1String("waiting"), static_cast<qint64>(counts.waiting)},
                      {QLatin1String("failed"), static_cast<qint64>(counts.failed)},
                      {QLatin1String("quiet"), deliverer_.quiet()},
                      {QLatin1String("duplicate"), settings.duplicate},
                      {QLatin1String("shuffle"), settings.shuffle},
                      {QLatin1String("pause"), settings.paused},
                      {QLatin1String("deliveries"), list}});
}

CallAnswer Control::setDeliveries(const Call& call) {
  const auto wanted = jsonObjectFrom(call.body).value_or(QJsonObject());
  DeliverySettings settings = deliverer_.settings();
  const QJsonValue copies = wanted.value(QLatin1String("duplicate"));
  if (!copies.isUndefined() && (copies.toInt(-1) < 0 || copies.toInt(-1) > mostDuplicates))
    return controlProblem({ErrorKind::InvalidInput,
                           "bad_duplicate",
                           "Deliveries cannot be repeated so",
                           {},
                           "\"duplicate\" is a whole number from 0 to 100",
                           false,
                           {}});
  settings.duplicate = wanted.value(QLatin1String("duplicate")).toInt(settings.duplicate);
  settings.shuffle = wanted.value(QLatin1String("shuffle")).toBool(settings.shuffle);
  settings.paused = wanted.value(QLatin1String("pause")).toBool(settings.paused);
  if (const double faster = wanted.value(QLatin1String("faster")).toDouble(); faster > 0)
    settings.retryFactor = 1 / faster;
  deliverer_.set(settings);
  if (const std::string event = wanted.value(QLatin1String("resend")).toString().toStdString(); !event.empty())
    if (const auto resent = deliverer_.resend(event); !resent) return controlProblem(resent.error());
  return deliveries();
}

// As a provider's reserve would: that payment is in no payout.
CallAnswer Control::withhold(const Call& call) {
  const auto wanted = jsonObjectFrom(call.body).value_or(QJsonObject());
  const std::string payment = wanted.value(QLatin1String("withhold")).toString().toStdString();
  Ledger& ledger = engine_.ledger();
  if (ledger.payments.find(payment) == nullptr)
    return controlProblem(
        {ErrorKind::NotFound, "no_such_payment", "The sandbox has no such payment", payment, {}, false, {}});
  ledger.plain.add(Plain{"withheld_" + payment, "withheld", "{}", engine_.now()});
  return overview();
}

CallAnswer Control::answer(const Call& call) {
  const bool reads = call.method == "GET";
  if (call.path == "/sandbox" && reads) return overview();
  if (call.path == "/sandbox/charges" && reads) return charges();
  if (call.path == "/sandbox/writes" && reads) return writes();
  if (call.path == "/sandbox/deliveries" && reads) return deliveries();
  if (call.path == "/sandbox/deliveries" && call.method == "POST") return setDeliveries(call);
  if (call.path == "/sandbox/clock" && call.method == "POST") return moveClock(call);
  if (call.path == "/sandbox/faults" && !reads) return orderFault(call);
  if (call.path == "/sandbox/payouts" && call.method == "POST") return withhold(call);
  return controlProblem({ErrorKind::NotFound,
                         "no_such_path",
                         "The sandbox has no such path",
                         call.method + " " + call.path,
                         {},
                         false,
                         {}});
}

}  // namespace billing::sandbox
