#include "ui/widgets/modeband.h"

#include <QHBoxLayout>
#include <QPainter>

#include "operations/admindesk.h"
#include "ui/consoleservices.h"
#include "ui/dialogs/unlockdialog.h"
#include "ui/presenters/guardwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ModeBand::ModeBand(const workspace::Profile& profile, QWidget* parent)
    : QWidget(parent),
      live_(profile.live()),
      mode_(live_ ? tr("LIVE") : tr("TEST")),
      name_(QString::fromStdString(profile.name)),
      timeZone_(QString::fromStdString(profile.timeZone)) {
  setObjectName(QStringLiteral("modeBand"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  refresh();
}

ModeBand::ModeBand(const ConsoleServices& services, QWidget* parent) : ModeBand(services.profile, parent) {
  if (!live_ || services.admin == nullptr) return;
  admin_ = services.admin;
  addButton();
  connect(admin_, &operations::AdminDesk::stateChanged, this, &ModeBand::refresh);
  again_.setInterval(20'000);
  connect(&again_, &QTimer::timeout, this, &ModeBand::refresh);
  again_.start();
  refresh();
}

void ModeBand::addButton() {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, space(this, 0.5), space(this, 4), space(this, 0.5));
  button_ = new QPushButton;
  button_->setObjectName(QStringLiteral("modeBandButton"));
  button_->setAutoDefault(false);
  button_->setFont(captionFont(font()));
  button_->setCursor(Qt::PointingHandCursor);
  const Tokens& tokens = tokensFor(palette());
  button_->setStyleSheet(QStringLiteral("QPushButton { background: transparent; color: %1; border: 1px solid %1; "
                                        "border-radius: %2px; padding: 0 %3px; }"
                                        "QPushButton:hover, QPushButton:focus { background: %1; color: %4; }")
                             .arg(tokens.onLiveBand.name())
                             .arg(space(this, 1))
                             .arg(space(this, 2))
                             .arg(tokens.liveBand.name()));
  row->addStretch(1);
  row->addWidget(button_);
  connect(button_, &QPushButton::clicked, this, &ModeBand::pressed);
}

void ModeBand::refresh() {
  text_ = live_ ? tr("%1 · real customers, real money").arg(name_) : tr("%1 · no real money moves here").arg(name_);
  if (admin_ != nullptr) {
    const auto state = admin_->state();
    locked_ = state.locked;
    text_ = QStringLiteral("%1 · %2").arg(lockWords(state, timeZone_.toStdString()), text_);
    button_->setText(locked_ ? tr("Unlock…") : tr("Lock now"));
    button_->setAccessibleName(locked_ ? tr("Unlock live mode") : tr("Lock live mode now"));
    button_->setToolTip(locked_ ? tr("Changes by hand take a reason; it locks itself after 15 idle minutes")
                                : tr("Nothing can be changed by hand until it is unlocked again"));
  }
  setAccessibleName(QStringLiteral("%1 %2").arg(mode_, text_));
  setToolTip(text_);
  update();
}

void ModeBand::pressed() {
  if (!locked_) return admin_->lock();
  (new UnlockDialog(*admin_, name_, window()))->open();
}

QSize ModeBand::sizeHint() const {
  const int line = QFontMetrics(captionFont(font())).height() + space(this, 1.5);
  return {chars(this, 20), button_ == nullptr ? line : qMax(line, button_->sizeHint().height() + space(this, 1))};
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
  const int size = space(this, 3.5);
  const QString icon = !live_    ? QStringLiteral("flask")
                       : locked_ ? QStringLiteral("lock")
                                 : QStringLiteral("lock-open");
  painter.drawPixmap(x, (height() - size) / 2, symbolPixmap(icon, size, ink, devicePixelRatioF()));
  x += size + space(this, 1);
  painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, mode_);
  x += QFontMetrics(bold).horizontalAdvance(mode_) + space(this, 2);
  const QFont plain = captionFont(font());
  painter.setFont(plain);
  const int end = button_ == nullptr ? width() - space(this, 4) : button_->x() - space(this, 2);
  painter.drawText(QRect(x, 0, end - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   QFontMetrics(plain).elidedText(text_, Qt::ElideRight, end - x));
}

}  // namespace billing::ui
