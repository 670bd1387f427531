#include "ui/admin/orderdialog.h"

#include <QKeyEvent>

#include "support/whendone.h"
#include "ui/admin/liverow.h"
#include "ui/admin/orderpage.h"
#include "ui/admin/previewcard.h"
#include "ui/presenters/orderwords.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

namespace {

constexpr int kShortestReason = 3;
constexpr int kSettleMs = 120;  // a burst of choices is asked for once
constexpr int kSlowMs = 2'000;  // from then on it can be stopped

bool needsReason(operations::OrderKind kind) {
  return kind != operations::OrderKind::CheckoutLink && kind != operations::OrderKind::PortalLink;
}

}  // namespace

OrderDialog::OrderDialog(const PaneContext& context, const OrderSeed& seed, QWidget* parent)
    : QDialog(parent),
      context_(context),
      seed_(seed),
      page_(makeOrderPage(context, seed)),
      card_(new PreviewCard(context)),
      progress_(new ProgressLine),
      stop_(new QPushButton(tr("Stop asking"))),
      reason_(new QLineEdit),
      typedLabel_(new QLabel),
      typed_(new QLineEdit),
      live_(new LiveRow(context)),
      banner_(new ErrorBanner),
      why_(new QLabel),
      cancelButton_(new QPushButton(tr("Cancel"))),
      deed_(new QPushButton) {
  setObjectName(QStringLiteral("orderDialog"));
  setWindowTitle(orderWords(seed.order.kind).action);
  setAttribute(Qt::WA_DeleteOnClose);
  settle_.setSingleShot(true);
  settle_.setInterval(kSettleMs);
  slow_.setSingleShot(true);
  slow_.setInterval(kSlowMs);
  build();
  connectParts();
  page_->firstFocus()->setFocus(Qt::OtherFocusReason);
  chosenAnew();
}

OrderDialog::~OrderDialog() {
  cancel_.cancel();
}

void OrderDialog::connectParts() {
  connect(page_, &OrderPage::changed, this, &OrderDialog::chosenAnew);
  connect(&settle_, &QTimer::timeout, this, &OrderDialog::askPreview);
  connect(&slow_, &QTimer::timeout, stop_, &QWidget::show);
  connect(stop_, &QPushButton::clicked, this, &OrderDialog::stopAsking);
  connect(reason_, &QLineEdit::textChanged, this, &OrderDialog::judge);
  connect(typed_, &QLineEdit::textChanged, this, &OrderDialog::judge);
  connect(cancelButton_, &QPushButton::clicked, this, &QDialog::close);
  connect(deed_, &QPushButton::clicked, this, &OrderDialog::submit);
  connect(banner_, &ErrorBanner::actionTriggered, this, &OrderDialog::askPreview);
  connect(&desk(), &operations::AdminDesk::stateChanged, this, &OrderDialog::judge);
}

/// Something else was chosen: what was previewed no longer counts.
void OrderDialog::chosenAnew() {
  desk().touched();
  cancel_.cancel();
  operations::AdminOrder order = seed_.order;
  missing_ = page_->fill(order);
  order_ = order;
  banner_->dismiss();
  if (missing_.isEmpty()) {
    card_->setOutdated(true);
    settle_.start();
  } else {
    settle_.stop();
    asking_ = false;
    progress_->setRunning(false);
    preview_.reset();
    card_->say(missing_);
  }
  judge();
}

void OrderDialog::askPreview() {
  cancel_ = CancelToken();
  asking_ = true;
  progress_->setRunning(true);
  slow_.start();
  if (!preview_) card_->say(tr("Asking what it would cost…"));
  operations::AdminOrder order = order_;
  // The reason is typed while one looks at the preview; it changes nothing about the money.
  order.reason = "preview";
  whenDone(desk().preview(order, cancel_), this,
           [this, asked = cancel_](const Result<operations::OrderPreview>& preview) {
             if (!asked.cancelled()) showPreview(preview);
           });
  judge();
}

void OrderDialog::stopAsking() {
  cancel_.cancel();
  showPreview(failure(ErrorKind::Cancelled, "cancelled", tr("Not asked any further").toStdString(), {},
                      tr("Choose again to ask anew").toStdString()));
}

void OrderDialog::showPreview(const Result<operations::OrderPreview>& preview) {
  asking_ = false;
  slow_.stop();
  stop_->hide();
  progress_->setRunning(false);
  preview_.reset();
  if (preview) {
    preview_ = *preview;
    card_->show(*preview);
    typed_->setVisible(!preview->toType.isEmpty());
    typedLabel_->setVisible(!preview->toType.isEmpty());
    typedLabel_->setText(tr("Type <b>%1</b>").arg(preview->toType.toHtmlEscaped()));
    typed_->setAccessibleName(tr("Type %1 to confirm").arg(preview->toType));
  } else {
    card_->say(tr("It could not be found out what this would do."));
    banner_->showError(preview.error(), tr("Ask again"));
  }
  judge();
  Q_EMIT previewed();
}

QString OrderDialog::whyNot() const {
  if (!missing_.isEmpty()) return missing_;
  if (desk().state().locked) return tr("Live mode is locked: unlock it first");
  if (asking_ || settle_.isActive()) return tr("The preview is on its way");
  if (!preview_) return tr("There is no preview yet");
  if (preview_->refusal) return QString::fromStdString(preview_->refusal->message);
  if (needsReason(order_.kind) && reason_->text().trimmed().size() < kShortestReason) return tr("Say why first");
  if (typed_->text() != preview_->toType) return tr("Type %1 first").arg(preview_->toType);
  return sending_ ? tr("On its way") : QString();
}

/// The button always says what it would do; whether it can be pressed, and if not why, follows from everything above.
void OrderDialog::judge() {
  if (done_) return;
  const bool refused = preview_ && preview_->refusal;
  deed_->setText(deedWords(order_, preview_ && !refused ? &*preview_ : nullptr, context_));
  const QString why = whyNot();
  deed_->setEnabled(why.isEmpty());
  deed_->setToolTip(why.isEmpty() ? tr("Ctrl+Return") : why);
  deed_->setAccessibleDescription(why);
  why_->setText(why);
}

void OrderDialog::submit() {
  if (!deed_->isEnabled()) return;
  sending_ = true;
  operations::AdminOrder order = order_;
  order.reason = reason_->text().trimmed().toStdString();
  progress_->setRunning(true);
  banner_->dismiss();
  judge();
  whenDone(desk().submit(order, *preview_, typed_->text()), this, [this](const Result<store::OutboxRow>& call) {
    sending_ = false;
    progress_->setRunning(false);
    if (call) return finish(*call);
    banner_->showError(call.error());
    judge();
  });
}

void OrderDialog::finish(const store::OutboxRow& call) {
  done_ = true;
  Q_EMIT submitted(call);
  close();
}

void OrderDialog::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && event->modifiers().testFlag(Qt::ControlModifier)) return submit();
  // Enter does the safe thing: nothing.
  if (enter) return event->accept();
  QDialog::keyPressEvent(event);
}

}  // namespace billing::ui
