#include "ui/widgets/modeband.h"

#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ModeBand::ModeBand(const workspace::Profile& profile, QWidget* parent)
    : QWidget(parent), live_(profile.mode == workspace::Mode::Live), mode_(live_ ? tr("LIVE") : tr("TEST")) {
  const QString name = QString::fromStdString(profile.name);
  text_ = live_ ? tr("%1 · real customers, real money").arg(name) : tr("%1 · no real money moves here").arg(name);
  setObjectName(QStringLiteral("modeBand"));
  setAccessibleName(QStringLiteral("%1 %2").arg(mode_, text_));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ModeBand::sizeHint() const {
  return {chars(this, 20), QFontMetrics(captionFont(font())).height() + space(this, 1.5)};
}

void ModeBand::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  const QColor ground = live_ ? tokens.liveBand : tokens.testBand;
  const QColor ink = live_ ? tokens.onLiveBand : tokens.onTestBand;
  QPainter painter(this);
  painter.fillRect(rect(), ground);
  QFont bold = captionFont(font());
  bold.setWeight(QFont::Bold);
  bold.setLetterSpacing(QFont::PercentageSpacing, 108);
  painter.setPen(ink);
  painter.setFont(bold);
  int x = space(this, 4);
  if (live_) {
    const int size = space(this, 3.5);
    painter.drawPixmap(x, (height() - size) / 2, symbolPixmap(QStringLiteral("lock"), size, ink, devicePixelRatioF()));
    x += size + space(this, 1);
  }
  painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, mode_);
  x += QFontMetrics(bold).horizontalAdvance(mode_) + space(this, 2);
  painter.setFont(captionFont(font()));
  painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text_);
}

}  // namespace billing::ui
