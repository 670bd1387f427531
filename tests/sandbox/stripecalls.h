// The Stripe face without a socket: a ledger in memory, a clock moved by hand, every event kept as it was told.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <memory>
#include <string>
#include <vector>

#include "sandbox/faces/face.h"

namespace billing::sandbox::tests {

inline std::string testKey(const char* kind = "sk") {
  return std::string(kind) + "_test_" + "invented0001";
}

struct Answered {
  int status = 0;
  QJsonObject body;
  http::Fields fields;

  [[nodiscard]] QJsonValue at(const char* path) const { return within(body, path); }
  [[nodiscard]] std::string text(const char* path) const { return at(path).toString().toStdString(); }
  [[nodiscard]] qint64 number(const char* path) const { return at(path).toInteger(-1); }
  [[nodiscard]] std::string field(const char* name) const {
    for (const auto& field : fields)
      if (http::equalsIgnoringCase(field.name, name)) return field.value;
    return {};
  }
  [[nodiscard]] std::string code() const { return text("error.code"); }

  /// "items.data.0.price.id"
  [[nodiscard]] static QJsonValue within(QJsonValue value, const char* path) {
    for (const auto& part : QString::fromUtf8(path).split(u'.'))
      value = value.isArray() ? value.toArray().at(part.toInt()) : value.toObject().value(part);
    return value;
  }
};

class StripeBench {
 public:
  explicit StripeBench(const char* now = "2026-01-31T12:00:00Z", FaceOptions options = {})
      : clock(*fromIso8601(now)),
        ledger(*Ledger::open("")),
        engine(*ledger, clock, [this](const Happening& happening) { hear(happening); }),
        face(makeStripeFace(engine, options)) {}

  Answered call(const std::string& method, const std::string& path, const std::string& body = {},
                const http::Fields& more = {}) {
    Call call{method, path, {}, {{"Authorization", "Bearer " + testKey()}}, body, "http://127.0.0.1:4010"};
    if (const auto mark = path.find('?'); mark != std::string::npos) {
      call.path = path.substr(0, mark);
      call.query = path.substr(mark + 1);
    }
    for (const auto& field : more) {
      if (field.name == "Authorization") call.fields.clear();
      call.fields.push_back(field);
    }
    const auto answer = face->answer(call);
    return {answer.status, QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object(), answer.fields};
  }
  Answered post(const std::string& path, const std::string& body = {}, const http::Fields& more = {}) {
    return call("POST", path, body, more);
  }
  Answered get(const std::string& path) { return call("GET", path); }
  /// The id of what was made; empty when it was refused.
  std::string made(const std::string& path, const std::string& body = {}) { return post(path, body).text("id"); }

  std::string price(int amount = 3000, const std::string& interval = "month") {
    return made("/v1/prices", "currency=usd&unit_amount=" + std::to_string(amount) +
                                  "&recurring[interval]=" + interval + "&product_data[name]=Plan" + interval);
  }
  std::string customer(const std::string& card = "pm_card_visa", const std::string& more = {}) {
    return made("/v1/customers", "email=a%40example.com&payment_method=" + card +
                                     "&invoice_settings[default_payment_method]=" + card + more);
  }
  Answered subscribe(const std::string& customer, const std::string& price, const std::string& more = {}) {
    return post("/v1/subscriptions", "customer=" + customer + "&items[0][price]=" + price + more);
  }
  [[nodiscard]] std::vector<std::string> told() const {
    std::vector<std::string> types;
    for (const auto& event : ledger->events.all()) types.push_back(event->type);
    return types;
  }
  [[nodiscard]] bool wasTold(const std::string& type) const {
    for (const auto& event : ledger->events.all())
      if (event->type == type) return true;
    return false;
  }

  ManualClock clock;
  std::unique_ptr<Ledger> ledger;
  Engine engine;
  std::unique_ptr<Face> face;

 private:
  void hear(const Happening& happening) {
    if (!face) return;
    for (auto& spoken : face->speak(happening)) {
      Event event;
      event.id = ledger->newId("evt_");
      event.home = Provider::Stripe;
      event.type = spoken.type;
      event.objectKind = spoken.objectKind;
      event.objectId = spoken.objectId;
      event.body = spoken.body;
      event.requestId = spoken.requestId;
      event.idempotencyKey = spoken.idempotencyKey;
      event.created = engine.now();
      ledger->events.add(std::move(event));
    }
  }
};

}  // namespace billing::sandbox::tests
