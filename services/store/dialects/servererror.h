// What the two servers have in common when they refuse: the words, by what a person or a program can do about it.
#pragma once

#include <QSqlError>
#include <string>

#include "support/result.h"

namespace billing::store {

enum class ServerRefusal {
  Unreachable,  ///< nobody answers, or the connection broke
  WrongPassword,
  NoSuchDatabase,
  NoRights,     ///< to connect, or to do this
  TlsRequired,  ///< by the server
  TlsMissing,   ///< asked for by the profile, not offered by the server
  Full,
  Busy,  ///< another console holds what is needed
  Withdrawn,
  Other,
};

/// `text` is the server's own, which becomes the reason.
[[nodiscard]] Error serverError(ServerRefusal refusal, std::string what, std::string text);

}  // namespace billing::store
