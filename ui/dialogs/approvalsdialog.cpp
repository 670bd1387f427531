#include "ui/dialogs/approvalsdialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "operations/admin/orderpreview.h"
#include "support/whendone.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/rolewords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"

namespace billing::ui {

using store::OutboxRow;
using store::OutboxState;

ApprovalsDialog::ApprovalsDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      list_(new QListWidget),
      empty_(new QLabel(tr("Nothing waits for a second person."))),
      detail_(nullptr),
      title_(new QLabel),
      facts_(new FactsCard),
      banner_(new ErrorBanner),
      note_(new QLineEdit),
      why_(new QLabel),
      approve_(new QPushButton(symbol(QStringLiteral("check")), tr("Agree"))),
      reject_(new QPushButton(symbol(QStringLiteral("close")), tr("Turn down"))) {
  setObjectName(QStringLiteral("approvalsDialog"));
  setWindowTitle(tr("Approvals"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  list_->setObjectName(QStringLiteral("approvalsList"));
  list_->setAccessibleName(tr("Waiting for a second person"));
  list_->setWordWrap(true);
  connect(list_, &QListWidget::currentRowChanged, this, &ApprovalsDialog::showCall);
  detail_ = buildDetail();
  auto* halves = new QSplitter;
  halves->addWidget(list_);
  halves->addWidget(detail_);
  halves->setStretchFactor(1, 2);
  halves->setChildrenCollapsible(false);
  empty_->setObjectName(QStringLiteral("approvalsEmpty"));
  empty_->setAlignment(Qt::AlignCenter);
  column->addWidget(banner_);
  column->addWidget(empty_, 1);
  column->addWidget(halves, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  buttons->button(QDialogButtonBox::Close)->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  column->addWidget(buttons);
  resize(chars(this, 130), chars(this, 84));
  auto* admin = context.services.admin;
  connect(admin, &operations::AdminDesk::outboxChanged, this, &ApprovalsDialog::reload);
  connect(admin, &operations::AdminDesk::stateChanged, this, &ApprovalsDialog::refreshDecision);
  showCalls({});
  reload();
}

QWidget* ApprovalsDialog::buildDetail() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(space(this, 3), 0, 0, 0);
  column->setSpacing(space(this, 3));
  title_->setObjectName(QStringLiteral("approvalTitle"));
  title_->setFont(titleFont(font()));
  title_->setWordWrap(true);
  auto* inside = new QWidget;
  auto* scrolled = new QVBoxLayout(inside);
  scrolled->setContentsMargins(0, 0, 0, 0);
  scrolled->addWidget(facts_);
  scrolled->addStretch(1);
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setWidget(inside);
  column->addWidget(title_);
  column->addWidget(scroll, 1);
  column->addLayout(buildDecision());
  return part;
}

QLayout* ApprovalsDialog::buildDecision() {
  auto* column = new QVBoxLayout;
  column->setSpacing(space(this, 2));
  why_->setObjectName(QStringLiteral("approvalWhyNot"));
  why_->setWordWrap(true);
  why_->setForegroundRole(QPalette::PlaceholderText);
  note_->setObjectName(QStringLiteral("approvalNote"));
  note_->setAccessibleName(tr("Note"));
  note_->setPlaceholderText(tr("A note for whoever asked, and for the audit log"));
  approve_->setObjectName(QStringLiteral("approvalAgree"));
  reject_->setObjectName(QStringLiteral("approvalReject"));
  auto* row = new QHBoxLayout;
  row->addWidget(note_, 1);
  for (QPushButton* button : {reject_, approve_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  connect(approve_, &QPushButton::clicked, this, [this] { decide(true); });
  connect(reject_, &QPushButton::clicked, this, [this] { decide(false); });
  column->addWidget(why_);
  column->addLayout(row);
  return column;
}

void ApprovalsDialog::reload() {
  operations::OutboxQuestion question;
  question.openOnly = true;
  whenDone(context_.services.admin->outbox(question, cancel_), this, [this](const Result<QVector<OutboxRow>>& calls) {
    if (calls) return showCalls(*calls);
    if (calls.error().kind != ErrorKind::Cancelled) banner_->showError(calls.error());
  });
}

void ApprovalsDialog::showCalls(const QVector<OutboxRow>& calls) {
  const QString kept = calls_.value(list_->currentRow()).operation;
  calls_.clear();
  list_->clear();
  for (const OutboxRow& call : calls) {
    if (call.state != OutboxState::AwaitingApproval) continue;
    calls_.push_back(call);
    list_->addItem(tr("%1\nasked by %2").arg(sentenceOf(call), call.askedBy));
  }
  const bool any = !calls_.isEmpty();
  empty_->setVisible(!any);
  list_->parentWidget()->setVisible(any);
  int row = 0;
  for (int i = 0; i < calls_.size(); ++i)
    if (calls_[i].operation == kept) row = i;
  list_->setCurrentRow(any ? row : -1);
}

void ApprovalsDialog::showCall(int index) {
  detail_->setEnabled(index >= 0 && index < calls_.size());
  if (!detail_->isEnabled()) return;
  const OutboxRow& call = calls_[index];
  const auto when = [this](qint64 ms) {
    return models::relativeTime(ms, context_.nowMs(), context_.words.zone, context_.words.locale);
  };
  title_->setText(sentenceOf(call));
  QVector<FactItem> facts{
      {tr("Asked by"), tr("%1 (%2), %3").arg(call.askedBy, call.askedRole, when(call.createdAt)), {}, {}, {}},
      {tr("Reason"), call.reason, FactStyle::Wrapped, {}, {}},
      {tr("Why a second person"), call.approvalWhy, FactStyle::Wrapped, {}, {}},
      {tr("Lapses"),
       call.approvalEndsAt ? when(*call.approvalEndsAt) : tr("never"),
       {},
       call.approvalEndsAt ? models::exactTime(*call.approvalEndsAt, context_.words.zone) : QString(),
       {}},
      {tr("Object"), call.subject, FactStyle::Id, {}, {}}};
  facts += previewFacts(call.previewJson);
  facts_->setFacts(facts);
  refreshDecision();
}

QString ApprovalsDialog::sentenceOf(const OutboxRow& call) const {
  const auto& profile = context_.services.profile;
  const auto order = operations::orderFromJson(call.orderJson);
  if (!order) return QStringLiteral("%1 · %2").arg(call.kind, call.subject);
  return QString::fromStdString(operations::describeOrder(*order, profile.rules, profile.live()));
}

// All of what whoever asked has seen.
QVector<FactItem> ApprovalsDialog::previewFacts(const QByteArray& json) const {
  const auto seen = operations::previewFromJson(json);
  QVector<FactItem> facts;
  const auto add = [&](const QString& caption, const QString& text) {
    facts.push_back({caption, text, FactStyle::Wrapped, {}, {}});
  };
  const auto money = [this](const Money& amount) {
    return moneyText(
        amount.minor,
        QString::fromUtf8(amount.currency.code().data(), static_cast<qsizetype>(amount.currency.code().size())),
        context_.words.locale);
  };
  const auto when = [this](Instant at) {
    return models::relativeTime(at.ms, context_.nowMs(), context_.words.zone, context_.words.locale);
  };
  if (!seen) add(tr("Preview"), QString::fromStdString(seen.error().message));
  if (seen) {
    if (seen->today) add(seen->estimate ? tr("Today, an estimate") : tr("Today"), money(*seen->today));
    if (seen->givenAway.minor > 0) add(tr("Given away"), money(seen->givenAway));
    for (const auto& line : seen->lines) add(tr("Line"), QStringLiteral("%1: %2").arg(line.text, money(line.amount)));
    if (seen->nextInvoice) add(tr("Next invoice"), money(*seen->nextInvoice));
    if (seen->accessUntil) add(tr("Access until"), when(*seen->accessUntil));
    for (const auto& change : seen->changes)
      add(change.field, QStringLiteral("%1 → %2").arg(change.before, change.after));
    for (const auto& warning : seen->warnings) add(tr("Warning"), warning);
    if (!seen->source.isEmpty()) add(tr("So says"), seen->source);
  }
  return facts;
}

QString ApprovalsDialog::whyNotApprove(const OutboxRow& call) const {
  const auto state = context_.services.admin->state();
  if (const auto may = operations::mayDecide(state.person, call.askedBy); !may)
    return QString::fromStdString(describe(may.error()));
  return state.locked ? tr("Live mode is locked: unlock it to agree; turning it down needs no key") : QString();
}

void ApprovalsDialog::refreshDecision() {
  const int row = list_->currentRow();
  if (row < 0 || row >= calls_.size()) return;
  const OutboxRow& call = calls_[row];
  const QString why = whyNotApprove(call);
  const auto person = context_.services.admin->state().person;
  approve_->setEnabled(why.isEmpty());
  approve_->setToolTip(why);
  reject_->setEnabled(operations::mayDecide(person, call.askedBy).has_value());
  reject_->setToolTip(reject_->isEnabled() ? QString() : why);
  why_->setText(why);
  why_->setVisible(!why.isEmpty());
}

void ApprovalsDialog::decide(bool approve) {
  const int row = list_->currentRow();
  if (row < 0 || row >= calls_.size()) return;
  const auto deciding = context_.services.admin->decide(calls_[row].operation, approve, note_->text().trimmed());
  whenDone(deciding, this, [this, approve](const Result<OutboxRow>& decided) {
    if (!decided) return banner_->showError(decided.error());
    banner_->dismiss();
    note_->clear();
    Q_EMIT context_.navigator.noticed(approve ? tr("Agreed: it is on its way") : tr("Turned down: nothing was sent"));
    reload();
  });
}

}  // namespace billing::ui
