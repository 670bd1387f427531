#include "ui/details/creditstab.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

CreditsTab::CreditsTab(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      balance_(new QLabel),
      cache_(new NoteStrip),
      reconcile_(new QPushButton(symbol(QStringLiteral("retry")), tr("Reconcile"))),
      views_(new QStackedWidget),
      ledger_(models::creditLedgerTable(), context.words),
      grants_(models::creditGrantTable(), context.words),
      purchases_(models::creditPurchaseTable(), context.words) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, space(this, 2), 0, 0);
  column->setSpacing(space(this, 2));
  column->addWidget(buildHead());
  auto* row = new QHBoxLayout;
  row->setContentsMargins(space(this, 4), 0, space(this, 4), 0);
  row->setSpacing(space(this, 1));
  addView(row, tr("Ledger"),
          shortTable(QStringLiteral("creditLedger"), tr("Credit ledger"), &ledger_,
                     {QStringLiteral("at"), QStringLiteral("kind"), QStringLiteral("credits"),
                      QStringLiteral("balance"), QStringLiteral("source"), QStringLiteral("reference")}),
          tr("No entry yet"), tr("Every grant, use and expiry of credits is written here once and never changed."));
  addView(row, tr("Grants"),
          shortTable(QStringLiteral("creditGrants"), tr("Credit grants"), &grants_,
                     {QStringLiteral("source"), QStringLiteral("remaining"), QStringLiteral("granted"),
                      QStringLiteral("expires_at"), QStringLiteral("priority"), QStringLiteral("reference")}),
          tr("No grant yet"), tr("Plans, purchases and top-ups grant credits; the lowest priority is used first."));
  addView(row, tr("Purchases"),
          shortTable(QStringLiteral("creditPurchases"), tr("Credit purchases"), &purchases_,
                     {QStringLiteral("purchased_at"), QStringLiteral("status"), QStringLiteral("credits"),
                      QStringLiteral("amount"), QStringLiteral("reason"), QStringLiteral("payment_id")}),
          tr("No purchase yet"), tr("Payments that buy credits appear here, refused ones with the reason."));
  row->addStretch(1);
  column->addLayout(row);
  column->addWidget(views_, 1);
  buttons_.button(0)->setChecked(true);
}

/// One line: the tables below need the height.
QWidget* CreditsTab::buildHead() {
  auto* head = new QWidget;
  auto* line = new QHBoxLayout(head);
  line->setContentsMargins(space(this, 4), 0, space(this, 4), 0);
  line->setSpacing(space(this, 3));
  balance_->setFont(titleFont(font()));
  balance_->setObjectName(QStringLiteral("creditBalance"));
  balance_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  balance_->setToolTip(tr("Usable now, by the ledger"));
  cache_->setObjectName(QStringLiteral("creditCache"));
  cache_->setWordWrap(false);
  cache_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  reconcile_->setObjectName(QStringLiteral("creditReconcile"));
  reconcile_->setToolTip(tr("Set our cached balance to what the ledger says; no credit is given or taken"));
  line->addWidget(balance_);
  line->addWidget(cache_, 1);
  line->addWidget(new GuardBox(reconcile_, context_.services, operations::Deed::ReconcileCredits));
  connect(reconcile_, &QPushButton::clicked, this, &CreditsTab::reconcile);
  return head;
}

void CreditsTab::addView(QLayout* row, const QString& title, DataTable* table, const QString& emptyTitle,
                         const QString& emptyWhy) {
  auto* button = new QToolButton;
  const int view = views_->addWidget(shortList(table, QStringLiteral("card"), emptyTitle, emptyWhy));
  button->setObjectName(QStringLiteral("creditView%1").arg(view));
  button->setText(title);
  button->setCheckable(true);
  button->setFocusPolicy(Qt::StrongFocus);
  titles_ << title;
  buttons_.addButton(button, view);
  row->addWidget(button);
  connect(button, &QToolButton::toggled, this, [this, view](bool on) {
    if (on) views_->setCurrentIndex(view);
  });
}

void CreditsTab::show(const store::AccountDetail& detail) {
  key_ = detail.row.key;
  const QLocale& locale = context_.words.locale;
  balance_->setText(tr("%1 credits").arg(quantityText(models::creditMilli(detail.balanceTenths), locale)));
  showCache(detail);
  ledger_.setRows(detail.ledger);
  grants_.setRows(detail.grants);
  purchases_.setRows(detail.purchases);
  const qsizetype counts[] = {detail.ledger.size(), detail.grants.size(), detail.purchases.size()};
  for (int view = 0; view < 3; ++view) {
    const QString text = QStringLiteral("%1 %2").arg(titles_.at(view), locale.toString(counts[view]));
    buttons_.button(view)->setText(text);
    buttons_.button(view)->setAccessibleName(text);
  }
}

void CreditsTab::showCache(const store::AccountDetail& detail) {
  const qint64 behind = detail.balanceTenths - detail.cachedTenths;
  const auto credits = [this](qint64 tenths) {
    return quantityText(models::creditMilli(tenths), context_.words.locale);
  };
  reconcile_->setVisible(behind != 0);
  reconcile_->setEnabled(true);
  if (behind == 0) {
    cache_->say(Tone::Info, {}, {});
    return;
  }
  cache_->say(Tone::Warning, QStringLiteral("warning"), tr("cache: %1").arg(credits(detail.cachedTenths)));
  cache_->setToolTip((behind > 0 ? tr("Our cached balance says %1, which is %2 less than the ledger")
                                 : tr("Our cached balance says %1, which is %2 more than the ledger"))
                         .arg(credits(detail.cachedTenths), credits(qAbs(behind))));
  cache_->setAccessibleDescription(cache_->toolTip());
}

void CreditsTab::reconcile() {
  reconcile_->setEnabled(false);
  whenDone(context_.services.desk->reconcileCredits(key_), this, [this](const Result<void>& done) {
    reconcile_->setEnabled(true);
    if (!done) {
      Q_EMIT context_.navigator.errorHappened(done.error());
      return;
    }
    Q_EMIT context_.navigator.noticed(tr("The cached balance agrees with the ledger again"));
    Q_EMIT reconciled();
  });
}

}  // namespace billing::ui
