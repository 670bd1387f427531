// What Stripe answers when it does not do what was asked: status and the object {error: {...}}.
#pragma once

#include <QJsonObject>
#include <string>
#include <tl/expected.hpp>

#include "support/result.h"

namespace billing::sandbox::stripe {

struct Refusal {
  int status = 400;
  std::string type = "invalid_request_error";
  std::string code, message, param, declineCode;
  QJsonObject more;  ///< charge, payment_intent, ...
};

using Reply = tl::expected<QJsonObject, Refusal>;

[[nodiscard]] tl::unexpected<Refusal> refuse(Refusal refusal);
/// 400 with a message of one's own; code may be empty.
[[nodiscard]] Refusal invalid(std::string message, std::string param = {}, std::string code = {});
[[nodiscard]] Refusal missingParameter(const std::string& param);
[[nodiscard]] Refusal unknownParameter(const std::string& param);
[[nodiscard]] Refusal badInteger(const std::string& param, const std::string& value);
/// "No such customer: 'cus_x'": 404 for the object that the path names, 400 for one named by a parameter.
[[nodiscard]] Refusal noSuch(const std::string& kind, const std::string& id, const std::string& param,
                             int status = 404);
/// 402 in the words of the decline code.
[[nodiscard]] Refusal cardRefusal(const std::string& code, const std::string& declineCode, const std::string& message);
/// What the engine refused, in Stripe's words.
[[nodiscard]] Refusal refusalOf(const Error& error);
[[nodiscard]] QJsonObject errorBody(const Refusal& refusal);

}  // namespace billing::sandbox::stripe
