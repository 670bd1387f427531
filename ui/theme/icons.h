// Our own line drawings, coloured by the palette at the moment of painting: a theme switch needs no new icons.
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

#include "ui/theme/tokens.h"

namespace billing::ui {

/// `name` is a file of resources/icons without its ending. Takes the colour of text, muted when disabled.
[[nodiscard]] QIcon symbol(const QString& name);
/// The same in a tone of the palette in force.
[[nodiscard]] QIcon symbol(const QString& name, Tone tone);
/// One drawing of `size` logical pixels in a given colour; cached.
[[nodiscard]] QPixmap symbolPixmap(const QString& name, int size, const QColor& color, qreal deviceRatio);

}  // namespace billing::ui
