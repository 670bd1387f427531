#include "ui/reconcile/reconcileview.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <algorithm>

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

using operations::Drift;
using operations::ReconcileReport;

void ReconcileView::refresh() {
  if (reading_ || comparing_) return;
  reading_ = true;
  whenDone(context_.services.reconcile->lastReport(cancel_), this, [this](const Result<ReconcileReport>& report) {
    reading_ = false;
    showReport(report);
  });
}

void ReconcileView::compare() {
  if (comparing_) return;
  banner_->dismiss();
  run_ = CancelToken();
  setComparing(true);
  const QPointer<ReconcileView> self(this);
  const auto progress = [self](qint64 done, qint64, const QString& what) {
    QMetaObject::invokeMethod(QCoreApplication::instance(), [self, done, what] {
      if (self && self->comparing_) self->progressed(done, what);
    });
  };
  whenDone(context_.services.reconcile->run(progress, run_), this, [this](const Result<ReconcileReport>& report) {
    setComparing(false);
    if (report) return showReport(report);
    if (report.error().kind != ErrorKind::Cancelled) banner_->showError(report.error(), tr("Compare again"));
    refresh();
  });
}

void ReconcileView::progressed(qint64 done, const QString& what) {
  lastRun_->setText(tr("comparing %1: %2 so far").arg(what).arg(done));
}

void ReconcileView::setComparing(bool comparing) {
  comparing_ = comparing;
  compare_->setVisible(!comparing);
  stop_->setVisible(comparing);
  bar_->setVisible(comparing);
  if (comparing) lastRun_->setText(tr("asking the provider…"));
}

void ReconcileView::showReport(const Result<ReconcileReport>& report) {
  if (report)
    report_ = *report;
  else if (report.error().kind == ErrorKind::NotFound)
    report_.reset();
  else if (report.error().kind != ErrorKind::Cancelled)
    banner_->showError(report.error());
  lastRun_->setText(runWords());
  fillFilters();
  filter();
  Q_EMIT changed();
}

QString ReconcileView::runWords() const {
  if (!report_) return tr("never compared");
  const auto& run = report_->run;
  const QString when = models::relativeTime(run.endedAt.value_or(run.startedAt), context_.nowMs(), context_.words.zone,
                                            context_.words.locale);
  if (run.state == u"failed") return tr("the last comparison failed %1: %2").arg(when, run.error);
  if (run.state == u"cancelled") return tr("the last comparison was cancelled %1").arg(when);
  const QString note = run.error.isEmpty() ? QString() : QStringLiteral(" · ") + run.error;
  return tr("%1 compared %2 by %3%4").arg(run.compared).arg(when, run.askedBy, note);
}

int ReconcileView::openDrifts() const {
  if (!report_) return 0;
  return static_cast<int>(std::count_if(report_->drifts.cbegin(), report_->drifts.cend(),
                                        [](const Drift& drift) { return drift.state == u"open"; }));
}

// What there is to choose from, the choice kept where it still is.
void ReconcileView::fillFilters() {
  const auto fill = [this](QComboBox& box, const QString& all, QString Drift::* member,
                           QString (*words)(const QString&)) {
    const QString kept = box.currentData().toString();
    const QSignalBlocker quiet(&box);
    box.clear();
    box.addItem(all, QString());
    QStringList seen;
    for (const Drift& drift : report_ ? report_->drifts : QVector<Drift>())
      if (!seen.contains(drift.*member)) seen.append(drift.*member);
    seen.sort();
    for (const QString& word : std::as_const(seen)) box.addItem(words(word), word);
    box.setCurrentIndex(std::max(0, box.findData(kept)));
    box.setVisible(!seen.isEmpty());  // nothing to choose from
  };
  fill(*kind_, tr("Every kind"), &Drift::kind, &driftKindText);
  fill(*cause_, tr("Every cause"), &Drift::cause, &driftCauseText);
}

void ReconcileView::filter() {
  QVector<Drift> shown;
  const QString kind = kind_->currentData().toString(), cause = cause_->currentData().toString();
  for (const Drift& drift : report_ ? report_->drifts : QVector<Drift>()) {
    const bool fits = (kind.isEmpty() || drift.kind == kind) && (cause.isEmpty() || drift.cause == cause);
    if (fits) shown.append(drift);
  }
  const int open = openDrifts();
  summary_->setText(!report_    ? tr("Nothing has been compared")
                    : open == 0 ? tr("Nothing differs")
                    : open == 1 ? tr("1 difference")
                                : tr("%1 differences").arg(open));
  const bool any = !shown.isEmpty();
  rows_.setRows(std::move(shown));
  if (!any) showEmpty();
  stack_->setCurrentIndex(any ? 0 : 1);
  explain();
}

void ReconcileView::showEmpty() {
  if (!report_)
    empty_->say(QStringLiteral("retry"), tr("Nothing has been compared yet"),
                tr("Every customer, subscription, payment, invoice, refund, dispute and price is held against what the "
                   "provider says. Nothing is changed."),
                tr("Compare now"));
  else if (report_->drifts.isEmpty())
    empty_->say(QStringLiteral("check-circle"), tr("Nothing differs"),
                tr("Provider, database and webhooks say the same, access follows payments, and the payouts add up."));
  else
    empty_->say(QStringLiteral("info"), tr("Nothing of that kind"), tr("Choose another kind or cause."));
}

QVector<Drift> ReconcileView::chosen() const {
  QVector<Drift> found;
  const QVector<qint64> ids = table_->selectedIds();
  for (const Drift& drift : rows_.rows())
    if (ids.contains(drift.id) && drift.state == u"open") found.append(drift);
  return found;
}

void ReconcileView::explain() {
  const QVector<qint64> ids = table_->selectedIds();
  QString text;
  for (const Drift& drift : rows_.rows()) {
    if (ids.size() != 1 || drift.id != ids.front()) continue;
    text = drift.explanation + QLatin1Char('.');
    if (!drift.repair.isEmpty()) text += QLatin1Char(' ') + drift.repair + QLatin1Char('.');
  }
  if (ids.size() > 1) text = tr("%1 chosen").arg(ids.size());
  why_->say(Tone::Info, QStringLiteral("info"), text);
  const bool any = !chosen().isEmpty();
  for (QPushButton* button : {repair_, accept_}) {
    button->setEnabled(any);
    button->setToolTip(any ? QString() : tr("Choose what is open first"));
  }
}

void ReconcileView::openDialog(RepairDialog::Purpose purpose) {
  const QVector<Drift> drifts = chosen();
  if (drifts.isEmpty()) return;
  auto* dialog = new RepairDialog(context_, purpose, drifts, window());
  connect(dialog, &RepairDialog::done, this, &ReconcileView::refresh);
  dialog->open();
}

void ReconcileView::openObject(qint64 id) {
  for (const Drift& drift : rows_.rows()) {
    if (drift.id != id) continue;
    if (drift.entity == u"account") return Q_EMIT context_.navigator.accountWanted(drift.accountKey);
    store::ListQuery query;
    query.text = drift.externalId;
    const bool ofInvoices = drift.entity == u"invoice" || drift.entity == u"payment";
    const PaneId pane = drift.entity == u"subscription" ? PaneId::Subscriptions
                        : ofInvoices                    ? PaneId::Invoices
                        : drift.entity == u"price"      ? PaneId::Plans
                                                        : PaneId::Customers;
    if (pane == PaneId::Customers && !drift.customerExternalId.isEmpty()) query.text = drift.customerExternalId;
    Q_EMIT context_.navigator.listWanted(pane, query);
  }
}

}  // namespace billing::ui
