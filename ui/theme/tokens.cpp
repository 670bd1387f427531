#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace billing::ui {

namespace {

Tokens makeLight() {
  Tokens t;
  t.window = QColor(0xF6, 0xF7, 0xF9);
  t.surface = QColor(0xFF, 0xFF, 0xFF);
  t.selected = QColor(0xED, 0xF2, 0xFF);
  t.hover = QColor(0xF3, 0xF5, 0xF8);
  t.hairline = QColor(0xD9, 0xDE, 0xE5);
  t.text = QColor(0x1B, 0x1F, 0x24);
  t.muted = QColor(0x57, 0x60, 0x6A);
  t.accent = QColor(0x2F, 0x5B, 0xEA);
  t.onAccent = QColor(0xFF, 0xFF, 0xFF);
  t.success = QColor(0x1A, 0x7F, 0x37);
  t.warning = QColor(0x8A, 0x5A, 0x00);
  t.danger = QColor(0xC2, 0x20, 0x2B);
  t.info = QColor(0x08, 0x60, 0xC4);
  t.series = {QColor(0x2F, 0x5B, 0xEA), QColor(0x12, 0x8A, 0x7D), QColor(0xB4, 0x5F, 0x06), QColor(0x8E, 0x3F, 0xB0),
              QColor(0x6B, 0x8E, 0x23), QColor(0xC2, 0x3A, 0x6B), QColor(0x3D, 0x4A, 0x5C), QColor(0x86, 0xA8, 0xFF)};
  return t;
}

Tokens makeDark() {
  Tokens t;
  t.dark = true;
  t.window = QColor(0x14, 0x17, 0x1C);
  t.surface = QColor(0x1C, 0x21, 0x28);
  t.selected = QColor(0x22, 0x30, 0x52);
  t.hover = QColor(0x23, 0x29, 0x32);
  t.hairline = QColor(0x34, 0x3B, 0x45);
  t.text = QColor(0xE6, 0xEA, 0xF0);
  t.muted = QColor(0x9B, 0xA5, 0xB1);
  t.accent = QColor(0x8A, 0xB0, 0xFF);
  t.onAccent = QColor(0x14, 0x17, 0x1C);
  t.success = QColor(0x4A, 0xC2, 0x6B);
  t.warning = QColor(0xE3, 0xB3, 0x41);
  t.danger = QColor(0xFF, 0x80, 0x78);
  t.info = QColor(0x6C, 0xB6, 0xFF);
  t.series = {QColor(0x8A, 0xB0, 0xFF), QColor(0x4F, 0xC7, 0xB5), QColor(0xF0, 0xA3, 0x4E), QColor(0xC9, 0x93, 0xE8),
              QColor(0xB4, 0xD1, 0x62), QColor(0xF2, 0x88, 0xAF), QColor(0x9B, 0xA5, 0xB1), QColor(0x4D, 0x6F, 0xC9)};
  return t;
}

Tokens withBands(Tokens t) {
  t.testBand = QColor(0xF2, 0xC9, 0x4C);
  t.onTestBand = QColor(0x1B, 0x1F, 0x24);
  t.liveBand = QColor(0xB4, 0x23, 0x18);
  t.onLiveBand = QColor(0xFF, 0xFF, 0xFF);
  return t;
}

double luminance(const QColor& color) {
  const auto linear = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

void setDisabled(QPalette& palette, const Tokens& t) {
  const QColor faint = mixed(t.muted, t.surface, 0.75);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
    palette.setColor(QPalette::Disabled, role, faint);
  palette.setColor(QPalette::Disabled, QPalette::Highlight, t.hairline);
}

}  // namespace

const Tokens& lightTokens() {
  static const Tokens tokens = withBands(makeLight());
  return tokens;
}

const Tokens& darkTokens() {
  static const Tokens tokens = withBands(makeDark());
  return tokens;
}

const Tokens& tokensFor(const QPalette& palette) {
  // The link colour is the one that a style sheet never changes behind our back for a single widget.
  return palette.color(QPalette::Active, QPalette::Link) == darkTokens().accent ? darkTokens() : lightTokens();
}

QPalette paletteFor(const Tokens& t) {
  QPalette p;
  p.setColor(QPalette::Window, t.window);
  p.setColor(QPalette::WindowText, t.text);
  p.setColor(QPalette::Base, t.surface);
  p.setColor(QPalette::AlternateBase, t.window);
  p.setColor(QPalette::Text, t.text);
  p.setColor(QPalette::PlaceholderText, t.muted);
  p.setColor(QPalette::Button, t.surface);
  p.setColor(QPalette::ButtonText, t.text);
  p.setColor(QPalette::BrightText, t.danger);
  p.setColor(QPalette::Highlight, t.accent);
  p.setColor(QPalette::HighlightedText, t.onAccent);
  p.setColor(QPalette::Link, t.accent);
  p.setColor(QPalette::LinkVisited, t.accent);
  p.setColor(QPalette::ToolTipBase, t.surface);
  p.setColor(QPalette::ToolTipText, t.text);
  p.setColor(QPalette::Light, mixed(t.surface, t.hairline, 0.5));
  p.setColor(QPalette::Midlight, t.hover);
  p.setColor(QPalette::Mid, t.hairline);
  p.setColor(QPalette::Dark, mixed(t.muted, t.hairline, 0.4));
  p.setColor(QPalette::Shadow, t.hairline);
  setDisabled(p, t);
  return p;
}

QColor Tokens::tone(Tone tone) const {
  switch (tone) {
    case Tone::Neutral:
      return text;
    case Tone::Muted:
      return muted;
    case Tone::Accent:
      return accent;
    case Tone::Success:
      return success;
    case Tone::Warning:
      return warning;
    case Tone::Danger:
      return danger;
    case Tone::Info:
      return info;
  }
  return text;
}

QColor Tokens::tint(Tone wanted) const {
  return mixed(tone(wanted), surface, dark ? 0.16 : 0.08);
}

double contrastRatio(const QColor& a, const QColor& b) {
  const double first = luminance(a);
  const double second = luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor& over, const QColor& ground, double opacity) {
  const auto part = [opacity](int top, int below) {
    return static_cast<int>(std::lround(top * opacity + below * (1 - opacity)));
  };
  return {part(over.red(), ground.red()), part(over.green(), ground.green()), part(over.blue(), ground.blue())};
}

}  // namespace billing::ui
