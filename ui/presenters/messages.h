// The one place that words an error for people: what, why, what next; and the details that support wants to see.
#pragma once

#include <QString>

#include "support/result.h"

namespace billing::ui {

struct ErrorWords {
  QString what;     ///< one sentence
  QString why;      ///< one sentence; may be empty
  QString next;     ///< one sentence
  QString details;  ///< all of it with code and request id, for the clipboard; nothing in it is secret
};

[[nodiscard]] ErrorWords wordsFor(const Error& error);

}  // namespace billing::ui
