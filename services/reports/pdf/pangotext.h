// Text set by Pango: measured and drawn in the same way, so that what was measured fits. Only for the files of this
// folder.
#pragma once

#include <pango/pangocairo.h>

#include <memory>

#include "reports/pdf/pagelist.h"

namespace billing::reports {

/// From one line to the next, in sizes of the type: that of Noto Sans, whatever the writing.
inline constexpr double kLinePitch = 1.362;

struct GObjectDeleter {
  void operator()(void* object) const { g_object_unref(object); }
};
using PangoLayoutPtr = std::unique_ptr<PangoLayout, GObjectDeleter>;

/// Pango for one language on one surface. Not thread-safe: one for each use.
class PangoText {
 public:
  /// `resolution` in dots per inch; 72 where a unit of the surface is a point.
  PangoText(cairo_t* surface, const QString& language);
  [[nodiscard]] PangoLayoutPtr layout(const QString& text, const TextStyle& style, double width) const;

 private:
  std::unique_ptr<PangoContext, GObjectDeleter> context_;
};

}  // namespace billing::reports
