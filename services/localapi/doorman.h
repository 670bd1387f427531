// What is refused by the head of a request alone, and in which words.
#pragma once

#include <optional>

#include "http/message.h"
#include "localapi/routes.h"

namespace billing::localapi {

/// Of bodies, in bytes.
inline constexpr std::size_t mostBodyBytes = 65536;

/// Content-Type, Content-Encoding and announced length: 415 or 413. Whoever announces no length is measured when the
/// body is there.
[[nodiscard]] std::optional<http::Answer> judgeContent(const ApiRoute& route, const http::Head& head);

[[nodiscard]] http::Answer tooLarge();                    ///< 413
[[nodiscard]] http::Answer tooManyRequests(int seconds);  ///< 429, to come again after so long
/// "127.0.0.1" of "127.0.0.1:53122", "[::1]" of "[::1]:53122".
[[nodiscard]] std::string clientOf(const std::string& remote);

}  // namespace billing::localapi
