// Light or dark for the whole program: builds palette and style sheet from the tokens, follows the desktop unless told
// otherwise.
#pragma once

#include <QObject>
#include <QPalette>

namespace billing::ui {

class DesktopAppearance;

enum class ThemeChoice { System, Light, Dark };

class Theme : public QObject {
  Q_OBJECT
 public:
  /// Reads the desktop's own palette, so make it before anything changes the application's.
  explicit Theme(QObject* parent = nullptr);

  [[nodiscard]] ThemeChoice choice() const { return choice_; }
  void setChoice(ThemeChoice choice);
  [[nodiscard]] bool dark() const;

 Q_SIGNALS:
  /// Palette and style sheet are in force. Most widgets follow QEvent::PaletteChange and need not listen.
  void changed();

 private:
  void apply();
  ThemeChoice choice_ = ThemeChoice::System;
  DesktopAppearance* desktop_;
};

}  // namespace billing::ui
