// The two shapes of a request to Stripe.
#pragma once

#include <string>
#include <utility>

#include "providers/providervalues.h"
#include "providers/request/build.h"
#include "providers/stripe/formencoding.h"

namespace billing::providers::stripe {

[[nodiscard]] inline ApiRequest formRequest(std::string path, const FormValue& parameters, const std::string& key,
                                            std::string what) {
  ApiRequest request;
  request.method = "POST";
  request.path = std::move(path);
  request.body = encodeForm(parameters);
  request.contentType = "application/x-www-form-urlencoded";
  request.idempotencyKey = key;
  request.what = std::move(what);
  return request;
}

[[nodiscard]] inline ApiRequest formQuery(std::string path, const FormValue& parameters, std::string what) {
  return getRequest(std::move(path), encodeForm(parameters), std::move(what));
}

/// "/v1/subscriptions/sub_1".
[[nodiscard]] inline std::string pathOf(const char* collection, const std::string& id) {
  return std::string("/v1/") + collection + '/' + encodePathPiece(id);
}

[[nodiscard]] inline FormValue expanding(std::initializer_list<const char*> fields) {
  FormValue list;
  for (const char* field : fields) list.add(FormValue(field));
  return list;
}

/// "eur": Stripe writes currencies small.
[[nodiscard]] inline std::string lowerCode(const Currency& currency) {
  std::string code(currency.code());
  for (char& c : code) c = static_cast<char>(c - 'A' + 'a');
  return code;
}

/// Absent when there is none.
[[nodiscard]] inline FormValue formOf(const Metadata& metadata) {
  FormValue form;
  for (const auto& [key, value] : metadata) form.set(key, FormValue(value));
  return form;
}

}  // namespace billing::providers::stripe
