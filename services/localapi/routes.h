// Every path of the local API: who may ask it, and who answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "localapi/apicall.h"

namespace billing::localapi {

enum class Access { Token, Open };
enum class Content { None, Json, Form };

struct ApiRoute {
  std::string_view method;
  std::string_view path;  ///< "/checkout/{id}": {id} stands for the rest of the path, without "/"
  Access access = Access::Token;
  Content content = Content::None;  ///< what the body is
  void (*handle)(const CallPtr& call) = nullptr;
};

[[nodiscard]] const std::vector<ApiRoute>& apiRoutes();

struct RouteMatch {
  const ApiRoute* route = nullptr;  ///< nullptr: no such path, or not with this method
  std::string tail;
  std::string allowed;  ///< methods of the path, for Allow; empty when there is no such path
};
[[nodiscard]] RouteMatch matchRoute(std::string_view method, std::string_view path);

}  // namespace billing::localapi
