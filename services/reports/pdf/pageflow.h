// Fills pages from the top: knows when one is full, and what every page bears at its head and foot.
#pragma once

#include <functional>

#include "reports/pdf/pagelist.h"
#include "reports/pdf/textmeasure.h"

namespace billing::reports {

class PageFlow {
 public:
  /// `list` is empty, with paper and language set, and outlives this.
  PageFlow(PageList& list, const TextMeasure& measure);

  [[nodiscard]] double left() const { return kMargin; }
  [[nodiscard]] double width() const { return list_.paper.width - 2 * kMargin; }
  [[nodiscard]] double room() const { return list_.paper.height - kFootRoom - y; }  ///< left on this page
  /// Of an empty page, below what every page bears.
  [[nodiscard]] double emptyRoom() const { return list_.paper.height - kFootRoom - kMargin; }
  double y = 0;  ///< top of what comes next

  /// Runs at the bottom of a page that is left, and at the top of every page but the first.
  std::function<void()> onLeaving, onEntering;
  void begin();    ///< the first page
  void newPage();  ///< the next one
  /// Begins another page unless so much room is left.
  void ensure(double height);

  /// At a place of its own; gives the height. Does not move y.
  double put(const QString& text, const TextStyle& style, double x, double width, TextAlign align = TextAlign::Start,
             const char* tag = "P", int row = 0);
  /// The same for those who know the height already.
  void place(const QString& text, const TextStyle& style, double x, double width, TextAlign align, const char* tag,
             int row);
  /// Below what is there, over the whole width.
  void paragraph(const QString& text, const TextStyle& style, const char* tag = "P");
  void rule(double y, double grey = 0.8, double thickness = 0.5, double from = kMargin);
  void band(double y, double height, double grey = 0.95);
  void accent(double y, double height);
  [[nodiscard]] int nextRow() { return ++rows_; }
  [[nodiscard]] const TextMeasure& measure() const { return measure_; }

  /// Once all pages are there: the foot of each, `pageWords` giving "Page 2 of 3".
  void finish(const QString& foot, const std::function<QString(qsizetype, qsizetype)>& pageWords);

  static constexpr double kMargin = 51;    ///< 18 mm
  static constexpr double kFootRoom = 62;  ///< from the bottom edge

 private:
  [[nodiscard]] PageItems& page() { return list_.pages.last(); }
  PageList& list_;
  const TextMeasure& measure_;
  int rows_ = 0;
};

}  // namespace billing::reports
