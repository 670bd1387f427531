// Which function answers a method and path.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/faces/face.h"

namespace billing::sandbox {

/// The decoded parts of a path that its template names: "{id}".
class Params {
 public:
  /// Empty when the template has no such part.
  [[nodiscard]] const std::string& operator[](const std::string& name) const;
  void set(std::string name, std::string value) { values_[std::move(name)] = std::move(value); }

 private:
  std::map<std::string, std::string> values_;
};

using Handler = std::function<CallAnswer(const Call&, const Params&)>;

class Router {
 public:
  /// `path` like "/customers/{id}/wallets".
  void add(std::string method, std::string_view path, Handler handler);

  struct Match {
    const Handler* handler = nullptr;
    Params params;
    std::vector<std::string> allowed;  ///< the methods of that path when none fits: 405; empty too: 404
  };
  /// A fixed part wins over a parameter: "/checkouts/preview" over "/checkouts/{id}".
  [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> parts;
    std::size_t fixedParts = 0;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace billing::sandbox
