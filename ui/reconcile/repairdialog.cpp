#include "ui/reconcile/repairdialog.h"

#include <QHBoxLayout>
#include <QScreen>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/admin/liverow.h"
#include "ui/details/detailpage.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

using operations::Drift;
using operations::RepairPlan;

RepairDialog::RepairDialog(const PaneContext& context, Purpose purpose, const QVector<Drift>& drifts, QWidget* parent)
    : QDialog(parent),
      context_(context),
      purpose_(purpose),
      steps_(repairStepTable(), context.words),
      title_(new QLabel),
      banner_(new ErrorBanner),
      line_(new ProgressLine),
      table_(nullptr),
      refused_(new QLabel),
      reason_(new QLineEdit),
      deed_(new QPushButton),
      close_(new QPushButton(tr("C&lose"))) {
  for (const Drift& drift : drifts) ids_.append(drift.id);
  setObjectName(QStringLiteral("repairDialog"));
  setAttribute(Qt::WA_DeleteOnClose);
  const bool repairs = purpose_ == Purpose::Repair;
  setWindowTitle(repairs ? tr("Repair") : tr("Accept"));
  build();
  if (repairs) {
    askPlan();
    return;
  }
  title_->setText(ids_.size() == 1 ? tr("This difference is right as it is")
                                   : tr("These %1 differences are right as they are").arg(ids_.size()));
  QStringList lines;
  for (const Drift& drift : drifts)
    lines += tr("%1 %2 %3: %4").arg(driftEntityText(drift.entity), drift.externalId, drift.field, drift.explanation);
  refused_->setText(lines.join(QLatin1Char('\n')));
  table_->hide();
  refreshDeed();
}

void RepairDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  column->addWidget(line_);
  auto* body = new QWidget;
  auto* inside = new QVBoxLayout(body);
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 3));
  inside->setSpacing(space(this, 2));
  title_->setObjectName(QStringLiteral("repairTitle"));
  title_->setFont(titleFont(font()));
  title_->setWordWrap(true);
  table_ = shortTable(QStringLiteral("table_repairSteps"), tr("What is done, step by step"), &steps_,
                      {QStringLiteral("words"), QStringLiteral("before"), QStringLiteral("after")});
  setColumnWidths(*table_, {{"before", 18}, {"after", 18}}, "words");
  refused_->setObjectName(QStringLiteral("repairRefused"));
  refused_->setWordWrap(true);
  refused_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  reason_->setObjectName(QStringLiteral("repairReason"));
  reason_->setAccessibleName(tr("Reason"));
  reason_->setPlaceholderText(tr("Why; kept in the audit log"));
  connect(reason_, &QLineEdit::textChanged, this, &RepairDialog::refreshDeed);
  inside->addWidget(title_);
  inside->addWidget(banner_);
  inside->addWidget(table_, 1);
  inside->addWidget(refused_);
  inside->addWidget(reason_);
  if (context_.services.admin != nullptr) inside->addWidget(new LiveRow(context_));
  column->addWidget(body, 1);
  column->addWidget(buildButtons());
  resize(QSize(chars(this, 120), fontMetrics().height() * 26).boundedTo(screen()->availableSize() * 95 / 100));
}

QWidget* RepairDialog::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 4));
  row->setSpacing(space(this, 2));
  deed_->setObjectName(QStringLiteral("repairDeed"));
  deed_->setAutoDefault(false);
  deed_->setEnabled(false);
  close_->setObjectName(QStringLiteral("repairClose"));
  close_->setDefault(true);
  row->addStretch(1);
  row->addWidget(close_);
  row->addWidget(new GuardBox(deed_, context_.services, operations::Deed::MendDrift));
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  connect(deed_, &QPushButton::clicked, this, &RepairDialog::carryOut);
  return part;
}

void RepairDialog::setBusy(bool busy) {
  busy_ = busy;
  line_->setRunning(busy);
  refreshDeed();
}

void RepairDialog::askPlan() {
  title_->setText(tr("Looking at both sides again…"));
  setBusy(true);
  whenDone(context_.services.reconcile->plan(ids_, cancel_), this, [this](const Result<RepairPlan>& plan) {
    setBusy(false);
    if (plan)
      showPlan(*plan);
    else
      banner_->showError(plan.error());
    Q_EMIT shown();
  });
}

void RepairDialog::showPlan(const RepairPlan& plan) {
  plan_ = plan;
  QVector<StepRow> rows;
  for (const operations::RepairStep& step : plan.steps) rows.append({rows.size() + 1, step});
  const auto count = rows.size();
  steps_.setRows(std::move(rows));
  title_->setText(count == 0   ? tr("Nothing here mends it")
                  : count == 1 ? tr("One step; nothing is done yet")
                               : tr("%1 steps; nothing is done yet").arg(count));
  refused_->setText(plan.refused.isEmpty() ? QString()
                                           : tr("Not mended here:\n%1").arg(plan.refused.join(QLatin1Char('\n'))));
  refused_->setVisible(!plan.refused.isEmpty());
  table_->setVisible(count > 0);
  refreshDeed();
}

void RepairDialog::refreshDeed() {
  const bool repairs = purpose_ == Purpose::Repair;
  const auto count = repairs ? plan_.steps.size() : ids_.size();
  deed_->setText(repairs ? tr("&Mend %1").arg(count) : tr("&Accept %1").arg(count));
  const bool reasoned = !reason_->text().trimmed().isEmpty();
  deed_->setEnabled(!busy_ && count > 0 && reasoned);
  deed_->setToolTip(reasoned ? QString() : tr("Say why first"));
}

void RepairDialog::carryOut() {
  banner_->dismiss();
  setBusy(true);
  const QString reason = reason_->text().trimmed();
  auto& desk = *context_.services.reconcile;
  if (purpose_ == Purpose::Accept) {
    whenDone(desk.accept(ids_, reason), this, [this](const Result<void>& accepted) {
      finished(accepted ? std::nullopt : std::optional(accepted.error()), static_cast<int>(ids_.size()));
    });
    return;
  }
  whenDone(desk.repair(plan_, reason, cancel_), this, [this](const Result<int>& mended) {
    finished(mended ? std::nullopt : std::optional(mended.error()), mended.value_or(0));
  });
}

void RepairDialog::finished(const std::optional<Error>& error, int count) {
  setBusy(false);
  if (error) return banner_->showError(*error);
  Q_EMIT context_.navigator.noticed(purpose_ == Purpose::Repair ? tr("%1 mended").arg(count)
                                                                : tr("%1 accepted").arg(count));
  Q_EMIT done();
  close();
}

}  // namespace billing::ui
