#include "ui/widgets/handwatch.h"

#include <QApplication>
#include <QEvent>

namespace billing::ui {

HandWatch::HandWatch(std::function<void()> moved, QObject* parent) : QObject(parent), moved_(std::move(moved)) {
  qApp->installEventFilter(this);
}

bool HandWatch::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:  // a key that is an action's never arrives as a key
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::Wheel:
      if (!last_.isValid() || last_.elapsed() >= 1000) {
        last_.start();
        moved_();
      }
      break;
    default:
      break;
  }
  return QObject::eventFilter(watched, event);
}

}  // namespace billing::ui
