// Notices that somebody sits before the program: each key and each movement of the mouse, in any of its windows.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <functional>

namespace billing::ui {

class HandWatch : public QObject {
  Q_OBJECT
 public:
  /// `moved` is called at most once a second.
  HandWatch(std::function<void()> moved, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  const std::function<void()> moved_;
  QElapsedTimer last_;
};

}  // namespace billing::ui
