#include "ui/widgets/plancard.h"

#include <QPainter>

#include "models/facts.h"
#include "models/statustext.h"
#include "ui/delegates/painting.h"
#include "ui/details/subscriptionfacts.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

PlanCard::PlanCard(const PaneContext& context, QWidget* parent) : QAbstractButton(parent), context_(context) {
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_Hover);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(this, &QAbstractButton::clicked, this,
          [this] { Q_EMIT context_.navigator.rowWanted(PaneId::Subscriptions, row_.id); });
}

void PlanCard::show(const store::SubscriptionRow& row) {
  row_ = row;
  const QString name = row.productName.isEmpty() ? row.productId : row.productName;
  setText(name);
  setAccessibleName(tr("Plan %1").arg(name));
  setAccessibleDescription(
      QStringList{planLine(row, context_.words.locale), models::statusText(row.status), renewalLine(row, context_)}
          .join(QStringLiteral(", ")));
  setToolTip(tr("Open this subscription"));
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
  painter.setBrush(underMouse() ? tokens.hover : tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
  const QRect inside = rect().adjusted(space(this, 3), space(this, 2.5), -space(this, 3), -space(this, 2.5));
  const int line = fontMetrics().height() + space(this, 0.5);
  const QRect first(inside.left(), inside.top(), inside.width(), line);
  const QRect second(inside.left(), inside.bottom() - line + 1, inside.width(), line);
  const QString per = perText(row_.intervalUnit, row_.intervalCount);
  const QString money = moneyText(row_.amountMinor, row_.currency, context_.words.locale);
  const QString price = per.isEmpty() ? money : QStringLiteral("%1 / %2").arg(money, per);
  painter.setPen(tokens.text);
  painter.setFont(font());
  painter.drawText(first, Qt::AlignRight | Qt::AlignVCenter, price);
  painter.setFont(strongFont(font()));
  const int room = first.width() - fontMetrics().horizontalAdvance(price) - space(this, 3);
  painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, room));
  paintBadge(painter, second, row_.status, tokens, font());
  painter.setFont(font());
  painter.setPen(isEnding(row_) ? tokens.warning : tokens.muted);
  painter.drawText(second, Qt::AlignRight | Qt::AlignVCenter, renewalLine(row_, context_));
}

}  // namespace billing::ui
