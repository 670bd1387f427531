// The Stripe face over a ledger in memory: calls in, objects out, and what was told of it.
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <memory>
#include <utility>

#include "sandbox/engine/engine.h"
#include "sandbox/faces/face.h"

namespace billing::sandbox::test {

struct Got {
  int status = 0;
  QJsonObject body;

  /// "error.code", "data.0.id": a text, or a number as one; "null" and "true" as such; empty when there is none.
  [[nodiscard]] QString at(const char* path) const {
    QJsonValue value = body;
    for (const QString& part : QString::fromLatin1(path).split(u'.'))
      value = value.isArray() ? value.toArray().at(part.toInt()) : value.toObject().value(part);
    if (value.isString()) return value.toString();
    if (value.isNull()) return QStringLiteral("null");
    return value.isUndefined() ? QString() : value.toVariant().toString();
  }
  [[nodiscard]] std::string id() const { return at("id").toStdString(); }
};

class StripeBench {
 public:
  explicit StripeBench(const char* now = "2027-01-15T10:00:00Z")
      : clock(*fromIso8601(now)),
        ledger(std::move(*Ledger::open(""))),
        engine(*ledger, clock, [this](const Happening& happening) { hear(happening); }),
        face(makeStripeFace(engine, {})) {}

  Got call(const char* method, const std::string& path, const std::string& parameters = {}) {
    Call call;
    call.method = method;
    call.path = path;
    const bool inQuery = call.method != "POST";
    (inQuery ? call.query : call.body) = parameters;
    call.fields = {{"Authorization", std::string("Bearer sk_") + "test_bench0123456789"}};
    call.base = "http://127.0.0.1:4010";
    const auto answer = face->answer(call);
    return {answer.status, QJsonDocument::fromJson(QByteArray::fromStdString(answer.body)).object()};
  }
  Got post(const std::string& path, const std::string& form = {}) { return call("POST", path, form); }
  Got get(const std::string& path, const std::string& query = {}) { return call("GET", path, query); }

  /// The types that were told since the last time, in their order, with blanks between.
  QString told() { return std::exchange(types, {}).join(u' '); }

  ManualClock clock;
  std::unique_ptr<Ledger> ledger;
  QStringList types;
  QList<QJsonObject> objects;  ///< of those events

 private:
  void hear(const Happening& happening) {
    for (const Spoken& spoken : face->speak(happening)) {
      types << QString::fromStdString(spoken.type);
      objects << QJsonDocument::fromJson(QByteArray::fromStdString(spoken.body)).object();
    }
  }

 public:
  Engine engine;
  std::unique_ptr<Face> face;
};

}  // namespace billing::sandbox::test
