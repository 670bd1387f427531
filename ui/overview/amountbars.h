// Amounts by a few steps, with name, amount and count written beside the bar; each opens its rows.
#pragma once

#include <QColor>
#include <QVBoxLayout>
#include <QVector>
#include <QWidget>

#include "ui/theme/tokens.h"

class QAbstractButton;

namespace billing::ui {

struct AmountBar {
  QString name, amount, count;
  qint64 size = 0;  ///< of the bar, against the largest; below 0 counts as 0
  Tone tone = Tone::Accent;
  double strength = 1;  ///< of the colour, 0 to 1: steps that hold in grey
};

class AmountBars : public QWidget {
  Q_OBJECT
 public:
  explicit AmountBars(QWidget* parent = nullptr);
  void setBars(const QVector<AmountBar>& bars);
  [[nodiscard]] QAbstractButton* button(int index) const { return rows_.value(index); }

 Q_SIGNALS:
  void opened(int index);

 private:
  QVBoxLayout* column_;
  QVector<QAbstractButton*> rows_;
};

}  // namespace billing::ui
