#include "ui/charts/charttheme.h"

#include <QAbstractAxis>
#include <QGraphicsLayout>
#include <QLegend>

namespace billing::ui {

void applyChartTheme(QChart& chart, const Tokens& tokens, const QFont& font) {
  chart.setBackgroundBrush(tokens.surface);
  chart.setBackgroundPen(Qt::NoPen);
  chart.setBackgroundRoundness(0);
  chart.setMargins(QMargins(0, 0, 0, 0));
  chart.layout()->setContentsMargins(0, 0, 0, 0);
  chart.setAnimationOptions(QChart::NoAnimation);
  chart.legend()->hide();
  for (QAbstractAxis* axis : chart.axes()) {
    axis->setLabelsBrush(tokens.muted);
    axis->setLabelsFont(font);
    axis->setGridLinePen(QPen(mixed(tokens.hairline, tokens.surface, 0.7), 1));
    axis->setLinePen(QPen(tokens.hairline, 1));
    axis->setTitleBrush(tokens.muted);
  }
}

}  // namespace billing::ui
