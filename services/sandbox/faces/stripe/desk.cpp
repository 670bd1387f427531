#include "sandbox/faces/stripe/desk.h"

#include <algorithm>
#include <cctype>

namespace billing::sandbox::stripe {
namespace {

std::string extrasId(const std::string& id) {
  return "extras:" + id;
}

bool isListOf(const Param& param) {
  return std::all_of(param.inner.begin(), param.inner.end(), [](const auto& entry) {
    return std::all_of(entry.first.begin(), entry.first.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
  });
}

}  // namespace

QJsonValue jsonOf(const Param& param) {
  if (param.inner.empty()) {
    if (param.text == "true" || param.text == "false") return param.text == "true";
    return orNull(param.text);
  }
  if (isListOf(param)) {
    QJsonArray list;
    for (const auto& entry : param.inner) list.append(jsonOf(entry.second));
    return list;
  }
  QJsonObject object;
  for (const auto& [name, below] : param.inner) object.insert(qtext(name), jsonOf(below));
  return object;
}

void readExtras(const Reader& in, std::string_view names, QJsonObject& extras) {
  while (!names.empty()) {
    const auto space = names.find(' ');
    const auto name = names.substr(0, space);
    if (const auto* param = in.params().find(name)) extras.insert(qtext(name), jsonOf(*param));
    names.remove_prefix(space == std::string_view::npos ? names.size() : space + 1);
  }
}

QJsonObject deletedStub(const std::string& kind, const std::string& id) {
  return Json()("object", kind)("id", id)("deleted", true);
}

QJsonObject Desk::extras(const std::string& id) const {
  const auto* kept = ledger.plain.find(extrasId(id));
  return kept ? objectFrom(kept->body) : QJsonObject{};
}

void Desk::keepExtras(const std::string& id, const QJsonObject& changed) {
  if (changed.isEmpty()) return;
  auto all = extras(id);
  for (auto it = changed.begin(); it != changed.end(); ++it) all.insert(it.key(), it.value());
  if (auto* kept = ledger.plain.find(extrasId(id))) {
    kept->body = textOf(all);
    ledger.plain.touch(kept->id);
    return;
  }
  ledger.plain.add({extrasId(id), "extras", textOf(all), engine.now()});
}

QJsonObject Desk::withExtras(const std::string& id, QJsonObject drawn) const {
  const auto kept = extras(id);
  for (auto it = kept.begin(); it != kept.end(); ++it) drawn.insert(it.key(), it.value());
  return drawn;
}

const std::vector<const Subscription*>& Desk::subscriptionsOf(const std::string& customer) const {
  const auto& rows = ledger.subscriptions.all();
  for (; indexed_ < rows.size(); ++indexed_) byCustomer_[rows[indexed_]->customer].push_back(rows[indexed_].get());
  static const std::vector<const Subscription*> none;
  const auto found = byCustomer_.find(customer);
  return found == byCustomer_.end() ? none : found->second;
}

const std::vector<Plain*>& Desk::plainOf(const std::string& kind) const {
  const auto& rows = ledger.plain.all();
  for (; plainSeen_ < rows.size(); ++plainSeen_) plainByKind_[rows[plainSeen_]->kind].push_back(rows[plainSeen_].get());
  return plainByKind_[kind];
}

Reply Desk::draw(const std::string& kind, const std::string& id) const {
  if (auto drawn = objects.draw(kind, id)) return std::move(*drawn);
  return refuse(noSuch(kind, id, "id"));
}

}  // namespace billing::sandbox::stripe
