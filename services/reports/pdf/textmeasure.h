// How much room a text takes on the page.
#pragma once

#include <memory>

#include "reports/pdf/pagelist.h"

namespace billing::reports {

class TextMeasure {
 public:
  explicit TextMeasure(const QString& language);
  ~TextMeasure();
  TextMeasure(const TextMeasure&) = delete;
  TextMeasure& operator=(const TextMeasure&) = delete;
  /// Points, wrapped to `width` (points).
  [[nodiscard]] double height(const QString& text, const TextStyle& style, double width) const;
  /// Of the longest line, not wrapped.
  [[nodiscard]] double width(const QString& text, const TextStyle& style) const;

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace billing::reports
