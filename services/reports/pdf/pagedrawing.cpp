#include "reports/pdf/pagedrawing.h"

#include <cairo-pdf.h>

#include <algorithm>
#include <numbers>

#include "reports/pdf/pangotext.h"
#include "reports/pdf/pdflanguage.h"
#include "support/instant.h"

namespace billing::reports {
namespace {

using SurfacePtr = std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)>;
using CairoPtr = std::unique_ptr<cairo_t, void (*)(cairo_t*)>;

constexpr double kAscent = 1.069;  // of Noto Sans, in sizes

double inPoints(int pangoUnits) {
  return static_cast<double>(pangoUnits) / PANGO_SCALE;
}

struct InkColour {
  double red, green, blue;
};
InkColour colourOf(Ink ink) {
  switch (ink) {
    case Ink::Muted:
      return {0.34, 0.38, 0.42};
    case Ink::Accent:
      return {0.184, 0.357, 0.918};
    case Ink::Danger:
      return {0.70, 0.14, 0.09};
    case Ink::Text:
      break;
  }
  return {0.106, 0.122, 0.141};
}

cairo_status_t collectBytes(void* closure, const unsigned char* data, unsigned int length) {
  static_cast<QByteArray*>(closure)->append(reinterpret_cast<const char*>(data), static_cast<qsizetype>(length));
  return CAIRO_STATUS_SUCCESS;
}

Error notDrawn(cairo_status_t status) {
  return {ErrorKind::Internal,
          "page_not_drawn",
          "The page could not be drawn",
          cairo_status_to_string(status),
          {},
          false,
          {}};
}

// Draws pages on any surface whose unit is a point.
class PageArtist {
 public:
  PageArtist(cairo_t* cairo, const PageList& list, bool tags)
      : cairo_(cairo), list_(list), text_(cairo, list.language), tags_(tags) {}
  void draw(const PageItems& page);

 private:
  void begin(const char* tag) const {
    if (tags_ && tag != nullptr) cairo_tag_begin(cairo_, tag, nullptr);
  }
  void end(const char* tag) const {
    if (tags_ && tag != nullptr) cairo_tag_end(cairo_, tag);
  }
  [[nodiscard]] double leftOf(double x, double width) const {
    return list_.rightToLeft ? list_.paper.width - x - width : x;
  }
  void drawRule(const RuleItem& rule) const;
  void drawText(const TextItem& item) const;
  void drawTestMark() const;
  cairo_t* cairo_;
  const PageList& list_;
  PangoText text_;
  bool tags_;
};

void PageArtist::drawRule(const RuleItem& rule) const {
  const InkColour accent = colourOf(Ink::Accent);
  if (rule.accent)
    cairo_set_source_rgb(cairo_, accent.red, accent.green, accent.blue);
  else
    cairo_set_source_rgb(cairo_, rule.grey, rule.grey, rule.grey);
  cairo_rectangle(cairo_, leftOf(rule.x, rule.width), rule.y, rule.width, rule.height);
  cairo_fill(cairo_);
}

// Line by line: where a line begins follows the document's direction, not that of its letters.
void PageArtist::drawText(const TextItem& item) const {
  const InkColour ink = colourOf(item.style.ink);
  cairo_set_source_rgb(cairo_, ink.red, ink.green, ink.blue);
  const PangoLayoutPtr layout = text_.layout(item.text, item.style, item.width);
  const bool toRight = (item.align == TextAlign::End) != list_.rightToLeft;
  const double left = leftOf(item.x, item.width);
  // Lines stand on the same heights in every writing, so that the cells of a row are level.
  double baseline = item.y + item.style.size * kAscent;
  PangoLayoutIter* lines = pango_layout_get_iter(layout.get());
  do {
    PangoRectangle extents;
    pango_layout_iter_get_line_extents(lines, nullptr, &extents);
    const double spare = item.width - inPoints(extents.width);
    const double shift = item.align == TextAlign::Middle ? spare / 2 : toRight ? spare : 0;
    cairo_move_to(cairo_, left + shift, baseline);
    pango_cairo_show_layout_line(cairo_, pango_layout_iter_get_line_readonly(lines));
    baseline += item.style.size * kLinePitch;
  } while (pango_layout_iter_next_line(lines) != 0);
  pango_layout_iter_free(lines);
}

void PageArtist::drawTestMark() const {
  const PangoLayoutPtr layout = text_.layout(QStringLiteral("TEST"), {150, true, Ink::Muted}, 0);
  int wide = 0, high = 0;
  pango_layout_get_size(layout.get(), &wide, &high);
  cairo_save(cairo_);
  cairo_translate(cairo_, list_.paper.width / 2, list_.paper.height / 2);
  cairo_rotate(cairo_, -std::numbers::pi / 4);
  cairo_move_to(cairo_, -inPoints(wide) / 2, -inPoints(high) / 2);
  cairo_set_source_rgb(cairo_, 0.97, 0.945, 0.87);
  // As a shape: as letters it would stand in the middle of what a reader copies or hears.
  pango_cairo_layout_path(cairo_, layout.get());
  cairo_fill(cairo_);
  cairo_restore(cairo_);
}

void PageArtist::draw(const PageItems& page) {
  if (list_.test) drawTestMark();
  for (const RuleItem& rule : page.rules) drawRule(rule);
  int row = 0;
  for (const TextItem& item : page.texts) {
    if (item.row != row) {
      if (row != 0) end("TR");
      if (item.row != 0) begin("TR");
      row = item.row;
    }
    begin(item.tag);
    drawText(item);
    end(item.tag);
  }
  if (row != 0) end("TR");
}

void describePdf(cairo_surface_t* surface, const PageList& list) {
  const auto say = [&](cairo_pdf_metadata_t what, const QString& text) {
    if (!text.isEmpty()) cairo_pdf_surface_set_metadata(surface, what, text.toUtf8().constData());
  };
  const QString madeAt = QString::fromStdString(toIso8601({list.madeAt - list.madeAt % 1000}));
  say(CAIRO_PDF_METADATA_TITLE, list.title);
  say(CAIRO_PDF_METADATA_AUTHOR, list.author);
  say(CAIRO_PDF_METADATA_SUBJECT, list.subject);
  say(CAIRO_PDF_METADATA_CREATOR, QStringLiteral("Billing Console"));
  say(CAIRO_PDF_METADATA_CREATE_DATE, madeAt);
}

Result<QByteArray> pictureOf(const PageList& list, const PageItems& page, double scale) {
  const SurfacePtr surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(list.paper.width * scale + 0.5),
                                 static_cast<int>(list.paper.height * scale + 0.5)),
      &cairo_surface_destroy);
  const CairoPtr cairo(cairo_create(surface.get()), &cairo_destroy);
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  cairo_scale(cairo.get(), scale, scale);
  PageArtist(cairo.get(), list, false).draw(page);
  if (const auto status = cairo_status(cairo.get()); status != CAIRO_STATUS_SUCCESS) return failure(notDrawn(status));
  QByteArray png;
  if (const auto status = cairo_surface_write_to_png_stream(surface.get(), collectBytes, &png);
      status != CAIRO_STATUS_SUCCESS)
    return failure(notDrawn(status));
  return png;
}

}  // namespace

Result<QByteArray> pdfOf(const PageList& list, const CancelToken& cancel) {
  QByteArray bytes;
  const SurfacePtr surface(
      cairo_pdf_surface_create_for_stream(collectBytes, &bytes, list.paper.width, list.paper.height),
      &cairo_surface_destroy);
  describePdf(surface.get(), list);
  const CairoPtr cairo(cairo_create(surface.get()), &cairo_destroy);
  PageArtist artist(cairo.get(), list, true);
  for (const PageItems& page : list.pages) {
    if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The document was not finished");
    artist.draw(page);
    cairo_show_page(cairo.get());
  }
  cairo_surface_finish(surface.get());
  auto status = cairo_status(cairo.get());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS) return failure(notDrawn(status));
  return withLanguage(std::move(bytes), list.language);
}

Result<QVector<QByteArray>> picturesOf(const PageList& list, int dpi, const CancelToken& cancel) {
  QVector<QByteArray> pictures;
  for (const PageItems& page : list.pages) {
    if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The pages were not finished");
    auto picture = pictureOf(list, page, std::clamp(dpi, 36, 600) / 72.0);
    if (!picture) return failure(picture.error());
    pictures.append(std::move(*picture));
  }
  return pictures;
}

}  // namespace billing::reports
