// An answer as it goes over the wire.
#pragma once

#include <string>
#include <string_view>

#include "http/message.h"

namespace billing::http {

/// Status line, fields and body. With `withBody` false (HEAD) the length is told but the body left out. `date` is an
/// IMF-fixdate.
[[nodiscard]] std::string answerText(const Answer& answer, bool keepAlive, bool withBody, std::string_view date);

/// {"error":{"code":"...","message":"..."}}
[[nodiscard]] Answer errorAnswer(int status, std::string_view code, std::string_view message, Fields fields = {});

/// RFC 9110 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
[[nodiscard]] std::string httpDate(std::int64_t secondsSince1970);

}  // namespace billing::http
