#include "ui/overview/amountbars.h"

#include <QAbstractButton>
#include <QPainter>
#include <algorithm>

#include "ui/theme/metrics.h"

namespace billing::ui {

namespace {

class AmountRow final : public QAbstractButton {
 public:
  void setBar(const AmountBar& bar, qint64 largest) {
    bar_ = bar;
    largest_ = largest;
    setText(bar.name);
    setAccessibleName(QStringLiteral("%1: %2, %3").arg(bar.name, bar.amount, bar.count));
    setToolTip(accessibleName());
    update();
  }
  AmountRow() {
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  }
  [[nodiscard]] QSize sizeHint() const override {
    return {chars(this, 34), fontMetrics().height() * 2 + space(this, 2.5)};
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    const Tokens& tokens = tokensFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse()) painter.fillRect(rect(), tokens.hover);
    if (hasFocus()) {
      painter.setPen(QPen(tokens.accent, 2));
      painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 3, 3);
    }
    const QRect line = rect().adjusted(space(this, 1), space(this, 0.5), -space(this, 1), 0);
    const QRect words(line.left(), line.top(), line.width(), fontMetrics().height());
    painter.setPen(tokens.text);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, bar_.name);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, bar_.amount);
    const int named = fontMetrics().horizontalAdvance(bar_.name) + space(this, 2);
    painter.setFont(captionFont(font()));
    painter.setPen(tokens.muted);
    painter.drawText(words.adjusted(named, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, bar_.count);
    const double thick = space(this, 1.5);
    const QRectF track(line.left(), words.bottom() + space(this, 1), line.width(), thick);
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(tokens.hairline, tokens.surface, 0.6));
    painter.drawRoundedRect(track, 2, 2);
    if (largest_ <= 0 || bar_.size <= 0) return;
    const double length = track.width() * static_cast<double>(bar_.size) / static_cast<double>(largest_);
    painter.setBrush(mixed(tokens.tone(bar_.tone), tokens.surface, bar_.strength));
    painter.drawRoundedRect(QRectF(track.left(), track.top(), qMax(2.0, length), thick), 2, 2);
  }

 private:
  AmountBar bar_;
  qint64 largest_ = 0;
};

}  // namespace

AmountBars::AmountBars(QWidget* parent) : QWidget(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  column_->addStretch(1);
}

void AmountBars::setBars(const QVector<AmountBar>& bars) {
  while (rows_.size() > bars.size()) delete rows_.takeLast();
  qint64 largest = 0;
  for (const AmountBar& bar : bars) largest = qMax(largest, bar.size);
  for (int i = 0; i < bars.size(); ++i) {
    if (i == rows_.size()) {
      auto* made = new AmountRow;
      connect(made, &QAbstractButton::clicked, this, [this, i] { Q_EMIT opened(i); });
      column_->insertWidget(i, made);
      made->show();
      rows_ << made;
    }
    static_cast<AmountRow*>(rows_.at(i))->setBar(bars.at(i), largest);
  }
}

}  // namespace billing::ui
