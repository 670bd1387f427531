#include "ui/widgets/errorbanner.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/presenters/messages.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

ErrorBanner::ErrorBanner(QWidget* parent)
    : QFrame(parent),
      message_(new QLabel),
      reason_(new QLabel),
      action_(new QPushButton),
      copy_(new QPushButton(tr("Copy details"))) {
  setObjectName(QStringLiteral("errorBanner"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space(this, 9), space(this, 2), space(this, 2), space(this, 2));
  row->setSpacing(space(this, 2));
  auto* words = new QVBoxLayout;
  words->setSpacing(space(this, 0.5));
  message_->setFont(strongFont(font()));
  for (QLabel* label : {message_, reason_}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    words->addWidget(label);
  }
  row->addLayout(words, 1);
  action_->setObjectName(QStringLiteral("bannerAction"));
  copy_->setObjectName(QStringLiteral("bannerCopy"));
  copy_->setProperty("flat", true);
  row->addWidget(action_);
  row->addWidget(copy_);
  auto* close = new QToolButton;
  close->setIcon(symbol(QStringLiteral("close"), Tone::Muted));
  close->setAccessibleName(tr("Dismiss this message"));
  close->setToolTip(tr("Dismiss (Esc)"));
  row->addWidget(close);
  connect(close, &QToolButton::clicked, this, &ErrorBanner::dismiss);
  connect(action_, &QPushButton::clicked, this, &ErrorBanner::actionTriggered);
  connect(copy_, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(details_); });
  hide();
}

void ErrorBanner::showError(const Error& error, const QString& action) {
  const ErrorWords words = wordsFor(error);
  message_->setText(words.what);
  reason_->setText(
      QStringList{words.why, words.next}.filter(QRegularExpression(QStringLiteral("."))).join(QLatin1Char(' ')));
  reason_->setVisible(!reason_->text().isEmpty());
  action_->setText(action);
  action_->setVisible(!action.isEmpty());
  details_ = words.details;
  setAccessibleName(words.what);
  setAccessibleDescription(reason_->text());
  show();
}

void ErrorBanner::dismiss() {
  hide();
}

void ErrorBanner::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) {
    dismiss();
  } else {
    QFrame::keyPressEvent(event);
  }
}

void ErrorBanner::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.fillRect(rect(), tokens.tint(Tone::Danger));
  painter.fillRect(QRect(0, 0, space(this, 0.75), height()), tokens.danger);
  painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.hairline);
  const int size = space(this, 5);
  painter.drawPixmap(space(this, 3), space(this, 2),
                     symbolPixmap(QStringLiteral("error"), size, tokens.danger, devicePixelRatioF()));
}

}  // namespace billing::ui
