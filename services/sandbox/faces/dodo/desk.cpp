#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

namespace {

std::string extrasId(const std::string& id) {
  return "dodo_extras:" + id;
}

}  // namespace

QJsonObject Desk::extras(const std::string& id) {
  const auto* kept = ledger().plain.find(extrasId(id));
  return kept == nullptr ? QJsonObject() : jsonObjectFrom(kept->body).value_or(QJsonObject());
}

void Desk::setExtras(const std::string& id, const QJsonObject& extras) {
  auto* kept = ledger().plain.find(extrasId(id));
  if (kept == nullptr) kept = &ledger().plain.add({extrasId(id), "dodo_extras", {}, now()});
  kept->body = jsonText(extras);
  ledger().plain.touch(kept->id);
}

void Desk::mergeExtras(const std::string& id, const QJsonObject& changes) {
  QJsonObject all = extras(id);
  for (auto at = changes.begin(); at != changes.end(); ++at) all.insert(at.key(), at.value());
  setExtras(id, all);
}

CallAnswer json(const QJsonObject& object, int status) {
  return {status, jsonText(object), "application/json", {}};
}

CallAnswer items(const QJsonArray& items) {
  return json({{"items"_L1, items}});
}

CallAnswer nothing(int status) {
  return {status, {}, "text/plain; charset=utf-8", {}};
}

}  // namespace billing::sandbox::dodo
