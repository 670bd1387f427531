// TEST or LIVE across the top of every window and dialog: nobody mistakes one for the other.
#pragma once

#include <QWidget>

#include "workspace/profile.h"

namespace billing::ui {

class ModeBand : public QWidget {
  Q_OBJECT
 public:
  explicit ModeBand(const workspace::Profile& profile, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QString text() const { return text_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  bool live_;
  QString mode_;
  QString text_;
};

}  // namespace billing::ui
