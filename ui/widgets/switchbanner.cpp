#include "ui/widgets/switchbanner.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "ui/presenters/switchwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

SwitchBanner::SwitchBanner(const PaneContext& context, QWidget* parent)
    : QFrame(parent), context_(context), column_(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("switchBanner"));
  column_->setContentsMargins(space(this, 3), space(this, 1.5), space(this, 3), space(this, 1.5));
  column_->setSpacing(space(this, 1));
  hide();
}

void SwitchBanner::show(const QVector<store::SwitchRow>& switchedOn) {
  for (QWidget* line : std::as_const(lines_)) line->deleteLater();
  lines_.clear();
  QStringList titles;
  for (const auto& row : switchedOn) {
    lines_.push_back(makeLine(row));
    column_->addWidget(lines_.last());
    titles << switchWords(row.name).onTitle;
  }
  setAccessibleName(titles.join(QStringLiteral(", ")));
  setVisible(!switchedOn.isEmpty());
}

QWidget* SwitchBanner::makeLine(const store::SwitchRow& row) {
  const SwitchWords words = switchWords(row.name);
  const bool due = reminderDue(row, context_.nowMs());
  auto* line = new QWidget;
  auto* layout = new QHBoxLayout(line);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(space(this, 2));
  auto* icon = new SymbolLabel;
  icon->show(due ? QStringLiteral("warning") : QStringLiteral("pause-circle"), due ? Tone::Danger : Tone::Warning,
             tr("Safety switch"));
  const QString times = switchTimes(row, context_);
  QString text =
      QStringLiteral("<b>%1</b> %2").arg(words.onTitle.toHtmlEscaped(), switchedBy(row, context_).toHtmlEscaped());
  if (!times.isEmpty()) text += QStringLiteral(" · ") + times.toHtmlEscaped();
  auto* label = new QLabel(text);
  label->setTextFormat(Qt::RichText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setToolTip(words.about);
  auto* off = new QPushButton(tr("Switch off"));
  off->setObjectName(QStringLiteral("switchOff_") + row.name);
  off->setAccessibleName(tr("Switch off: %1").arg(words.title));
  off->setToolTip(tr("Back to normal: %1").arg(words.title));
  auto* details = new QPushButton(tr("Details"));
  details->setProperty("flat", true);
  details->setAccessibleName(tr("Details of the safety switches"));
  connect(off, &QPushButton::clicked, this, [this, name = row.name] { Q_EMIT offWanted(name); });
  connect(details, &QPushButton::clicked, this, &SwitchBanner::detailsWanted);
  layout->addWidget(icon);
  layout->addWidget(label, 1);
  layout->addWidget(details);
  layout->addWidget(new GuardBox(off, context_.services, operations::Deed::SetSwitches));
  return line;
}

void SwitchBanner::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.fillRect(rect(), tokens.tint(Tone::Warning));
  painter.fillRect(QRect(0, 0, space(this, 0.75), height()), tokens.warning);
  painter.fillRect(QRect(0, height() - 1, width(), 1), tokens.hairline);
}

}  // namespace billing::ui
