#include "ui/widgets/sandboxbar.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>

#include "support/whendone.h"
#include "ui/theme/metrics.h"

namespace billing::ui {
namespace {

constexpr int sandboxTickMs = 15'000;

QString sandboxTimeText(qint64 ms) {
  return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("d MMM yyyy, HH:mm"));
}

}  // namespace

SandboxBar::SandboxBar(operations::ProviderDesk& desk, QWidget* parent) : QWidget(parent), desk_(desk) {
  setObjectName(QStringLiteral("sandboxBar"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  time_ = new QLabel;
  time_->setObjectName(QStringLiteral("sandboxTime"));
  time_->setToolTip(tr("The time in the sandbox, UTC. No money moves there."));
  row->addWidget(time_);
  day_ = addButton(QStringLiteral("sandboxDay"), tr("+ day"), tr("Move the sandbox's clock on by a day"), 0, 1);
  month_ = addButton(QStringLiteral("sandboxMonth"), tr("+ month"), tr("Move the sandbox's clock on by a month"), 1, 0);
  tick_.setInterval(sandboxTickMs);
  connect(&tick_, &QTimer::timeout, this, &SandboxBar::refresh);
  connect(&desk_, &operations::ProviderDesk::connectionChanged, this, &SandboxBar::refresh);
  refresh();
}

QPushButton* SandboxBar::addButton(const QString& name, const QString& text, const QString& tip, int months, int days) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  button->setAutoDefault(false);
  button->setToolTip(tip);
  button->setAccessibleName(tip);
  connect(button, &QPushButton::clicked, this, [this, months, days] { advance(months, days); });
  layout()->addWidget(button);
  return button;
}

void SandboxBar::advance(int months, int days) {
  if (moving_) return;
  moving_ = true;
  refresh();
  whenDone(desk_.advanceSandbox(months, days), this, [this](const Result<qint64>& now) {
    moving_ = false;
    refresh();
    if (now)
      Q_EMIT moved(sandboxTimeText(*now));
    else
      Q_EMIT failed(now.error());
  });
}

void SandboxBar::refresh() {
  const auto state = desk_.connection();
  setVisible(state.sandbox);
  const bool runs = state.connected && state.sandboxTime > 0;
  const QString time = runs ? sandboxTimeText(state.sandboxTime) : tr("not running");
  time_->setText(moving_ ? tr("Sandbox: moving…") : tr("Sandbox: %1").arg(time));
  time_->setAccessibleName(time_->text());
  for (QPushButton* button : {day_, month_}) button->setEnabled(runs && !moving_);
  runs ? tick_.start() : tick_.stop();
}

}  // namespace billing::ui
