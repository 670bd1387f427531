// How a state is shown: a word as people say it, a tone, and an icon where it helps. The same word looks the same
// everywhere.
#pragma once

#include <QString>

#include "ui/theme/tokens.h"

namespace billing::ui {

struct StatusLook {
  Tone tone = Tone::Muted;
  QString icon;  ///< empty: the dot is enough
  QString word;  ///< "past due"
};

/// States of events, subscriptions, payments and invoices, and verdicts; an unknown word is shown as it is, quietly.
[[nodiscard]] StatusLook statusLook(const QString& status);

}  // namespace billing::ui
