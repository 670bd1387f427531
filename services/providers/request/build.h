// The few shapes of a request, for both providers.
#pragma once

#include <string>
#include <utility>

#include "providers/request/jsonbody.h"
#include "providers/transport.h"

namespace billing::providers {

/// `what` is for people: "list the payments".
[[nodiscard]] inline ApiRequest getRequest(std::string path, std::string query, std::string what) {
  ApiRequest request;
  request.path = std::move(path);
  request.query = std::move(query);
  request.what = std::move(what);
  return request;
}

[[nodiscard]] inline ApiRequest jsonRequest(std::string method, std::string path, const JsonBody& body,
                                            std::string what) {
  ApiRequest request;
  request.method = std::move(method);
  request.path = std::move(path);
  request.body = body.str();
  request.contentType = "application/json";
  request.what = std::move(what);
  return request;
}

/// A write that changes nothing the second time, or nothing at all.
[[nodiscard]] inline ApiRequest repeatable(ApiRequest request) {
  request.safeToRepeat = true;
  return request;
}

}  // namespace billing::providers
