// One drawing in a tone, with a word for readers: a state that is never colour alone.
#pragma once

#include <QWidget>

#include "ui/theme/tokens.h"

namespace billing::ui {

class SymbolLabel : public QWidget {
  Q_OBJECT
 public:
  /// `steps` of the spacing scale wide and high.
  explicit SymbolLabel(double steps = 4.5, QWidget* parent = nullptr);
  void show(const QString& name, Tone tone, const QString& spoken);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_;
  Tone tone_ = Tone::Neutral;
};

}  // namespace billing::ui
