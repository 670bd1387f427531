#include "ui/admin/outboxstrip.h"

#include <QPainter>
#include <QPushButton>

#include "ui/admin/callline.h"
#include "ui/admin/outboxboard.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

namespace billing::ui {

namespace {

constexpr int kMostLines = 3;  // the others are in the outbox, one press away
constexpr int kReadMs = 12'000;

bool endedQuietly(store::OutboxState state) {
  return state == store::OutboxState::Done || state == store::OutboxState::Withdrawn;
}

}  // namespace

OutboxStrip::OutboxStrip(const PaneContext& context, OutboxBoard& board, QWidget* parent)
    : QFrame(parent), context_(context), board_(board), column_(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("outboxStrip"));
  setAccessibleName(tr("Changes on their way"));
  column_->setContentsMargins(space(this, 4), space(this, 1.5), space(this, 3), space(this, 1.5));
  column_->setSpacing(space(this, 1));
  auto* more = new QPushButton;
  more->setObjectName(QStringLiteral("outboxMore"));
  more->setProperty("flat", true);
  more_ = more;
  column_->addWidget(more, 0, Qt::AlignLeft);
  connect(more, &QPushButton::clicked, this, &OutboxStrip::outboxWanted);
  second_.setInterval(1'000);
  connect(&second_, &QTimer::timeout, this, &OutboxStrip::tick);
  connect(&board, &OutboxBoard::changed, this, &OutboxStrip::refresh);
  connect(&board, &OutboxBoard::ended, this, &OutboxStrip::putAsideWhenRead);
  refresh();
}

/// What needs nobody any more goes by itself; a refusal stays until it was dismissed.
void OutboxStrip::putAsideWhenRead(const store::OutboxRow& call) {
  if (!endedQuietly(call.state)) return;
  QTimer::singleShot(kReadMs, this, [this, operation = call.operation] { board_.putAside(operation); });
}

void OutboxStrip::refresh() {
  const auto& calls = board_.calls();
  const qsizetype shown = qMin<qsizetype>(calls.size(), kMostLines);
  while (lines_.size() < shown) {
    auto* line = new CallLine(context_);
    lines_.push_back(line);
    column_->insertWidget(static_cast<int>(lines_.size()) - 1, line);
    connect(line, &CallLine::undoWanted, this, [this, line] { board_.undo(line->call().operation); });
    connect(line, &CallLine::askWanted, this, [this, line] { board_.askNow(line->call().operation); });
    connect(line, &CallLine::dismissed, this, [this, line] { board_.putAside(line->call().operation); });
    connect(line, &CallLine::detailsWanted, this, [this, line] { Q_EMIT detailsWanted(line->call()); });
    connect(line, &CallLine::compensationWanted, this, [this, line] { Q_EMIT compensationWanted(line->call()); });
  }
  for (qsizetype i = 0; i < lines_.size(); ++i) {
    if (i < shown) lines_.at(i)->show(calls.at(i), board_.titleOf(calls.at(i)));
    lines_.at(i)->setVisible(i < shown);
  }
  auto* more = static_cast<QPushButton*>(more_);
  more->setText(tr("%1 more in the outbox").arg(calls.size() - shown));
  more->setVisible(calls.size() > shown);
  setVisible(shown > 0);
  const bool counts = std::any_of(calls.cbegin(), calls.cend(), [](const auto& call) { return isOpen(call.state); });
  if (counts && !second_.isActive()) second_.start();
  if (!counts) second_.stop();
}

void OutboxStrip::tick() {
  for (CallLine* line : std::as_const(lines_))
    if (line->isVisible()) line->tick();
}

void OutboxStrip::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  Tone tone = Tone::Info;
  for (const auto& call : board_.calls()) {
    if (call.state == store::OutboxState::Unconfirmed) tone = Tone::Warning;
    if (call.state == store::OutboxState::Refused || call.state == store::OutboxState::NotDone) tone = Tone::Danger;
  }
  QPainter painter(this);
  painter.fillRect(rect(), tokens.tint(tone));
  painter.fillRect(QRect(0, 0, width(), 1), tokens.hairline);
  painter.fillRect(QRect(0, 0, space(this, 0.75), height()), tokens.tone(tone));
}

}  // namespace billing::ui
