#include "ui/widgets/scrollbox.h"

#include <QEvent>
#include <QLayout>

#include "ui/theme/metrics.h"

namespace billing::ui {

ScrollBox::ScrollBox(QWidget* content, QWidget* parent) : QScrollArea(parent) {
  setWidgetResizable(true);
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  setFocusPolicy(Qt::NoFocus);
  content->setAutoFillBackground(true);
  content->setBackgroundRole(QPalette::Base);
  setWidget(content);
  content->installEventFilter(this);
}

QSize ScrollBox::sizeHint() const {
  QSize hint = widget()->sizeHint();
  // Wrapped texts need more lines the narrower they are.
  if (widget()->hasHeightForWidth() && width() > 0) hint.setHeight(widget()->heightForWidth(viewport()->width()));
  return hint;
}

QSize ScrollBox::minimumSizeHint() const {
  return {chars(this, 20), fontMetrics().height() * 5};
}

bool ScrollBox::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) updateGeometry();
  return QScrollArea::eventFilter(watched, event);
}

void ScrollBox::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  if (widget()->hasHeightForWidth()) updateGeometry();
}

}  // namespace billing::ui
