// Which handler answers which method and path, and which parameters it knows.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sandbox/faces/stripe/refusal.h"

namespace billing::sandbox::stripe {

struct Request;
using Handler = std::function<Reply(Request&)>;

class Routes {
 public:
  /// `path`: "/v1/customers/{id}/tax_ids"; a literal part wins over {...}. `known`: as firstUnknown() reads it.
  void add(std::string_view method, std::string_view path, std::string_view known, Handler handler);
  /// GET of a list: `known` and limit, starting_after, ending_before, created.
  void addList(std::string_view path, std::string_view known, Handler handler);

  struct Found {
    const Handler* handler = nullptr;  ///< null: there is no such path
    std::string_view known;
    std::vector<std::string> ids;
  };
  [[nodiscard]] Found find(std::string_view method, std::string_view path) const;

 private:
  struct Route {
    std::string method;
    std::vector<std::string> parts;
    std::string known;
    Handler handler;
  };
  std::vector<Route> routes_;
};

}  // namespace billing::sandbox::stripe
