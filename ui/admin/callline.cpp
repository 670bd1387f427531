#include "ui/admin/callline.h"

#include <QHBoxLayout>

#include "operations/admin/outbox.h"
#include "ui/presenters/callwords.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/symbollabel.h"

namespace billing::ui {

using store::OutboxState;

CallLine::CallLine(const PaneContext& context, QWidget* parent)
    : QWidget(parent), context_(context), icon_(new SymbolLabel), text_(new QLabel), close_(new QToolButton) {
  setObjectName(QStringLiteral("callLine"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  text_->setObjectName(QStringLiteral("callWords"));
  text_->setTextFormat(Qt::RichText);
  text_->setWordWrap(true);
  row->addWidget(icon_);
  row->addWidget(text_, 1);
  details_ = addButton(QStringLiteral("callDetails"), tr("Details"));
  details_->setProperty("flat", true);
  compensate_ = addButton(QStringLiteral("callCompensate"), {});
  ask_ = addButton(QStringLiteral("callAsk"), tr("Ask now"));
  undo_ = addButton(QStringLiteral("callUndo"), tr("Undo"));
  close_->setObjectName(QStringLiteral("callClose"));
  close_->setIcon(symbol(QStringLiteral("close"), Tone::Muted));
  close_->setAccessibleName(tr("Dismiss this message"));
  row->addWidget(close_);
  connect(undo_, &QPushButton::clicked, this, &CallLine::undoWanted);
  connect(ask_, &QPushButton::clicked, this, &CallLine::askWanted);
  connect(details_, &QPushButton::clicked, this, &CallLine::detailsWanted);
  connect(compensate_, &QPushButton::clicked, this, &CallLine::compensationWanted);
  connect(close_, &QToolButton::clicked, this, &CallLine::dismissed);
}

QPushButton* CallLine::addButton(const QString& name, const QString& text) {
  auto* button = new QPushButton(text);
  button->setObjectName(name);
  layout()->addWidget(button);
  return button;
}

void CallLine::show(const store::OutboxRow& call, const QString& title) {
  call_ = call;
  title_ = title;
  showButtons();
  tick();
}

void CallLine::showButtons() {
  const bool waits = call_.state == OutboxState::Waiting || call_.state == OutboxState::AwaitingApproval;
  undo_->setVisible(waits);
  undo_->setToolTip(tr("It has not left yet: undone, it never happened"));
  ask_->setVisible(call_.state == OutboxState::Unconfirmed);
  ask_->setToolTip(tr("Asks the provider whether it happened; nothing is sent again"));
  details_->setVisible(!waits && call_.state != OutboxState::Sending && call_.state != OutboxState::Withdrawn);
  const auto remedy = call_.state == OutboxState::Done
                          ? operations::compensating(call_)
                          : Result<operations::AdminOrder>(failure(ErrorKind::NotFound, "nothing_compensates", ""));
  compensate_->setVisible(remedy.has_value());
  if (remedy) compensate_->setText(tr("%1…").arg(orderWords(remedy->kind).action));
  compensate_->setToolTip(tr("It is done and cannot be undone; this is what makes it good"));
  close_->setVisible(!store::isOpen(call_.state));
}

void CallLine::tick() {
  const CallState state = callState(call_, context_);
  const QString sentence = callSentence(call_, title_, context_);
  icon_->show(state.icon, state.tone, state.word);
  text_->setText(QStringLiteral("<b>%1</b> %2").arg(sentence.toHtmlEscaped(), state.word.toHtmlEscaped()));
  text_->setAccessibleName(QStringLiteral("%1 %2").arg(sentence, state.word));
  setAccessibleName(text_->accessibleName());
  for (QPushButton* button : {undo_, ask_, details_, compensate_})
    button->setAccessibleName(QStringLiteral("%1: %2").arg(button->text(), sentence));
}

}  // namespace billing::ui
