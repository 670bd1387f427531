// What a palette cannot say: corners, hairlines, header and tab manners. Short on purpose.
#pragma once

#include <QFont>
#include <QString>

#include "ui/theme/tokens.h"

namespace billing::ui {

/// Sizes follow `font`; build it anew when the font changes.
[[nodiscard]] QString styleSheetFor(const Tokens& tokens, const QFont& font);

}  // namespace billing::ui
