#include "ui/admin/outboxview.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/admin/calldetail.h"
#include "ui/admin/closecalldialog.h"
#include "ui/admin/outboxboard.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/callwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/scrollbox.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

namespace {

constexpr int kMostCalls = 500;

}  // namespace

OutboxView::OutboxView(const PaneContext& context, OutboxBoard& board, QWidget* parent)
    : QDialog(parent),
      context_(context),
      board_(board),
      calls_(models::outboxTable(), context.words),
      table_(shortTable(
          QStringLiteral("outboxCalls"), tr("Changes by hand"), &calls_,
          {QStringLiteral("created_at"), QStringLiteral("what"), QStringLiteral("state"), QStringLiteral("previewed"),
           QStringLiteral("actual"), QStringLiteral("asked_by"), QStringLiteral("reason")})),
      detail_(new CallDetail(context)),
      banner_(new ErrorBanner),
      openOnly_(new QToolButton),
      count_(new QLabel) {
  setObjectName(QStringLiteral("outboxView"));
  setWindowTitle(tr("Outbox"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  connect(context.services.admin, &operations::AdminDesk::outboxChanged, this, &OutboxView::reload);
  connect(&board, &OutboxBoard::failed, this, [this](const Error& error) { banner_->showError(error); });
  connect(openOnly_, &QToolButton::toggled, this, &OutboxView::reload);
  connect(table_, &DataTable::rowSelected, this, &OutboxView::select);
  connect(detail_, &CallDetail::undoWanted, &board, &OutboxBoard::undo);
  connect(detail_, &CallDetail::askWanted, &board, &OutboxBoard::askNow);
  connect(detail_, &CallDetail::closingWanted, this, &OutboxView::closeByHand);
  connect(detail_, &CallDetail::compensationWanted, this, &OutboxView::compensationWanted);
  reload();
}

void OutboxView::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services));
  auto* head = new QHBoxLayout;
  head->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  head->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Outbox"));
  title->setFont(titleFont(font()));
  count_->setForegroundRole(QPalette::PlaceholderText);
  openOnly_->setObjectName(QStringLiteral("outboxOpenOnly"));
  openOnly_->setText(tr("Open ones only"));
  openOnly_->setCheckable(true);
  openOnly_->setProperty("framed", true);
  head->addWidget(title);
  head->addWidget(count_);
  head->addStretch(1);
  head->addWidget(openOnly_);
  column->addLayout(head);
  column->addWidget(banner_);
  auto* splitter = new QSplitter(Qt::Vertical);
  splitter->addWidget(shortList(table_, QStringLiteral("send"), tr("Nothing was changed by hand yet"),
                                tr("Every change waits here for some seconds before it leaves, and stays on record.")));
  splitter->addWidget(new ScrollBox(detail_));
  splitter->setStretchFactor(0, 3);
  splitter->setStretchFactor(1, 2);
  column->addWidget(splitter, 1);
  setColumnWidths(
      *table_, {{"created_at", 11}, {"state", 17}, {"previewed", 10}, {"actual", 10}, {"asked_by", 8}, {"reason", 16}},
      "what");
  detail_->hide();
  resize(QSize(chars(this, 150), fontMetrics().height() * 44).boundedTo(screen()->availableSize() * 9 / 10));
}

void OutboxView::reload() {
  cancel_.cancel();
  cancel_ = CancelToken();
  operations::OutboxQuestion question;
  question.openOnly = openOnly_->isChecked();
  question.limit = kMostCalls;
  whenDone(context_.services.admin->outbox(question, cancel_), this,
           [this, asked = cancel_](const Result<QVector<store::OutboxRow>>& calls) {
             if (asked.cancelled()) return;
             if (calls)
               take(*calls);
             else if (calls.error().kind != ErrorKind::Cancelled)
               banner_->showError(calls.error());
           });
}

void OutboxView::take(const QVector<store::OutboxRow>& calls) {
  const qint64 kept = table_->currentId();
  banner_->dismiss();
  QVector<models::WordedCall> rows;
  qint64 chosen = 0;
  for (const store::OutboxRow& call : calls) {
    rows.push_back(
        {call.id, call, callSentence(call, board_.titleOf(call), context_), outcomeWords(call, context_.words.locale)});
    if (call.operation == wanted_ || (wanted_.isEmpty() && call.id == kept)) chosen = call.id;
  }
  calls_.setRows(rows);
  count_->setText(rows.size() == 1 ? tr("1 change") : tr("%1 changes").arg(rows.size()));
  for (int row = 0; row < rows.size(); ++row)
    if (rows.at(row).id == chosen) table_->selectRow(row);
  select(chosen);
}

void OutboxView::select(qint64 id) {
  for (const models::WordedCall& row : calls_.rows()) {
    if (row.id != id) continue;
    wanted_.clear();
    return detail_->show(&row.call, board_.titleOf(row.call));
  }
  detail_->show(nullptr, {});
}

void OutboxView::closeByHand(const store::OutboxRow& call) {
  auto* dialog = new CloseCallDialog(callSentence(call, board_.titleOf(call), context_), this);
  connect(dialog, &CloseCallDialog::said, &board_,
          [this, operation = call.operation](bool asDone, const QString& reason) {
            board_.closeByHand(operation, asDone, reason);
          });
  dialog->open();
}

void OutboxView::showCall(const QString& operation) {
  wanted_ = operation;
  reload();
}

}  // namespace billing::ui
