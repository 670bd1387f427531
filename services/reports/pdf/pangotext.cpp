#include "reports/pdf/pangotext.h"

#include <algorithm>

namespace billing::reports {
namespace {

// One face for each writing, in the order of preference; the first that has a letter is taken.
constexpr auto kFaces =
    "Noto Sans, Noto Sans Arabic, Noto Sans Hebrew, Noto Sans CJK JP, Droid Sans Fallback, DejaVu Sans, Sans";

struct FontDeleter {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

}  // namespace

PangoText::PangoText(cairo_t* surface, const QString& language) : context_(pango_cairo_create_context(surface)) {
  pango_cairo_context_set_resolution(context_.get(), 72);
  pango_context_set_language(context_.get(), pango_language_from_string(language.toLatin1().constData()));
  // Widths as they are drawn at any size: pages look the same on the screen and on paper.
  const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> exact(cairo_font_options_create(),
                                                                                     &cairo_font_options_destroy);
  cairo_font_options_set_hint_style(exact.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(exact.get(), CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(context_.get(), exact.get());
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
}

PangoLayoutPtr PangoText::layout(const QString& text, const TextStyle& style, double width) const {
  PangoLayoutPtr made(pango_layout_new(context_.get()));
  const std::unique_ptr<PangoFontDescription, FontDeleter> font(pango_font_description_from_string(kFaces));
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(made.get(), font.get());
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  if (width > 0) pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
  const QByteArray bytes = text.toUtf8();
  pango_layout_set_text(made.get(), bytes.constData(), static_cast<int>(bytes.size()));
  return made;
}

}  // namespace billing::reports
