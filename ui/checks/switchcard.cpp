#include "ui/checks/switchcard.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "ui/presenters/switchwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/guardbox.h"

namespace billing::ui {

SwitchCard::SwitchCard(const PaneContext& context, const QString& name, QWidget* parent)
    : QFrame(parent),
      context_(context),
      name_(name),
      sign_(new SymbolLabel),
      state_(new QLabel(tr("off"))),
      facts_(new FactsCard),
      button_(new QPushButton(tr("Switch on…"))) {
  const SwitchWords words = switchWords(name);
  setAccessibleName(words.title);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  row->setSpacing(space(this, 4));
  auto* left = new QVBoxLayout;
  left->setSpacing(space(this, 1));
  auto* head = new QHBoxLayout;
  head->setSpacing(space(this, 2));
  auto* title = new QLabel(words.title);
  title->setFont(strongFont(font()));
  sign_->show(QStringLiteral("circle"), Tone::Muted, tr("off"));
  head->addWidget(title);
  head->addSpacing(space(this, 1));
  head->addWidget(sign_);
  head->addWidget(state_);
  head->addStretch(1);
  auto* about = new QLabel(words.about);
  about->setWordWrap(true);
  about->setForegroundRole(QPalette::PlaceholderText);
  left->addLayout(head);
  left->addWidget(about);
  left->addWidget(facts_);
  row->addLayout(left, 1);
  row->addWidget(new GuardBox(button_, context.services, operations::Deed::SetSwitches), 0, Qt::AlignTop);
  button_->setObjectName(QStringLiteral("switch_") + name);
  button_->setAccessibleName(tr("Switch on: %1").arg(words.title));
  connect(button_, &QPushButton::clicked, this, &SwitchCard::toggleWanted);
}

void SwitchCard::show(const store::SwitchRow& row) {
  const auto& words = context_.words;
  const auto when = [&](std::optional<qint64> at) {
    return at ? models::relativeTime(*at, context_.nowMs(), words.zone, words.locale) : QString();
  };
  const auto exact = [&](std::optional<qint64> at) { return at ? models::exactTime(*at, words.zone) : QString(); };
  on_ = row.on;
  state_->setText(row.on ? tr("on") : tr("off"));
  sign_->show(row.on ? QStringLiteral("pause-circle") : QStringLiteral("circle"), row.on ? Tone::Warning : Tone::Muted,
              state_->text());
  button_->setText(row.on ? tr("Switch off") : tr("Switch on…"));
  button_->setAccessibleName((row.on ? tr("Switch off: %1") : tr("Switch on: %1")).arg(switchWords(name_).title));
  QVector<FactItem> facts;
  if (row.on) {
    facts.push_back({tr("Reason"), row.reason, FactStyle::Wrapped, {}, {}});
    facts.push_back({tr("Switched on by"), row.setBy, FactStyle::Plain, {}, {}});
    facts.push_back({tr("Since"), when(row.setAt), FactStyle::Plain, exact(row.setAt), {}});
    facts.push_back({reminderDue(row, context_.nowMs()) ? tr("Reminder was due") : tr("Reminder"),
                     when(row.remindAt),
                     FactStyle::Plain,
                     exact(row.remindAt),
                     {}});
    facts.push_back({tr("Ends"),
                     row.endsAt ? when(row.endsAt) : tr("when it is switched off"),
                     FactStyle::Plain,
                     exact(row.endsAt),
                     {}});
  }
  facts_->setFacts(facts);
  facts_->setVisible(row.on);
  update();
}

void SwitchCard::setImpossible(const QString& reason) {
  button_->setEnabled(reason.isEmpty() || on_);
  button_->setToolTip(button_->isEnabled() ? QString() : reason);
  if (!button_->isEnabled()) state_->setText(tr("off · %1").arg(reason));
}

void SwitchCard::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(on_ ? tokens.warning : tokens.hairline, 1));
  painter.setBrush(on_ ? tokens.tint(Tone::Warning) : tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
}

}  // namespace billing::ui
