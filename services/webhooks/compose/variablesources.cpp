#include "webhooks/compose/variablesources.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace billing::webhooks {
namespace {

using IdOf = std::pair<const char*, const char*>;

constexpr std::array kDodoIds{IdOf{"business_id", "bus_"},     IdOf{"customer_id", "cus_"},
                              IdOf{"subscription_id", "sub_"}, IdOf{"product_id", "pdt_"},
                              IdOf{"payment_id", "pay_"},      IdOf{"invoice_id", "inv_"},
                              IdOf{"refund_id", "ref_"},       IdOf{"dispute_id", "dp_"},
                              IdOf{"license_id", "lic_"},      IdOf{"license_key", "LK-"},
                              IdOf{"payout_id", "pyt_"},       IdOf{"ledger_id", "cle_"},
                              IdOf{"grant_id", "cgr_"},        IdOf{"credit_entitlement_id", "cent_"},
                              IdOf{"entitlement_id", "ent_"},  IdOf{"payment_method_id", "pm_"},
                              IdOf{"event_id", "msg_"}};

constexpr std::array kStripeIds{IdOf{"business_id", "acct_"},
                                IdOf{"customer_id", "cus_"},
                                IdOf{"subscription_id", "sub_"},
                                IdOf{"product_id", "prod_"},
                                IdOf{"price_id", "price_"},
                                IdOf{"payment_id", "pi_"},
                                IdOf{"charge_id", "ch_"},
                                IdOf{"invoice_id", "in_"},
                                IdOf{"refund_id", "re_"},
                                IdOf{"dispute_id", "du_"},
                                IdOf{"subscription_item_id", "si_"},
                                IdOf{"line_id", "il_"},
                                IdOf{"invoiceitem_id", "ii_"},
                                IdOf{"invoice_payment_id", "inpay_"},
                                IdOf{"payment_method_id", "pm_"},
                                IdOf{"coupon_id", ""},
                                IdOf{"promotion_code_id", "promo_"},
                                IdOf{"discount_id", "di_"},
                                IdOf{"credit_note_id", "cn_"},
                                IdOf{"setup_intent_id", "seti_"},
                                IdOf{"payout_id", "po_"},
                                IdOf{"bank_account_id", "ba_"},
                                IdOf{"schedule_id", "sub_sched_"},
                                IdOf{"meter_id", "mtr_"},
                                IdOf{"grant_id", "credgr_"},
                                IdOf{"ledger_id", "cbtxn_"},
                                IdOf{"alert_id", "alrt_"},
                                IdOf{"test_clock_id", "clock_"},
                                IdOf{"tax_id", "txi_"},
                                IdOf{"tax_rate_id", "txr_"},
                                IdOf{"quote_id", "qt_"},
                                IdOf{"entitlement_id", "ent_"},
                                IdOf{"feature_id", "feat_"},
                                IdOf{"portal_configuration_id", "bpc_"},
                                IdOf{"checkout_session_id", "cs_test_"},
                                IdOf{"balance_transaction_id", "txn_"},
                                IdOf{"card_fingerprint", ""},
                                IdOf{"event_id", "evt_"}};

constexpr std::array<std::array<const char*, 2>, 12> kPeople{{{"Ada Okafor", "ada.okafor@brightleaf.example"},
                                                              {"Jonas Lindqvist", "jonas@fjordworks.example"},
                                                              {"Mei Tanaka", "mei.tanaka@kumodesk.example"},
                                                              {"Priya Nair", "priya@lanternlabs.example"},
                                                              {"Tomás Herrera", "tomas@patioapps.example"},
                                                              {"Zoë van Dijk", "zoe@kanaalkaart.example"},
                                                              {"Liam Byrne", "liam.byrne@slateandco.example"},
                                                              {"Amira Haddad", "amira@cedarpost.example"},
                                                              {"Noah Fischer", "noah.fischer@werkbank.example"},
                                                              {"Chloé Martin", "chloe@atelier-neuf.example"},
                                                              {"Ivan Petrov", "ivan@polarisdata.example"},
                                                              {"Grace Mwangi", "grace@savannahsoft.example"}}};

tl::unexpected<Error> badValue(const std::string& name, const std::string& expected) {
  return failure(ErrorKind::InvalidInput, "bad_value", "The value of " + name + " is not " + expected);
}

bool endsWithAny(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings, [&](std::string_view ending) { return name.ends_with(ending); });
}

std::optional<std::int64_t> wholeNumber(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool isInstantName(std::string_view name) {
  return endsWithAny(name, {"_at", "_start", "_end"}) && name != "cancel_at_period_end";
}

bool isTextObject(const std::string& value) {
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(value));
  const QJsonObject object = document.object();
  return document.isObject() &&
         std::all_of(object.begin(), object.end(), [](const QJsonValue& entry) { return entry.isString(); });
}

// Values come from rows and command lines; a template would carry a wrong one into JSON unseen.
Result<void> checkValue(const std::string& name, const std::string& value) {
  if (value.empty()) return {};
  if (isInstantName(name) && !fromIso8601(value)) return badValue(name, "an ISO 8601 instant");
  if (name == "quantity" || name == "interval_count") {
    const auto number = wholeNumber(value);
    if (!number || *number < 1 || *number > 1'000'000) return badValue(name, "a whole number from 1 to 1000000");
  }
  if (name == "discount_bps") {
    const auto share = wholeNumber(value);
    if (!share || *share < 1 || *share > 10'000) return badValue(name, "hundredths of a percent from 1 to 10000");
  }
  if (endsWithAny(name, {"_minor", "_days"}) && !wholeNumber(value))
    return badValue(name, "a whole number of minor units");
  if (name == "currency" &&
      (value.size() != 3 || !std::ranges::all_of(value, [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; })))
    return badValue(name, "a currency code of three letters");
  if (name == "interval_unit" &&
      !std::set<std::string>{"day", "week", "month", "year", "Day", "Week", "Month", "Year"}.contains(value))
    return badValue(name, "day, week, month or year");
  if (endsWithAny(name, {"cancel_at_period_end", "is_partial", "livemode", "has_payment_method", "proration"}) &&
      value != "true" && value != "false")
    return badValue(name, "true or false");
  if (name == "metadata" && !isTextObject(value)) return badValue(name, "a JSON object of texts");
  return {};
}

// What the type means cannot be overruled by the row that it is fired for.
bool decidedByType(const std::string& name) {
  static const std::set<std::string> names{"status",           "object_type", "object_prefix",
                                           "transaction_type", "is_credit",   "upcoming"};
  return names.contains(name);
}

void inventIds(EventVariables& variables, Provider provider, const InventedIds& ids) {
  const auto invent = [&](const auto& table, int length) {
    for (const auto& [name, prefix] : table) variables.suggest(name, ids.id(prefix, name, length));
  };
  if (provider == Provider::Dodo) return invent(kDodoIds, 21);
  invent(kStripeIds, 24);
}

void inventPerson(EventVariables& variables, const InventedIds& ids) {
  const auto& [name, email] = kPeople[ids.pick("person", kPeople.size())];
  variables.suggest("customer_name", std::string(name));
  variables.suggest("customer_email", std::string(email));
}

// A subscription event arrives somewhere inside a period, unless it is the event that begins one.
void inventPeriod(EventVariables& variables, const std::string& type, Instant occurredAt) {
  const std::string unit = variables.text("interval_unit");
  const std::int64_t count = variables.number("interval_count");
  const bool subscription = type.starts_with("subscription.") || type.starts_with("customer.subscription.");
  const bool first = endsWithAny(type, {".created", ".active"});
  const bool begins = !subscription || first || type.ends_with(".renewed");
  if (!variables.empty("period_end"))
    variables.suggest("period_start", intervalsLater(variables.time("period_end"), unit, -count));
  variables.suggest("period_start", begins ? occurredAt : daysLater(occurredAt, -10));
  if (variables.empty("period_start")) variables.set("period_start", occurredAt);
  const Instant start = variables.time("period_start");
  variables.suggest("period_end", intervalsLater(start, unit, count));
  variables.suggest("created_at", first ? occurredAt : intervalsLater(start, unit, -2 * count));
  variables.set("previous_period_start", intervalsLater(start, unit, -count));
}

}  // namespace

Result<EventVariables> gatherVariables(Provider provider, const EventTypeRow& row, const ComposeValues& values,
                                       Instant occurredAt, const InventedIds& ids) {
  EventVariables variables;
  for (const auto& [name, value] : row.presets) variables.set(name, value);
  for (const auto& [name, value] : values) {
    if (auto checked = checkValue(name, value); !checked) return failure(checked.error());
    if (!decidedByType(name) || !variables.knows(name)) variables.set(name, value);
  }
  variables.set("event_type", row.type.name);
  variables.set("occurred_at", occurredAt);
  const auto required = [&](const char* name, const char* value) {
    if (variables.empty(name)) variables.set(name, std::string(value));
  };
  required("interval_unit", "month");
  required("interval_count", "1");
  required("quantity", "1");
  required("amount_minor", "2900");
  required("currency", "USD");
  required("product_name", "Team plan");
  required("card_network", "visa");
  required("card_last_four", "4242");
  variables.suggest("event_id",
                    ids.id(provider == Provider::Dodo ? "msg_" : "evt_", row.type.name + toIso8601(occurredAt), 24));
  inventIds(variables, provider, ids);
  inventPerson(variables, ids);
  inventPeriod(variables, row.type.name, occurredAt);
  const bool named = provider == Provider::Dodo && row.templateName == "subscription";
  variables.suggest("metadata",
                    named ? R"({"plan_name": )" + jsonQuoted(variables.text("product_name")) + "}" : std::string("{}"));
  if (provider == Provider::Dodo)
    completeDodo(variables, row, occurredAt);
  else
    completeStripe(variables, row, occurredAt, ids);
  return variables;
}

}  // namespace billing::webhooks
