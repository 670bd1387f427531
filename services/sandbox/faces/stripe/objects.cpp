#include "sandbox/faces/stripe/objects.h"

#include <QJsonArray>

#include "sandbox/faces/stripe/json.h"

namespace billing::sandbox::stripe {
namespace {

// Stripe goes no deeper.
constexpr std::size_t deepestExpansion = 5;

std::vector<std::string> expandParts(const std::string& path) {
  std::vector<std::string> parts{""};
  for (const char c : path) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

}  // namespace

struct Objects::Step {
  const std::vector<std::string>& parts;
  std::size_t at = 0;
  std::string field = {};
  [[nodiscard]] bool done() const { return at == parts.size(); }
};

std::optional<QJsonObject> Objects::draw(const std::string& kind, const std::string& id) const {
  const auto found = draws_.find(kind);
  return found == draws_.end() ? std::nullopt : found->second(id);
}

bool Objects::expandable(const std::string& path) const {
  const auto name = expandParts(path).back();
  if (kinds_.contains(name)) return true;
  for (const auto& include : includes_)
    if (include.first.second == name) return true;
  return false;
}

QJsonValue Objects::drawn(const std::string& field, const std::string& id) const {
  const auto kind = kinds_.find(field);
  if (kind == kinds_.end()) return QJsonValue::Undefined;
  const auto object = draw(kind->second, id);
  return object ? QJsonValue(*object) : QJsonValue(qtext(id));
}

// Ids become objects, lists are walked, objects are entered.
bool Objects::into(QJsonValue& value, Step step) const {
  if (value.isArray()) {
    auto array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
      QJsonValue entry = array.at(i);
      if (!into(entry, step)) return false;
      array[i] = entry;
    }
    value = array;
    return true;
  }
  if (value.isString()) value = drawn(step.field, value.toString().toStdString());
  if (value.isNull()) return true;
  if (!value.isObject()) return false;
  if (step.done()) return true;
  auto object = value.toObject();
  if (!field(object, step)) return false;
  value = object;
  return true;
}

bool Objects::field(QJsonObject& object, Step step) const {
  const auto name = step.parts[step.at];
  const auto key = qtext(name);
  if (!object.contains(key)) {
    const auto made = includes_.find({object.value(QLatin1String("object")).toString().toStdString(), name});
    if (made == includes_.end()) return false;
    object.insert(key, made->second(object.value(QLatin1String("id")).toString().toStdString()));
  }
  QJsonValue value = object.value(key);
  if (!into(value, {step.parts, step.at + 1, name})) return false;
  object.insert(key, value);
  return true;
}

std::optional<Refusal> Objects::expand(QJsonObject& answer, const std::vector<std::string>& paths) const {
  for (const auto& path : paths) {
    const auto parts = expandParts(path);
    if (parts.size() > deepestExpansion)
      return invalid("You cannot expand more than 4 levels of a property. Property: " + path, "expand");
    if (!field(answer, {parts})) return invalid("This property cannot be expanded (" + path + ").", "expand");
  }
  return std::nullopt;
}

}  // namespace billing::sandbox::stripe
