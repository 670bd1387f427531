// How the order dialog is laid out: choices left, what they do right; one under the other where there is no room.
#include <QHBoxLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/admin/choicelist.h"
#include "ui/admin/liverow.h"
#include "ui/admin/orderdialog.h"
#include "ui/admin/orderpage.h"
#include "ui/admin/previewcard.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/factlabel.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

void OrderDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services));
  column->addWidget(buildHead());
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(buildBody());
  column->addWidget(scroll, 1);
  column->addWidget(progress_);
  column->addWidget(buildFoot());
  const QSize wish(chars(this, 132), scroll->widget()->sizeHint().height() + fontMetrics().height() * 17);
  resize(wish.boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* OrderDialog::buildHead() {
  auto* head = new QWidget;
  auto* column = new QVBoxLayout(head);
  column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  column->setSpacing(space(this, 1));
  const OrderWords words = orderWords(seed_.order.kind);
  auto* first = new QHBoxLayout;
  first->setSpacing(space(this, 2));
  auto* icon = new SymbolLabel(5);
  icon->show(words.icon, Tone::Accent, words.action);
  auto* title = new QLabel(seed_.title.isEmpty() ? words.action : tr("%1 · %2").arg(words.action, seed_.title));
  title->setObjectName(QStringLiteral("orderTitle"));
  title->setFont(titleFont(font()));
  title->setWordWrap(true);
  first->addWidget(icon);
  first->addWidget(title, 1);
  column->addLayout(first);
  auto* ids = new QHBoxLayout;
  ids->setSpacing(space(this, 2));
  for (const auto& [what, id] : std::as_const(seed_.ids)) {
    auto* caption = new QLabel(what);
    caption->setForegroundRole(QPalette::PlaceholderText);
    auto* label = new FactLabel;
    label->show(id, FactStyle::Id, {});
    label->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    ids->addWidget(caption);
    ids->addWidget(label, 1);
  }
  ids->addStretch(1);
  column->addLayout(ids);
  return head;
}

QWidget* OrderDialog::buildBody() {
  auto* body = new QWidget;
  columns_ = new QBoxLayout(QBoxLayout::LeftToRight, body);
  columns_->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 3));
  columns_->setSpacing(space(this, 6));
  columns_->addWidget(page_, 11);
  columns_->addWidget(buildPreviewSide(), 9);
  return body;
}

QWidget* OrderDialog::buildPreviewSide() {
  auto* side = new QWidget;
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  column->addWidget(card_);
  stop_->setObjectName(QStringLiteral("previewStop"));
  stop_->setProperty("flat", true);
  stop_->setAutoDefault(false);
  stop_->hide();
  column->addWidget(stop_, 0, Qt::AlignLeft);
  column->addStretch(1);
  return side;
}

QWidget* OrderDialog::buildFoot() {
  auto* foot = new QWidget;
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 2));
  column->addWidget(live_);
  column->addWidget(banner_);
  auto* grid = new QGridLayout;
  grid->setHorizontalSpacing(space(this, 3));
  grid->setVerticalSpacing(space(this, 2));
  auto* label = new QLabel(tr("&Reason"));
  label->setBuddy(reason_);
  reason_->setObjectName(QStringLiteral("orderReason"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("What the next person needs to know; kept in the audit log"));
  const bool link =
      seed_.order.kind == operations::OrderKind::CheckoutLink || seed_.order.kind == operations::OrderKind::PortalLink;
  if (link) reason_->setPlaceholderText(tr("Optional; kept in the audit log"));
  grid->addWidget(label, 0, 0);
  grid->addWidget(reason_, 0, 1);
  typed_->setObjectName(QStringLiteral("orderTyped"));
  typedLabel_->setBuddy(typed_);
  typedLabel_->setTextFormat(Qt::RichText);
  grid->addWidget(typedLabel_, 1, 0);
  grid->addWidget(typed_, 1, 1);
  typedLabel_->hide();
  typed_->hide();
  column->addLayout(grid);
  column->addWidget(buildButtons());
  return foot;
}

QWidget* OrderDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, space(this, 1), 0, 0);
  row->setSpacing(space(this, 2));
  cancelButton_->setObjectName(QStringLiteral("orderCancel"));
  deed_->setObjectName(QStringLiteral("orderDeed"));
  deed_->setProperty("primary", true);
  // Neither is default: Enter in a field does nothing, so that a reason half typed is neither lost nor sent.
  for (QPushButton* button : {cancelButton_, deed_}) {
    button->setAutoDefault(false);
    button->setDefault(false);
  }
  why_->setObjectName(QStringLiteral("orderWhyNot"));
  why_->setWordWrap(true);
  why_->setFont(captionFont(font()));
  why_->setForegroundRole(QPalette::PlaceholderText);
  row->addWidget(why_, 1);
  row->addWidget(cancelButton_);
  row->addWidget(deed_);
  return part;
}

void OrderDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  if (columns_ != nullptr)
    columns_->setDirection(width() < chars(this, 84) ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

}  // namespace billing::ui
