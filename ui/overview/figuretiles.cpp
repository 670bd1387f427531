#include "ui/overview/figuretiles.h"

#include "ui/presenters/figurewords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/keyfigure.h"

namespace billing::ui {

using operations::Figure;

namespace {

constexpr int kMostTiles = 5;

QString tileNote(const Figure& figure, const QLocale& locale) {
  if (!figure.value && !figure.note.isEmpty()) return figure.note;
  if (figure.before) return changeText(figure, locale);
  return figure.note.isEmpty() ? FigureTiles::tr("no figure before") : figure.note;
}

QString tileTip(const Figure& figure, const QLocale& locale) {
  QStringList lines{QStringLiteral("%1: %2").arg(metricTitle(figure.metric), figureText(figure, locale))};
  if (figure.before)
    lines << FigureTiles::tr("The period before: %1")
                 .arg(figureValueText(figure.kind, figure.before, figure.currency, locale));
  lines += figureExplanation(figure);
  lines << FigureTiles::tr("Click to show the rows");
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

FigureTiles::FigureTiles(QWidget* parent) : QWidget(parent), row_(new QHBoxLayout(this)) {
  setObjectName(QStringLiteral("figureTiles"));
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(space(this, 3));
}

void FigureTiles::setFigures(const QVector<Figure>& figures, const QString& currency, const QLocale& locale) {
  QVector<Figure> shown;
  for (const Figure& figure : figures)
    if (shown.size() < kMostTiles && !figure.converted && (figure.currency.isEmpty() || figure.currency == currency))
      shown << figure;
  const bool same = std::equal(shown.cbegin(), shown.cend(), figures_.cbegin(), figures_.cend(),
                               [](const Figure& a, const Figure& b) { return a.metric == b.metric; });
  figures_ = shown;
  if (!same || tiles_.isEmpty()) {  // the same tiles keep the keys when their numbers change
    qDeleteAll(tiles_);
    tiles_.clear();
    for (const Figure& figure : shown) {
      auto* tile = new KeyFigure(metricTitle(figure.metric));
      tile->setObjectName(QStringLiteral("figure_") + operations::metricKey(figure.metric));
      connect(tile, &QAbstractButton::clicked, this, [this, metric = figure.metric] { Q_EMIT opened(metric); });
      row_->addWidget(tile);
      tile->setVisible(true);
      tiles_ << tile;
    }
  }
  for (int i = 0; i < shown.size(); ++i) {
    tiles_.at(i)->show(figureText(shown.at(i), locale), tileNote(shown.at(i), locale));
    tiles_.at(i)->setToolTip(tileTip(shown.at(i), locale));
  }
}

}  // namespace billing::ui
