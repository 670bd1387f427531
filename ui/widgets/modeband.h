// TEST or LIVE across the top of every window and dialog, by word, colour and icon: nobody mistakes one for the other.
// In live mode also whether it is locked, and the way to change that.
#pragma once

#include <QPushButton>
#include <QTimer>
#include <QWidget>

#include "workspace/profile.h"

namespace billing::operations {
class AdminDesk;
}

namespace billing::ui {

struct ConsoleServices;

class ModeBand : public QWidget {
  Q_OBJECT
 public:
  /// The mode alone, for what stands apart from the services.
  explicit ModeBand(const workspace::Profile& profile, QWidget* parent = nullptr);
  /// With the lock. `services` outlives it.
  explicit ModeBand(const ConsoleServices& services, QWidget* parent = nullptr);
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QString text() const { return text_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void addButton();
  void refresh();
  void pressed();
  bool live_, locked_ = true;
  QString mode_, name_, timeZone_, text_;
  operations::AdminDesk* admin_ = nullptr;
  QPushButton* button_ = nullptr;  ///< live mode with somebody to ask
  QTimer again_;                   ///< hands put the end off without a word
};

}  // namespace billing::ui
