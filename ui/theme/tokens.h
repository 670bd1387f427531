// The colours of the program in one place, by what they mean. Values and their contrast are those of the look's token
// table.
#pragma once

#include <QColor>
#include <QPalette>
#include <QVector>

namespace billing::ui {

/// Colour by meaning, for delegates and badges.
enum class Tone { Neutral, Muted, Accent, Success, Warning, Danger, Info };

struct Tokens {
  bool dark = false;
  QColor window, surface, selected, hover, hairline;
  QColor text, muted, accent, onAccent;
  QColor success, warning, danger, info;
  QColor testBand, onTestBand, liveBand, onLiveBand;
  QVector<QColor> series;  ///< charts: told apart by lightness too, so that they hold in grey

  [[nodiscard]] QColor tone(Tone tone) const;
  /// The quiet ground behind a badge or banner of that tone.
  [[nodiscard]] QColor tint(Tone tone) const;
};

[[nodiscard]] const Tokens& lightTokens();
[[nodiscard]] const Tokens& darkTokens();
/// The tokens that a widget's palette was made of: no widget needs to be told of the theme.
[[nodiscard]] const Tokens& tokensFor(const QPalette& palette);
[[nodiscard]] QPalette paletteFor(const Tokens& tokens);

/// WCAG 2.1 contrast of two opaque colours, 1 to 21.
[[nodiscard]] double contrastRatio(const QColor& a, const QColor& b);
/// `over` laid upon `ground` with an opacity of 0 to 1.
[[nodiscard]] QColor mixed(const QColor& over, const QColor& ground, double opacity);

}  // namespace billing::ui
