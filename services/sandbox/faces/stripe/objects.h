// Every kind of object by its name in the API: how one is drawn, and which fields of an answer can be expanded.
#pragma once

#include <QJsonObject>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sandbox/faces/stripe/refusal.h"

namespace billing::sandbox::stripe {

class Objects {
 public:
  /// The object as it is now, also a deleted one (events tell of those whole); nullopt when there never was one.
  using Draw = std::function<std::optional<QJsonObject>(const std::string& id)>;
  /// A field that an answer holds only when it is asked for: a customer's `subscriptions`.
  using Include = std::function<QJsonValue(const std::string& ownerId)>;

  void add(const std::string& kind, Draw draw) { draws_[kind] = std::move(draw); }
  /// `field` holds ids of that kind wherever it occurs.
  void field(const std::string& name, const std::string& kind) { kinds_[name] = kind; }
  void include(const std::string& kind, const std::string& field, Include make) {
    includes_[{kind, field}] = std::move(make);
  }

  /// Whether anything can be expanded under that name: asked before something is done.
  [[nodiscard]] bool expandable(const std::string& path) const;
  [[nodiscard]] std::optional<QJsonObject> draw(const std::string& kind, const std::string& id) const;
  /// Puts the objects in the place of their ids along "data.customer"; 400 where nothing can be expanded.
  [[nodiscard]] std::optional<Refusal> expand(QJsonObject& answer, const std::vector<std::string>& paths) const;

 private:
  struct Step;
  [[nodiscard]] bool into(QJsonValue& value, Step step) const;
  [[nodiscard]] bool field(QJsonObject& object, Step step) const;
  [[nodiscard]] QJsonValue drawn(const std::string& field, const std::string& id) const;

  std::map<std::string, Draw> draws_;
  std::map<std::string, std::string> kinds_;
  std::map<std::pair<std::string, std::string>, Include> includes_;
};

}  // namespace billing::sandbox::stripe
