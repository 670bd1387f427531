#include "ui/admin/calldetail.h"

#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "operations/admin/comparison.h"
#include "operations/admin/outbox.h"
#include "ui/admin/versiontable.h"
#include "ui/presenters/callwords.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/orderwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/factscard.h"

namespace billing::ui {

using store::OutboxState;

namespace {

bool mayClose(const PaneContext& context) {
  const auto state = context.services.admin->state();
  return operations::permitted(state.person, operations::Deed::CloseCalls, state.live).has_value();
}

/// Of a checkout or portal that was made.
QString ofResult(const store::OutboxRow& call, const QString& key) {
  return QJsonDocument::fromJson(call.resultJson).object().value(key).toString();
}

QString linkOf(const store::OutboxRow& call) {
  return ofResult(call, QStringLiteral("url"));
}

}  // namespace

CallDetail::CallDetail(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      title_(new QLabel),
      state_(new QLabel),
      facts_(new FactsCard),
      versions_(new VersionTable),
      banner_(new ErrorBanner),
      undo_(new QPushButton(tr("Undo"))),
      ask_(new QPushButton(tr("Ask now"))),
      close_(new QPushButton(tr("Close by hand…"))),
      compensate_(new QPushButton) {
  build();
}

void CallDetail::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  column->setSpacing(space(this, 2));
  title_->setObjectName(QStringLiteral("callTitle"));
  title_->setFont(strongFont(font()));
  for (QLabel* label : {title_, state_}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  state_->setObjectName(QStringLiteral("callState"));
  auto* row = new QHBoxLayout;
  undo_->setObjectName(QStringLiteral("detailUndo"));
  ask_->setObjectName(QStringLiteral("detailAsk"));
  close_->setObjectName(QStringLiteral("detailClose"));
  close_->setToolTip(tr("Where the provider refuses to tell what became of it: say what you found out"));
  compensate_->setObjectName(QStringLiteral("detailCompensate"));
  for (QPushButton* button : {undo_, ask_, close_, compensate_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  row->addStretch(1);
  column->addWidget(title_);
  column->addWidget(state_);
  column->addWidget(banner_);
  column->addWidget(versions_);
  column->addWidget(facts_);
  column->addLayout(row);
  column->addStretch(1);
  connect(undo_, &QPushButton::clicked, this, [this] { Q_EMIT undoWanted(call_.operation); });
  connect(ask_, &QPushButton::clicked, this, [this] { Q_EMIT askWanted(call_.operation); });
  connect(close_, &QPushButton::clicked, this, [this] { Q_EMIT closingWanted(call_); });
  connect(compensate_, &QPushButton::clicked, this, [this] { Q_EMIT compensationWanted(call_); });
}

void CallDetail::show(const store::OutboxRow* call, const QString& title) {
  setVisible(call != nullptr);
  if (call == nullptr) return;
  call_ = *call;
  title_->setText(callSentence(call_, title, context_));
  QString state = callState(call_, context_).word;
  state[0] = state.at(0).toUpper();
  state_->setText(state);
  showTrouble();
  showFacts();
  // In a box that scrolls nothing has to be squeezed.
  facts_->setMinimumHeight(facts_->sizeHint().height());
  showButtons();
}

void CallDetail::showTrouble() {
  const QVector<VersionLine> lines = versionLines(call_.error);
  versions_->show(lines);
  if (call_.error.isEmpty()) return banner_->dismiss();
  Error error = refusalOf(call_);
  if (!lines.isEmpty()) error.reason.clear();  // it stands in the table below
  banner_->showError(error);
}

void CallDetail::showFacts() {
  const auto& words = context_.words;
  const auto money = [&](const std::optional<qint64>& minor) {
    return minor ? moneyText(*minor, call_.currency, words.locale) : QString();
  };
  const auto when = [&](std::optional<qint64> at) {
    return at ? models::relativeTime(*at, context_.nowMs(), words.zone, words.locale) : QString();
  };
  const auto exact = [&](std::optional<qint64> at) { return at ? models::exactTime(*at, words.zone) : QString(); };
  const auto compared = operations::compareCall(call_);
  facts_->setFacts({{tr("Asked by"),
                     tr("%1, %2").arg(call_.askedBy, when(call_.createdAt)),
                     FactStyle::Plain,
                     exact(call_.createdAt),
                     {}},
                    {tr("Why"), call_.reason, FactStyle::Plain, call_.reason, {}},
                    {tr("Link"), linkOf(call_), FactStyle::Copyable, {}, {}},
                    {tr("Previewed"), money(call_.previewedMinor), FactStyle::Plain, {}, {}},
                    {tr("Happened"), money(call_.actualMinor), FactStyle::Strong, {}, {}},
                    {tr("Compared"),
                     compared ? compared->words : QString(),
                     FactStyle::Plain,
                     compared ? compared->words : QString(),
                     {}},
                    {tr("Second person"), call_.approvalWhy, FactStyle::Plain, call_.approvalWhy, {}},
                    {tr("Decided by"), call_.decidedBy, FactStyle::Plain, call_.decisionNote, {}},
                    {tr("Closed by"),
                     ofResult(call_, QStringLiteral("closed_by")),
                     FactStyle::Plain,
                     ofResult(call_, QStringLiteral("closed_because")),
                     {}},
                    {tr("Sent"), when(call_.claimedAt), FactStyle::Plain, exact(call_.claimedAt), {}},
                    {tr("Answered"), when(call_.answeredAt), FactStyle::Plain, exact(call_.answeredAt), {}},
                    {tr("Of"), call_.subject, FactStyle::Id, {}, {}},
                    {tr("Request"), call_.requestId, FactStyle::Id, {}, {}},
                    {tr("Operation"), call_.operation, FactStyle::Id, {}, {}}});
}

void CallDetail::showButtons() {
  undo_->setVisible(call_.state == OutboxState::Waiting || call_.state == OutboxState::AwaitingApproval);
  ask_->setVisible(call_.state == OutboxState::Unconfirmed);
  close_->setVisible(call_.state == OutboxState::Unconfirmed && mayClose(context_));
  const auto remedy = operations::compensating(call_);
  compensate_->setVisible(remedy.has_value());
  if (remedy) compensate_->setText(tr("Make good: %1…").arg(orderWords(remedy->kind).action));
}

}  // namespace billing::ui
