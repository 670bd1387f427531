// One line that warns or explains inside a page: an icon, a sentence, a quiet ground in its tone.
#pragma once

#include <QLabel>

#include "ui/theme/tokens.h"

namespace billing::ui {

class NoteStrip : public QLabel {
  Q_OBJECT
 public:
  explicit NoteStrip(QWidget* parent = nullptr);
  /// An empty text hides it.
  void say(Tone tone, const QString& icon, const QString& text);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Tone tone_ = Tone::Warning;
  QString icon_;
};

}  // namespace billing::ui
