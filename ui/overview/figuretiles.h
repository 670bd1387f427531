// The key figures beside one another: value, change against the period before, definition on hover; a press opens the
// rows.
#pragma once

#include <QHBoxLayout>
#include <QLocale>
#include <QVector>
#include <QWidget>

#include "operations/finance/financevalues.h"

namespace billing::ui {

class KeyFigure;

class FigureTiles : public QWidget {
  Q_OBJECT
 public:
  explicit FigureTiles(QWidget* parent = nullptr);
  /// Those of `currency`, and those that have none; at most five.
  void setFigures(const QVector<operations::Figure>& figures, const QString& currency, const QLocale& locale);
  [[nodiscard]] const QVector<operations::Figure>& figures() const { return figures_; }

 Q_SIGNALS:
  void opened(operations::Metric metric);

 private:
  QHBoxLayout* row_;
  QVector<KeyFigure*> tiles_;
  QVector<operations::Figure> figures_;
};

}  // namespace billing::ui
