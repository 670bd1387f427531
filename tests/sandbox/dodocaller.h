// Calls Dodo's face as a client would, without a socket.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <deque>

#include "sandbox/engine/engine.h"
#include "sandbox/faces/face.h"

namespace billing::sandbox {

using namespace Qt::Literals::StringLiterals;

struct Answered {
  int status = 0;
  QJsonObject json;
  CallAnswer raw;

  [[nodiscard]] QString code() const { return json["code"_L1].toString(); }
  [[nodiscard]] QString message() const { return json["message"_L1].toString(); }
  [[nodiscard]] QString text(const char* name) const { return json[QLatin1String(name)].toString(); }
  [[nodiscard]] qint64 number(const char* name) const { return json[QLatin1String(name)].toInteger(); }
  [[nodiscard]] QJsonArray items() const { return json["items"_L1].toArray(); }
};

/// Bodies are written with ' for ".
/// A sandbox's ledger, engine and Dodo's face on 2026-01-31, with a monthly product and a yearly one.
class DodoCaller {
 public:
  explicit DodoCaller(FaceOptions options = {}) : face(makeDodoFace(engine, options)) {}

  Answered send(const char* method, const QString& target, const QString& body = {}, const char* key = "dodo_test") {
    Call call;
    call.method = method;
    call.path = target.section(u'?', 0, 0).toStdString();
    call.query = target.section(u'?', 1).toStdString();
    call.body = QString(body).replace(u'\'', u'"').toStdString();
    call.base = "http://127.0.0.1:4010";
    if (key != nullptr) call.fields.push_back({"authorization", std::string("Bearer ") + key});
    Answered answered;
    answered.raw = face->answer(call);
    answered.status = answered.raw.status;
    answered.json = QJsonDocument::fromJson(QByteArray::fromStdString(answered.raw.body)).object();
    return answered;
  }
  Answered get(const QString& target) { return send("GET", target); }
  Answered post(const QString& target, const QString& body = {}) { return send("POST", target, body); }
  Answered patch(const QString& target, const QString& body) { return send("PATCH", target, body); }

  QString product(int cents, const char* interval = "Month", const char* more = "") {
    return post("/products"_L1,
                QStringLiteral("{'name':'Plan %1','tax_category':'saas','price':{'type':'recurring_price',"
                               "'currency':'USD','price':%1,'payment_frequency_count':1,"
                               "'payment_frequency_interval':'%2','subscription_period_count':10,"
                               "'subscription_period_interval':'Year'%3}}")
                    .arg(cents)
                    .arg(QLatin1String(interval), QLatin1String(more)))
        .text("product_id");
  }
  QString oneOff(int cents) {
    return post("/products"_L1, QStringLiteral("{'name':'Once','tax_category':'saas','price':"
                                               "{'type':'one_time_price','currency':'USD','price':%1}}")
                                    .arg(cents))
        .text("product_id");
  }
  QString customer(const char* email = "ada@example.com") {
    return post("/customers"_L1, QStringLiteral("{'email':'%1','name':'Ada'}").arg(QLatin1String(email)))
        .text("customer_id");
  }
  QString card(const QString& customerId, const char* number = "4242424242424242") {
    const auto added = engine.addCard(customerId.toStdString(), number);
    return added ? QString::fromStdString((*added)->id) : QString();
  }
  /// An active subscription that was paid with a card on file.
  QString subscription(const QString& customerId, const QString& productId, const QString& cardId,
                       const char* more = "") {
    return post("/subscriptions"_L1, order(customerId, productId, cardId, more)).text("subscription_id");
  }
  static QString order(const QString& customerId, const QString& productId, const QString& cardId,
                       const char* more = "") {
    const QString card = cardId.isEmpty() ? QString() : QStringLiteral(",'payment_method_id':'%1'").arg(cardId);
    return QStringLiteral(
               "{'billing':{'country':'US'},'customer':{'customer_id':'%1'},'product_id':'%2',"
               "'quantity':1%3%4}")
        .arg(customerId, productId, card, QLatin1String(more));
  }
  void days(int count) { advanceTo({engine.now().ms + count * 86'400'000LL}); }
  void advanceTo(Instant to) {
    if (auto moved = engine.advance(to); !moved) qFatal("%s", describe(moved.error()).c_str());
  }

  /// The types that were told since the last call, in their order.
  QStringList told() {
    QStringList types;
    for (; !happenings.empty(); happenings.pop_front())
      for (const Spoken& one : face->speak(happenings.front())) {
        types << QString::fromStdString(one.type);
        events.push_back({"evt_" + std::to_string(events.size()),
                          one.type,
                          one.objectKind,
                          one.objectId,
                          one.body,
                          {},
                          {},
                          Provider::Dodo,
                          engine.now()});
      }
    return types;
  }
  QJsonObject delivered(const Event& event) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(face->body(event))).object();
  }

  ManualClock clock{*fromIso8601("2026-01-31T10:00:00Z")};
  std::unique_ptr<Ledger> ledger = *Ledger::open("");
  std::deque<Happening> happenings;
  std::vector<Event> events;
  Engine engine{*ledger, clock, [this](const Happening& one) { happenings.push_back(one); }};
  std::unique_ptr<Face> face;
};

}  // namespace billing::sandbox
