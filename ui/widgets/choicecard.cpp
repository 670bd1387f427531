#include "ui/widgets/choicecard.h"

#include <QKeyEvent>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ChoiceCard::ChoiceCard(const QString& icon, const QString& title, const QString& about, QWidget* parent)
    : QAbstractButton(parent), icon_(icon), about_(about) {
  setText(title);
  setCheckable(true);
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  speak();
}

void ChoiceCard::speak() {
  setAccessibleName(badge_.isEmpty() ? text() : QStringLiteral("%1, %2").arg(text(), badge_));
  setAccessibleDescription(sentence());
  setToolTip(reason_);
}

void ChoiceCard::setImpossible(const QString& reason) {
  reason_ = reason;
  setEnabled(reason.isEmpty());
  speak();
  update();
}

void ChoiceCard::setBadge(const QString& word, bool strong) {
  badge_ = word;
  strongBadge_ = strong;
  speak();
  update();
}

QRect ChoiceCard::wordsRect(int width, int height) const {
  return QRect(0, 0, width, height).adjusted(space(this, 10), space(this, 2.5), -space(this, 3), -space(this, 2.5));
}

int ChoiceCard::heightForWidth(int width) const {
  const QFontMetrics small(captionFont(font()));
  const QRect words = wordsRect(width, 0);
  const int lines =
      small.boundingRect(QRect(0, 0, qMax(1, words.width()), 10'000), Qt::TextWordWrap, sentence()).height();
  return fontMetrics().height() + space(this, 0.5) + lines + space(this, 5);
}

QSize ChoiceCard::sizeHint() const {
  const int width = chars(this, 40);
  return {width, heightForWidth(width)};
}

QSize ChoiceCard::minimumSizeHint() const {
  return {chars(this, 24), fontMetrics().height() * 2 + space(this, 5)};
}

void ChoiceCard::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left:
      return Q_EMIT stepWanted(-1, 0);
    case Qt::Key_Right:
      return Q_EMIT stepWanted(1, 0);
    case Qt::Key_Up:
      return Q_EMIT stepWanted(0, -1);
    case Qt::Key_Down:
      return Q_EMIT stepWanted(0, 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      setChecked(true);
      return Q_EMIT activated();
    default:
      QAbstractButton::keyPressEvent(event);
  }
}

void ChoiceCard::mouseDoubleClickEvent(QMouseEvent* event) {
  QAbstractButton::mouseDoubleClickEvent(event);
  Q_EMIT activated();
}

void ChoiceCard::paintBadge(QPainter& painter, const QRect& line) const {
  const Tokens& tokens = tokensFor(palette());
  QFont small = captionFont(font());
  small.setWeight(QFont::Bold);
  const QFontMetrics metrics(small);
  const int width = metrics.horizontalAdvance(badge_) + space(this, 3);
  const QRectF pill(line.right() - width, line.center().y() - metrics.height() / 2.0 - 1, width, metrics.height() + 2);
  painter.setPen(Qt::NoPen);
  painter.setBrush(strongBadge_ ? tokens.liveBand : tokens.testBand);
  painter.drawRoundedRect(pill, pill.height() / 3, pill.height() / 3);
  painter.setPen(strongBadge_ ? tokens.onLiveBand : tokens.onTestBand);
  painter.setFont(small);
  painter.drawText(pill, Qt::AlignCenter, badge_);
}

void ChoiceCard::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const bool strong = isChecked() || hasFocus();
  painter.setPen(QPen(strong ? tokens.accent : tokens.hairline, hasFocus() ? 2 : 1));
  painter.setBrush(isChecked() ? tokens.selected : underMouse() && isEnabled() ? tokens.hover : tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
  const QRect words = wordsRect(width(), height());
  const int size = space(this, 5);
  painter.drawPixmap(space(this, 3.5), words.top(),
                     symbolPixmap(icon_, size, isChecked() ? tokens.accent : tokens.muted, devicePixelRatioF()));
  const QRect first(words.left(), words.top(), words.width(), fontMetrics().height());
  painter.setFont(strongFont(font()));
  painter.setPen(isEnabled() ? tokens.text : tokens.muted);
  const int badge = badge_.isEmpty() ? 0 : QFontMetrics(captionFont(font())).horizontalAdvance(badge_) + space(this, 5);
  painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, first.width() - badge));
  if (badge > 0) paintBadge(painter, first);
  painter.setFont(captionFont(font()));
  painter.setPen(tokens.muted);
  painter.drawText(words.adjusted(0, first.height() + space(this, 0.5), 0, 0),
                   Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, sentence());
}

}  // namespace billing::ui
