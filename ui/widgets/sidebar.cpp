#include "ui/widgets/sidebar.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/navbutton.h"

namespace billing::ui {

QString SideBar::title(PaneId pane) {
  switch (pane) {
    case PaneId::Overview:
      return tr("Overview");
    case PaneId::Customers:
      return tr("Customers");
    case PaneId::Subscriptions:
      return tr("Subscriptions");
    case PaneId::Plans:
      return tr("Plans");
    case PaneId::Usage:
      return tr("Usage");
    case PaneId::Invoices:
      return tr("Invoices");
    case PaneId::Webhooks:
      return tr("Webhooks");
    case PaneId::Jobs:
      return tr("Jobs");
    case PaneId::Checks:
      return tr("Checks");
    case PaneId::Audit:
      return tr("Audit");
  }
  return {};
}

QString SideBar::icon(PaneId pane) {
  switch (pane) {
    case PaneId::Overview:
      return QStringLiteral("overview");
    case PaneId::Customers:
      return QStringLiteral("customers");
    case PaneId::Subscriptions:
      return QStringLiteral("subscriptions");
    case PaneId::Plans:
      return QStringLiteral("plans");
    case PaneId::Usage:
      return QStringLiteral("usage");
    case PaneId::Invoices:
      return QStringLiteral("invoices");
    case PaneId::Webhooks:
      return QStringLiteral("webhooks");
    case PaneId::Jobs:
      return QStringLiteral("jobs");
    case PaneId::Checks:
      return QStringLiteral("shield");
    case PaneId::Audit:
      return QStringLiteral("audit");
  }
  return {};
}

SideBar::SideBar(QSettings& settings, QWidget* parent) : QWidget(parent), settings_(settings), fold_(new QToolButton) {
  setObjectName(QStringLiteral("sideBar"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space(this, 2), 0, space(this, 2));
  column->setSpacing(space(this, 0.5));
  for (int i = 0; i < kPaneCount; ++i) {
    const auto pane = static_cast<PaneId>(i);
    auto* button = new NavButton(title(pane), icon(pane), this);
    button->setObjectName(QStringLiteral("nav_%1").arg(i));
    button->setToolTip(tr("%1 (Ctrl+%2)").arg(title(pane)).arg((i + 1) % 10));
    // toggled, not clicked: assistive technology toggles without a click.
    connect(button, &QAbstractButton::toggled, this, [this, pane](bool on) {
      if (on) Q_EMIT chosen(pane);
    });
    column->addWidget(button);
    buttons_.push_back(button);
  }
  column->addStretch(1);
  fold_->setObjectName(QStringLiteral("foldSideBar"));
  fold_->setFocusPolicy(Qt::StrongFocus);
  connect(fold_, &QToolButton::clicked, this, [this] { setNarrow(!narrow_); });
  auto* row = new QHBoxLayout;
  row->setContentsMargins(space(this, 2), 0, space(this, 2), 0);
  row->addWidget(fold_);
  row->addStretch(1);
  column->addLayout(row);
  setNarrow(settings_.value(QStringLiteral("window/narrowSideBar"), false).toBool());
}

void SideBar::setCurrent(PaneId pane) {
  const QSignalBlocker quiet(this);
  buttons_.at(static_cast<int>(pane))->setChecked(true);
}

void SideBar::setBadges(const store::Badges& badges) {
  setBadge(PaneId::Webhooks, badges.deadLetters, tr("dead letters"));
}

void SideBar::setBadge(PaneId pane, int count, const QString& meaning) {
  buttons_.at(static_cast<int>(pane))->setBadge(count, meaning);
}

void SideBar::setAvailable(PaneId pane, bool available) {
  buttons_.at(static_cast<int>(pane))->setVisible(available);
}

void SideBar::setNarrow(bool narrow) {
  narrow_ = narrow;
  for (NavButton* button : std::as_const(buttons_)) button->setNarrow(narrow);
  setFixedWidth(buttons_.first()->sizeHint().width());
  fold_->setIcon(symbol(narrow ? QStringLiteral("chevron-right") : QStringLiteral("chevron-left"), Tone::Muted));
  fold_->setAccessibleName(narrow ? tr("Widen the side bar") : tr("Narrow the side bar to icons"));
  fold_->setToolTip(QString(fold_->accessibleName() + QStringLiteral(" (Ctrl+B)")));
  settings_.setValue(QStringLiteral("window/narrowSideBar"), narrow);
}

void SideBar::keyPressEvent(QKeyEvent* event) {
  const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
  if (step == 0) {
    QWidget::keyPressEvent(event);
    return;
  }
  QVector<NavButton*> shown;
  std::copy_if(buttons_.begin(), buttons_.end(), std::back_inserter(shown), [](auto* b) { return !b->isHidden(); });
  for (int i = 0; i < shown.size(); ++i)
    if (shown.at(i)->hasFocus()) {
      shown.at(qBound(0, i + step, static_cast<int>(shown.size()) - 1))->setFocus(Qt::TabFocusReason);
      return;
    }
}

void SideBar::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.fillRect(rect(), tokens.window);
  painter.fillRect(QRect(width() - 1, 0, 1, height()), tokens.hairline);
}

}  // namespace billing::ui
