#include "reports/pdf/textmeasure.h"

#include "reports/pdf/pangotext.h"

namespace billing::reports {

struct TextMeasure::Inner {
  explicit Inner(const QString& language)
      : surface(cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, nullptr), &cairo_surface_destroy),
        cairo(cairo_create(surface.get()), &cairo_destroy),
        text(cairo.get(), language) {}
  std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface;
  std::unique_ptr<cairo_t, void (*)(cairo_t*)> cairo;
  PangoText text;
};

TextMeasure::TextMeasure(const QString& language) : inner_(std::make_unique<Inner>(language)) {}
TextMeasure::~TextMeasure() = default;

double TextMeasure::height(const QString& text, const TextStyle& style, double width) const {
  return style.size * kLinePitch * pango_layout_get_line_count(inner_->text.layout(text, style, width).get());
}

double TextMeasure::width(const QString& text, const TextStyle& style) const {
  int wide = 0;
  pango_layout_get_size(inner_->text.layout(text, style, 0).get(), &wide, nullptr);
  return static_cast<double>(wide) / PANGO_SCALE;
}

}  // namespace billing::reports
