#include "ui/bulk/bulkdialog.h"

#include <QCoreApplication>
#include <QPointer>

#include "support/whendone.h"
#include "ui/bulk/bulkform.h"
#include "ui/bulk/bulkrunview.h"
#include "ui/bulk/rehearsaldialog.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

using operations::BulkPreview;

BulkDialog::~BulkDialog() {
  cancel_.cancel();
}

void BulkDialog::connectParts() {
  connect(form_, &BulkForm::changed, this, &BulkDialog::chosenAnew);
  connect(form_, &BulkForm::reasonChanged, this, [this] {
    order_.reason = form_->order().reason;
    judge();
  });
  connect(previewButton_, &QPushButton::clicked, this, [this] { asking_ ? stopAsking() : askPreview(); });
  connect(typed_, &QLineEdit::textChanged, this, &BulkDialog::judge);
  connect(close_, &QPushButton::clicked, this, &QDialog::close);
  connect(deed_, &QPushButton::clicked, this, &BulkDialog::start);
  connect(rehearse_, &QPushButton::clicked, this, &BulkDialog::rehearse);
  if (context_.services.admin != nullptr)
    connect(context_.services.admin, &operations::AdminDesk::stateChanged, this, &BulkDialog::judge);
}

// The sums shown are of another order now.
void BulkDialog::chosenAnew() {
  stopAsking();
  preview_.reset();
  sentence_->setText(tr("Preview it to see what it comes to."));
  totals_.setRows({});
  refusals_.setRows({});
  totalsTable_->hide();
  refusalsTable_->hide();
  approval_->say(Tone::Warning, {}, {});
  judge();
}

void BulkDialog::askPreview() {
  order_ = form_->order();
  banner_->dismiss();
  asking_ = true;
  cancel_ = CancelToken();
  bar_->setMaximum(0);
  bar_->show();
  previewButton_->setText(tr("Stop"));
  const QPointer<BulkDialog> self(this);
  const auto progress = [self](int done, int total) {
    QMetaObject::invokeMethod(QCoreApplication::instance(), [self, done, total] {
      if (!self || !self->asking_) return;
      self->bar_->setMaximum(total);
      self->bar_->setValue(done);
    });
  };
  whenDone(desk_.preview(order_, seed_.selection, progress, cancel_), this,
           [this, token = cancel_](const Result<BulkPreview>& preview) {
             if (token.cancelled()) return;
             stopAsking();
             if (preview)
               showPreview(*preview);
             else
               banner_->showError(preview.error());
             Q_EMIT previewed();
           });
  judge();
}

void BulkDialog::stopAsking() {
  cancel_.cancel();
  asking_ = false;
  bar_->hide();
  previewButton_->setText(tr("Pre&view"));
}

void BulkDialog::showPreview(const BulkPreview& preview) {
  preview_ = preview;
  showSentence(preview);
  totals_.setRows(numberedRows(preview.totals));
  totalsTable_->setVisible(!preview.totals.isEmpty());
  QVector<operations::BulkRefusal> reasons = preview.refusals;
  for (operations::BulkRefusal warning : preview.warnings) {
    warning.message = tr("Beware: %1").arg(warning.message);
    reasons.append(warning);
  }
  refusals_.setRows(numberedRows(reasons));
  refusalsTable_->setVisible(!preview.refusals.isEmpty() || !preview.warnings.isEmpty());
  approval_->say(Tone::Warning, QStringLiteral("shield"), preview.approvalWhy);
  const bool typing = !preview.toType.isEmpty();
  typedLabel_->setText(tr("Type <b>%1</b>, the number that is changed").arg(preview.toType));
  typedLabel_->setVisible(typing);
  typed_->setVisible(typing);
  judge();
}

void BulkDialog::showSentence(const BulkPreview& preview) {
  QString text =
      preview.refused == 0
          ? tr("All %1 can be changed.").arg(preview.fine)
          : tr("%1 of %2 can be changed, %3 are refused.").arg(preview.fine).arg(preview.total).arg(preview.refused);
  if (preview.totals.isEmpty() && preview.fine > 0) text += QLatin1Char(' ') + tr("No money moves today.");
  sentence_->setText(text);
}

QString BulkDialog::whyNot() const {
  const auto* admin = context_.services.admin;
  if (admin != nullptr && admin->state().live && admin->state().locked) return tr("Live mode is locked");
  if (!preview_) return tr("Preview it first");
  if (preview_->fine == 0) return tr("None of them can be changed so");
  if (const auto whole = operations::checkOrder(
          operations::orderFor(order_,
                               preview_->items.isEmpty() ? operations::BulkSubject{} : preview_->items.front().subject),
          context_.services.clock.now());
      !whole)
    return QString::fromStdString(whole.error().reason.empty() ? whole.error().message : whole.error().reason);
  if (typed_->text().trimmed() != preview_->toType) return tr("Type the number first");
  return {};
}

void BulkDialog::judge() {
  const QString why = whyNot();
  deed_->setEnabled(why.isEmpty() && !starting_ && !asking_);
  deed_->setToolTip(why);
  if (preview_)
    deed_->setText(preview_->approvalWhy.isEmpty() ? tr("Change %1").arg(preview_->fine)
                                                   : tr("Ask for approval of %1").arg(preview_->fine));
  else
    deed_->setText(tr("Change them"));
}

void BulkDialog::start() {
  if (!preview_ || starting_) return;
  starting_ = true;
  judge();
  whenDone(desk_.start(order_, *preview_, typed_->text()), this, [this](const Result<store::BulkRunRow>& run) {
    starting_ = false;
    judge();
    if (!run) return banner_->showError(run.error());
    showRun(*run);
    Q_EMIT started(run->id);
  });
}

void BulkDialog::rehearse() {
  operations::RehearsalWish wish;
  wish.kind = operations::RehearsalWish::Kind::Bulk;
  wish.order = form_->order();
  wish.selection = seed_.selection;
  (new RehearsalDialog(context_, wish, this))->open();
}

void BulkDialog::showRun(const store::BulkRunRow& run) {
  run_->showRun(run.id);
  pages_->setCurrentWidget(run_);
  deed_->hide();
  rehearse_->hide();
  close_->setText(tr("&Close"));
  close_->setToolTip(tr("It goes on by itself; Billing ▸ Bulk runs shows it again"));
}

}  // namespace billing::ui
