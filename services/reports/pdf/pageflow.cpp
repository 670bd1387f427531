#include "reports/pdf/pageflow.h"

namespace billing::reports {

PageFlow::PageFlow(PageList& list, const TextMeasure& measure) : list_(list), measure_(measure) {}

void PageFlow::begin() {
  list_.pages.append(PageItems());
  y = kMargin;
}

void PageFlow::newPage() {
  if (onLeaving) onLeaving();
  begin();
  if (onEntering) onEntering();
}

void PageFlow::ensure(double height) {
  if (height > room()) newPage();
}

double PageFlow::put(const QString& text, const TextStyle& style, double x, double width, TextAlign align,
                     const char* tag, int row) {
  if (text.isEmpty()) return 0;
  page().texts.append({text, style, x, y, width, align, tag, row});
  return measure_.height(text, style, width);
}

void PageFlow::place(const QString& text, const TextStyle& style, double x, double width, TextAlign align,
                     const char* tag, int row) {
  if (!text.isEmpty()) page().texts.append({text, style, x, y, width, align, tag, row});
}

void PageFlow::paragraph(const QString& text, const TextStyle& style, const char* tag) {
  if (text.isEmpty()) return;
  ensure(measure_.height(text, style, width()));
  y += put(text, style, left(), width(), TextAlign::Start, tag);
}

void PageFlow::rule(double at, double grey, double thickness, double from) {
  page().rules.append({from, at, left() + width() - from, thickness, grey, false});
}

void PageFlow::band(double at, double height, double grey) {
  page().rules.append({left(), at, width(), height, grey, false});
}

void PageFlow::accent(double at, double height) {
  page().rules.append({left(), at, width(), height, 0, true});
}

void PageFlow::finish(const QString& foot, const std::function<QString(qsizetype, qsizetype)>& pageWords) {
  const TextStyle small{7.5, false, Ink::Muted};
  const double top = list_.paper.height - kFootRoom + 16;
  const double pageRoom = 110;
  for (qsizetype i = 0; i < list_.pages.size(); ++i) {
    PageItems& one = list_.pages[i];
    one.rules.append({left(), top - 4, width(), 0.5, 0.8, false});
    if (!foot.isEmpty())
      one.texts.append({foot, small, left(), top, width() - pageRoom - 10, TextAlign::Start, nullptr, 0});
    one.texts.append({pageWords(i + 1, list_.pages.size()), small, left() + width() - pageRoom, top, pageRoom,
                      TextAlign::End, nullptr, 0});
  }
}

}  // namespace billing::reports
