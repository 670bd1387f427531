// One figure that matters, large, with what it means below; a press shows the rows that it stands for.
#pragma once

#include <QAbstractButton>

#include "ui/theme/tokens.h"

namespace billing::ui {

class KeyFigure : public QAbstractButton {
  Q_OBJECT
 public:
  explicit KeyFigure(const QString& caption, QWidget* parent = nullptr);
  void show(const QString& figure, const QString& note, Tone tone = Tone::Neutral);
  /// False: it stands for itself, and a press does nothing.
  void setOpensRows(bool opens);
  [[nodiscard]] QString figure() const { return figure_; }
  [[nodiscard]] QSize sizeHint() const override;
  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString figure_ = QStringLiteral("…");
  QString note_;
  Tone tone_ = Tone::Neutral;
  bool opensRows_ = true;
};

}  // namespace billing::ui
