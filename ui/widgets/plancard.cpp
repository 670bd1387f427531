#include "ui/widgets/plancard.h"

#include <QPainter>

#include "models/statustext.h"
#include "ui/delegates/painting.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

PlanCard::PlanCard(const PaneContext& context, QWidget* parent) : QAbstractButton(parent), context_(context) {
  setObjectName(QStringLiteral("planCard"));
  setAttribute(Qt::WA_Hover);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(this, &QAbstractButton::clicked, this, [this] {
    if (facts_.subscription != 0) Q_EMIT context_.navigator.rowWanted(PaneId::Subscriptions, facts_.subscription);
  });
}

void PlanCard::show(const PlanCardFacts& facts) {
  facts_ = facts;
  const bool opens = facts.subscription != 0;
  setText(facts.name);
  setFocusPolicy(opens ? Qt::StrongFocus : Qt::NoFocus);
  setCursor(opens ? Qt::PointingHandCursor : Qt::ArrowCursor);
  setAccessibleName(tr("Plan %1").arg(facts.name));
  QStringList said;
  for (const QString& part :
       {facts.interval, facts.price, models::statusText(facts.status), facts.providerWord, facts.term})
    if (!part.isEmpty()) said << part;
  setAccessibleDescription(said.join(QStringLiteral(", ")));
  QStringList hover;
  for (const QString& part :
       {facts.termExact, facts.providerWord, opens ? tr("Click to open the subscription") : QString()})
    if (!part.isEmpty()) hover << part;
  setToolTip(hover.join(QLatin1Char('\n')));
  update();
}

QSize PlanCard::sizeHint() const {
  return {chars(this, 40), fontMetrics().height() * 2 + space(this, 6.5)};
}

void PlanCard::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(hasFocus() ? QPen(tokens.accent, 2) : QPen(tokens.hairline, 1));
  painter.setBrush(underMouse() && facts_.subscription != 0 ? tokens.hover : tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
  const QRect inside = rect().adjusted(space(this, 3), space(this, 2.5), -space(this, 3), -space(this, 2.5));
  const int line = fontMetrics().height() + space(this, 0.5);
  paintFirstLine(painter, QRect(inside.left(), inside.top(), inside.width(), line));
  paintSecondLine(painter, QRect(inside.left(), inside.bottom() - line + 1, inside.width(), line));
}

void PlanCard::paintFirstLine(QPainter& painter, const QRect& line) const {
  const Tokens& tokens = tokensFor(palette());
  painter.setFont(font());
  painter.setPen(tokens.text);
  painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, facts_.price);
  const int room = line.width() - fontMetrics().horizontalAdvance(facts_.price) - space(this, 3);
  const QFont strong = strongFont(font());
  const QFontMetrics metrics(strong);
  const QString name = metrics.elidedText(facts_.name, Qt::ElideRight, room);
  painter.setFont(strong);
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
  const int used = metrics.horizontalAdvance(name) + space(this, 2);
  painter.setFont(font());
  painter.setPen(tokens.muted);
  painter.drawText(line.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   fontMetrics().elidedText(facts_.interval, Qt::ElideRight, qMax(0, room - used)));
}

void PlanCard::paintSecondLine(QPainter& painter, const QRect& line) const {
  const Tokens& tokens = tokensFor(palette());
  const int badge = paintBadge(painter, line, facts_.status, tokens, font()) + space(this, 2);
  painter.setFont(font());
  painter.setPen(facts_.ending ? tokens.warning : tokens.muted);
  painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, facts_.term);
  const int room = line.width() - badge - fontMetrics().horizontalAdvance(facts_.term) - space(this, 3);
  painter.setPen(tokens.muted);
  painter.drawText(line.adjusted(badge, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   fontMetrics().elidedText(facts_.providerWord, Qt::ElideRight, qMax(0, room)));
}

}  // namespace billing::ui
