#include "sandbox/ledger/entityjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <charconv>
#include <concepts>

#include "sandbox/ledger/entityfields.h"
#include "support/jsonstring.h"

namespace billing::sandbox {
namespace {

// What has fields() is an object of its own.
struct NoVisitor {
  template <class... Pairs>
  void operator()(const Pairs&...) {}
};
template <class T>
concept HasFields = requires(NoVisitor visitor, const T* entity) { fields(visitor, entity); };

void writeEntityInteger(std::string& out, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, end.ptr);
}

template <HasFields T>
void writeEntityValue(std::string& out, const T& value);
template <class T>
void writeEntityValue(std::string& out, const std::vector<T>& list);
template <class T>
void writeEntityValue(std::string& out, const std::map<std::string, T>& map);
template <class T>
void writeEntityValue(std::string& out, const std::optional<T>& maybe);

void writeEntityValue(std::string& out, const std::string& text) {
  appendJsonString(out, text);
}
void writeEntityValue(std::string& out, bool yes) {
  out += yes ? "true" : "false";
}
template <class T>
  requires(std::integral<T> || std::is_enum_v<T>)
void writeEntityValue(std::string& out, T number) {
  writeEntityInteger(out, static_cast<std::int64_t>(number));
}
void writeEntityValue(std::string& out, Instant instant) {
  writeEntityInteger(out, instant.ms);
}
void writeEntityValue(std::string& out, const Currency& currency) {
  appendJsonString(out, currency.code());
}
void writeEntityValue(std::string& out, const Money& money) {
  out += "{\"minor\":";
  writeEntityInteger(out, money.minor);
  out += ",\"currency\":";
  writeEntityValue(out, money.currency);
  out += '}';
}
void writeEntityValue(std::string& out, const BillingInterval& interval) {
  out += "{\"unit\":";
  writeEntityInteger(out, static_cast<int>(interval.unit));
  out += ",\"count\":";
  writeEntityInteger(out, interval.count);
  out += '}';
}
template <class T>
void writeEntityValue(std::string& out, const std::vector<T>& list) {
  out += '[';
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (i > 0) out += ',';
    writeEntityValue(out, list[i]);
  }
  out += ']';
}
template <class T>
void writeEntityValue(std::string& out, const std::map<std::string, T>& map) {
  out += '{';
  for (bool first = true; const auto& [name, value] : map) {
    if (!first) out += ',';
    first = false;
    appendJsonString(out, name);
    out += ':';
    writeEntityValue(out, value);
  }
  out += '}';
}
template <class T>
void writeEntityValue(std::string& out, const std::optional<T>& maybe) {
  maybe ? writeEntityValue(out, *maybe) : static_cast<void>(out += "null");
}

template <class Entity>
class EntityWriter {
 public:
  EntityWriter(std::string& out, const Entity& entity) : out_(out), entity_(entity) {}
  template <class Member, class... Rest>
  void operator()(const char* name, Member member, const Rest&... rest) {
    static const Entity fresh{};
    const std::size_t start = out_.size();
    if (!first_) out_ += ',';
    appendJsonString(out_, name);
    out_ += ':';
    const std::size_t value = out_.size();
    writeEntityValue(out_, entity_.*member);
    if (std::string_view(out_).substr(value) == usual(fresh.*member))
      out_.resize(start);
    else
      first_ = false;
    if constexpr (sizeof...(rest) > 0) (*this)(rest...);
  }

 private:
  template <class T>
  const std::string& usual(const T& value) {
    scratch_.clear();
    writeEntityValue(scratch_, value);
    return scratch_;
  }
  std::string& out_;
  const Entity& entity_;
  std::string scratch_;
  bool first_ = true;
};

template <HasFields T>
void writeEntityValue(std::string& out, const T& value) {
  out += '{';
  EntityWriter<T> writer(out, value);
  fields(writer, static_cast<const T*>(nullptr));
  out += '}';
}

template <HasFields T>
void readEntityValue(const QJsonValue& json, T& value);
template <class T>
void readEntityValue(const QJsonValue& json, std::vector<T>& list);
template <class T>
void readEntityValue(const QJsonValue& json, std::map<std::string, T>& map);
template <class T>
void readEntityValue(const QJsonValue& json, std::optional<T>& maybe);

void readEntityValue(const QJsonValue& json, std::string& text) {
  text = json.toString().toStdString();
}
void readEntityValue(const QJsonValue& json, bool& yes) {
  yes = json.toBool();
}
template <class T>
  requires(std::integral<T> || std::is_enum_v<T>)
void readEntityValue(const QJsonValue& json, T& number) {
  number = static_cast<T>(json.toInteger());
}
void readEntityValue(const QJsonValue& json, Instant& instant) {
  instant.ms = json.toInteger();
}
void readEntityValue(const QJsonValue& json, Currency& currency) {
  currency = Currency::fromCode(json.toString().toStdString()).value_or(Currency());
}
void readEntityValue(const QJsonValue& json, Money& money) {
  readEntityValue(json[u"minor"], money.minor);
  readEntityValue(json[u"currency"], money.currency);
}
void readEntityValue(const QJsonValue& json, BillingInterval& interval) {
  readEntityValue(json[u"unit"], interval.unit);
  readEntityValue(json[u"count"], interval.count);
}
template <class T>
void readEntityValue(const QJsonValue& json, std::vector<T>& list) {
  list.clear();
  for (const auto& element : json.toArray()) {
    T value{};
    readEntityValue(element, value);
    list.push_back(std::move(value));
  }
}
template <class T>
void readEntityValue(const QJsonValue& json, std::map<std::string, T>& map) {
  map.clear();
  const QJsonObject object = json.toObject();
  for (auto it = object.begin(); it != object.end(); ++it) readEntityValue(it.value(), map[it.key().toStdString()]);
}
template <class T>
void readEntityValue(const QJsonValue& json, std::optional<T>& maybe) {
  maybe.reset();
  if (json.isNull() || json.isUndefined()) return;
  readEntityValue(json, maybe.emplace());
}

template <class Entity>
class EntityReader {
 public:
  EntityReader(const QJsonValue& json, Entity& entity) : object_(json.toObject()), entity_(entity) {}
  template <class Member, class... Rest>
  void operator()(const char* name, Member member, const Rest&... rest) {
    const auto found = object_.constFind(QLatin1String(name));
    if (found != object_.constEnd()) readEntityValue(found.value(), entity_.*member);
    if constexpr (sizeof...(rest) > 0) (*this)(rest...);
  }

 private:
  const QJsonObject object_;
  Entity& entity_;
};

template <HasFields T>
void readEntityValue(const QJsonValue& json, T& value) {
  EntityReader<T> reader(json, value);
  fields(reader, static_cast<const T*>(nullptr));
}

}  // namespace

template <class Entity>
std::string entityToJson(const Entity& entity) {
  std::string text;
  text.reserve(512);
  writeEntityValue(text, entity);
  return text;
}

template <class Entity>
Result<Entity> entityFromJson(const std::string& text) {
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
  if (!document.isObject())
    return failure(ErrorKind::Corrupt, "document_damaged", "An object of the sandbox cannot be read",
                   "its text is not a JSON object", "Begin with a new file of the sandbox");
  Entity entity{};
  readEntityValue(QJsonValue(document.object()), entity);
  return entity;
}

#define BILLING_ENTITY_JSON(Entity)                 \
  template std::string entityToJson(const Entity&); \
  template Result<Entity> entityFromJson(const std::string&)
BILLING_ENTITY_JSON(Product);
BILLING_ENTITY_JSON(Price);
BILLING_ENTITY_JSON(Customer);
BILLING_ENTITY_JSON(PaymentMethod);
BILLING_ENTITY_JSON(Subscription);
BILLING_ENTITY_JSON(GrantedDiscount);
BILLING_ENTITY_JSON(Discount);
BILLING_ENTITY_JSON(PromotionCode);
BILLING_ENTITY_JSON(Invoice);
BILLING_ENTITY_JSON(InvoiceItem);
BILLING_ENTITY_JSON(Payment);
BILLING_ENTITY_JSON(Charge);
BILLING_ENTITY_JSON(Refund);
BILLING_ENTITY_JSON(Dispute);
BILLING_ENTITY_JSON(CreditNote);
BILLING_ENTITY_JSON(Checkout);
BILLING_ENTITY_JSON(PortalSession);
BILLING_ENTITY_JSON(Meter);
BILLING_ENTITY_JSON(UsageEvent);
BILLING_ENTITY_JSON(CreditEntitlement);
BILLING_ENTITY_JSON(CreditGrant);
BILLING_ENTITY_JSON(CreditEntry);
BILLING_ENTITY_JSON(TestClock);
BILLING_ENTITY_JSON(Endpoint);
BILLING_ENTITY_JSON(Event);
BILLING_ENTITY_JSON(Delivery);
BILLING_ENTITY_JSON(KeptAnswer);
BILLING_ENTITY_JSON(Plain);
#undef BILLING_ENTITY_JSON

}  // namespace billing::sandbox
