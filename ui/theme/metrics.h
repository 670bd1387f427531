// Sizes in font units: a step is a quarter of a line's height, 4 px at the usual 16 px line. Nothing is a fixed pixel.
#pragma once

#include <QFont>
#include <QFontMetrics>
#include <QWidget>

namespace billing::ui {

/// `steps` of the spacing scale (1, 2, 3, 4, 6 stand for 4, 8, 12, 16, 24 px).
[[nodiscard]] int space(const QFontMetrics& metrics, double steps);
[[nodiscard]] int space(const QWidget* widget, double steps);
/// `count` average characters wide.
[[nodiscard]] int chars(const QWidget* widget, double count);

/// Height of a table row, dense but with air.
[[nodiscard]] int rowHeight(const QFontMetrics& metrics);
/// Corner radius, 6 px at the usual line height.
[[nodiscard]] double cornerRadius(const QFontMetrics& metrics);

/// One size for text; one larger for pane titles and key figures; one smaller for captions.
[[nodiscard]] QFont titleFont(const QFont& base);
[[nodiscard]] QFont figureFont(const QFont& base);
[[nodiscard]] QFont captionFont(const QFont& base);
[[nodiscard]] QFont strongFont(const QFont& base);
/// For ids and bytes. All our faces have tabular figures.
[[nodiscard]] QFont monospaceFont(const QFont& base);

}  // namespace billing::ui
