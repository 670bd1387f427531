// An order as JSON. Whole numbers are texts: a double would round them.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <utility>

#include "operations/admin/adminorder.h"

namespace billing::operations {
namespace {

struct TextField {
  const char* name;
  std::string AdminOrder::* field;
};
constexpr std::array<TextField, 13> kTexts{{
    {"subject", &AdminOrder::subject},
    {"customer", &AdminOrder::customer},
    {"account", &AdminOrder::account},
    {"reason", &AdminOrder::reason},
    {"product", &AdminOrder::product},
    {"plan", &AdminOrder::plan},
    {"quota", &AdminOrder::quota},
    {"code", &AdminOrder::code},
    {"email", &AdminOrder::email},
    {"name", &AdminOrder::name},
    {"success_url", &AdminOrder::successUrl},
    {"cancel_url", &AdminOrder::cancelUrl},
    {"compensates", &AdminOrder::compensates},
}};

struct FlagField {
  const char* name;
  bool AdminOrder::* field;
};
constexpr std::array<FlagField, 4> kFlags{{
    {"at_period_end", &AdminOrder::atPeriodEnd},
    {"keep_old_plan_when_charge_fails", &AdminOrder::keepOldPlanWhenChargeFails},
    {"recurring", &AdminOrder::recurring},
    {"allow_discount_codes", &AdminOrder::allowDiscountCodes},
}};

struct NumberField {
  const char* name;
  std::int64_t AdminOrder::* field;
};
constexpr std::array<NumberField, 3> kNumbers{{
    {"quantity", &AdminOrder::quantity},
    {"credits_tenths", &AdminOrder::credits},
    {"used", &AdminOrder::used},
}};

QJsonValue orderText(const std::string& text) {
  return QString::fromStdString(text);
}
QJsonValue orderNumber(std::int64_t number) {
  return QString::number(number);
}

QJsonArray linesJson(const std::vector<RefundLine>& lines) {
  QJsonArray array;
  for (const RefundLine& line : lines) {
    array.append(QJsonObject{{QStringLiteral("item"), orderText(line.item)},
                             {QStringLiteral("amount_minor"), orderNumber(line.amountMinor)}});
  }
  return array;
}

QJsonObject metadataJson(const providers::Metadata& metadata) {
  QJsonObject object;
  for (const auto& [key, value] : metadata) object.insert(QString::fromStdString(key), orderText(value));
  return object;
}

void addStructured(const AdminOrder& order, QJsonObject& object) {
  if (order.date) object.insert(QStringLiteral("date_ms"), orderNumber(order.date->ms));
  if (order.amount) {
    object.insert(QStringLiteral("amount_minor"), orderNumber(order.amount->minor));
    object.insert(QStringLiteral("currency"), orderText(std::string(order.amount->currency.code())));
  }
  if (order.interval) {
    object.insert(QStringLiteral("interval_unit"), orderText(std::string(toString(order.interval->unit))));
    object.insert(QStringLiteral("interval_count"), orderNumber(order.interval->count));
  }
  if (!order.lines.empty()) object.insert(QStringLiteral("lines"), linesJson(order.lines));
  if (!order.metadata.empty()) object.insert(QStringLiteral("metadata"), metadataJson(order.metadata));
}

// Takes the fields one by one; what is left at the end is not understood, and an order that is not understood must not
// be carried out.
class OrderReader {
 public:
  explicit OrderReader(QJsonObject object) : object_(std::move(object)) {}

  Result<AdminOrder> read() {
    readWords();
    for (const TextField& text : kTexts) {
      take(text.name, order_.*text.field);
    }
    for (const FlagField& flag : kFlags) take(flag.name, order_.*flag.field);
    for (const NumberField& number : kNumbers) take(number.name, order_.*number.field);
    readDate();
    readAmount();
    readInterval();
    readLines();
    readMetadata();
    if (wrong_.empty() && !object_.isEmpty()) wrong_ = object_.keys().first().toStdString();
    if (wrong_.empty()) return std::move(order_);
    return failure(ErrorKind::InvalidInput, "bad_order", "The order cannot be read", wrong_ + " is not understood",
                   "Use the fields that `billingctl order --help` names");
  }

 private:
  void take(const char* name, std::string& to) {
    if (const auto value = taken(name)) value->isString() ? void(to = value->toString().toStdString()) : note(name);
  }
  void take(const char* name, bool& to) {
    if (const auto value = taken(name)) value->isBool() ? void(to = value->toBool()) : note(name);
  }
  void take(const char* name, std::int64_t& to) {
    const auto value = taken(name);
    if (!value) return;
    if (const auto number = wholeNumber(*value))
      to = *number;
    else
      note(name);
  }
  std::optional<QJsonValue> taken(const char* name) {
    const QString key = QLatin1String(name);
    if (!object_.contains(key)) return std::nullopt;
    return object_.take(key);
  }
  static std::optional<std::int64_t> wholeNumber(const QJsonValue& value) {
    bool good = false;
    const qlonglong number = value.toString().toLongLong(&good);
    return good ? std::optional<std::int64_t>(number) : std::nullopt;
  }
  void note(const char* name) {
    if (wrong_.empty()) wrong_ = name;
  }
  void readWords() {
    std::string kind, charge(toString(order_.charge));
    take("kind", kind);
    take("charge", charge);
    const auto knownKind = orderKindFrom(kind);
    const auto knownCharge = changeChargeFrom(charge);
    if (!knownKind) note("kind");
    if (!knownCharge) note("charge");
    order_.kind = knownKind.value_or(order_.kind);
    order_.charge = knownCharge.value_or(order_.charge);
    std::int64_t days = 0;
    take("trial_days", days);
    if (!std::in_range<int>(days)) note("trial_days");
    order_.trialDays = static_cast<int>(days);
  }
  void readDate() {
    if (!object_.contains(QLatin1String("date_ms"))) return;
    Instant date;
    take("date_ms", date.ms);
    order_.date = date;
  }
  void readAmount() {
    if (!object_.contains(QLatin1String("amount_minor"))) return;
    Money amount;
    std::string code;
    take("amount_minor", amount.minor);
    take("currency", code);
    const auto currency = Currency::fromCode(code);
    if (!currency && !code.empty()) note("currency");
    amount.currency = currency.value_or(Currency());
    order_.amount = amount;
  }
  void readInterval() {
    if (!object_.contains(QLatin1String("interval_unit"))) return;
    std::string unit;
    std::int64_t count = 1;
    take("interval_unit", unit);
    take("interval_count", count);
    if (!std::in_range<int>(count)) note("interval_count");
    using enum IntervalUnit;
    for (const IntervalUnit known : {Day, Week, Month, Year}) {
      if (toString(known) == unit) order_.interval = BillingInterval{known, static_cast<int>(count)};
    }
    if (!order_.interval) note("interval_unit");
  }
  void readLines() {
    const auto value = taken("lines");
    if (!value) return;
    if (!value->isArray()) return note("lines");
    const QJsonArray lines = value->toArray();
    for (const QJsonValue& line : lines) {
      const auto amount = wholeNumber(line[QLatin1String("amount_minor")]);
      if (!amount || !line[QLatin1String("item")].isString()) return note("lines");
      order_.lines.push_back({line[QLatin1String("item")].toString().toStdString(), *amount});
    }
  }
  void readMetadata() {
    const auto value = taken("metadata");
    if (!value) return;
    if (!value->isObject()) return note("metadata");
    const QJsonObject object = value->toObject();
    for (auto at = object.begin(); at != object.end(); ++at) {
      if (!at->isString()) return note("metadata");
      order_.metadata.emplace(at.key().toStdString(), at->toString().toStdString());
    }
  }

  QJsonObject object_;
  AdminOrder order_;
  std::string wrong_;
};

}  // namespace

QByteArray toJson(const AdminOrder& order) {
  const AdminOrder plain;
  QJsonObject object{{QStringLiteral("kind"), orderText(std::string(toString(order.kind)))}};
  for (const TextField& text : kTexts) {
    if (order.*text.field != plain.*text.field) object.insert(QLatin1String(text.name), orderText(order.*text.field));
  }
  for (const FlagField& flag : kFlags) {
    if (order.*flag.field != plain.*flag.field) object.insert(QLatin1String(flag.name), order.*flag.field);
  }
  for (const NumberField& number : kNumbers) {
    if (order.*number.field != plain.*number.field)
      object.insert(QLatin1String(number.name), orderNumber(order.*number.field));
  }
  if (order.charge != plain.charge)
    object.insert(QStringLiteral("charge"), orderText(std::string(toString(order.charge))));
  if (order.trialDays != 0) object.insert(QStringLiteral("trial_days"), orderNumber(order.trialDays));
  addStructured(order, object);
  return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<AdminOrder> orderFromJson(const QByteArray& json) {
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(json, &problem);
  if (document.isObject()) return OrderReader(document.object()).read();
  return failure(ErrorKind::InvalidInput, "bad_order", "The order cannot be read",
                 document.isNull() ? problem.errorString().toStdString() : "it is no JSON object",
                 "Give one JSON object");
}

}  // namespace billing::operations
