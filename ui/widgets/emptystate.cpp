#include "ui/widgets/emptystate.h"

#include <QEvent>
#include <QHBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

namespace billing::ui {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), icon_(new QLabel), title_(new QLabel), why_(new QLabel), action_(new QPushButton) {
  setObjectName(QStringLiteral("emptyState"));
  setAutoFillBackground(true);
  setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(space(this, 2));
  column->addStretch(2);
  title_->setFont(strongFont(font()));
  why_->setWordWrap(true);
  why_->setForegroundRole(QPalette::PlaceholderText);
  why_->setMaximumWidth(chars(this, 60));
  for (QLabel* label : {icon_, title_, why_}) label->setAlignment(Qt::AlignCenter);
  column->addWidget(icon_, 0, Qt::AlignHCenter);
  column->addWidget(title_, 0, Qt::AlignHCenter);
  auto* words = new QHBoxLayout;
  words->setContentsMargins(space(this, 4), 0, space(this, 4), 0);
  words->addStretch(1);
  words->addWidget(why_, 1000);
  words->addStretch(1);
  column->addLayout(words);
  action_->setObjectName(QStringLiteral("emptyAction"));
  column->addSpacing(space(this, 1));
  column->addWidget(action_, 0, Qt::AlignHCenter);
  column->addStretch(3);
  connect(action_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::say(const QString& icon, const QString& title, const QString& why, const QString& action) {
  iconName_ = icon;
  title_->setText(title);
  why_->setText(why);
  action_->setText(action);
  action_->setVisible(!action.isEmpty());
  paintIcon();
}

void EmptyState::paintIcon() {
  if (iconName_.isEmpty()) return;
  const QColor color = mixed(tokensFor(palette()).muted, tokensFor(palette()).surface, 0.7);
  icon_->setPixmap(symbolPixmap(iconName_, space(this, 10), color, devicePixelRatioF()));
}

void EmptyState::changeEvent(QEvent* event) {
  if (event->type() == QEvent::PaletteChange) paintIcon();
  QWidget::changeEvent(event);
}

}  // namespace billing::ui
