#include "ui/details/invoicedetail.h"

#include <QPushButton>
#include <QStackedWidget>

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/scrollbox.h"

namespace billing::ui {

InvoiceDetail::InvoiceDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context, parent),
      stack_(new QStackedWidget),
      header_(new DetailHeader),
      note_(new NoteStrip),
      facts_(new FactsCard),
      empty_(new EmptyState) {
  setObjectName(QStringLiteral("invoiceDetail"));
  empty_->say(QStringLiteral("invoices"), tr("No invoice selected"),
              tr("Choose one on the left to see what is owed and what was paid."));
  QVBoxLayout* rows = addDetailPage(this, stack_, empty_);
  rows->addWidget(header_);
  auto* about = new QWidget;
  auto* body = new QVBoxLayout(about);
  body->setContentsMargins(space(this, 4), 0, space(this, 4), space(this, 4));
  body->setSpacing(space(this, 3));
  body->addWidget(note_);
  body->addWidget(facts_);
  rows->addWidget(new ScrollBox(about));
  rows->addStretch(1);
  connect(header_->addButton(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                             tr("Compose an event about this invoice (Ctrl+E)")),
          &QPushButton::clicked, this, &InvoiceDetail::fire);
  connect(header_->addButton(QStringLiteral("detailCustomer"), tr("Customer"), QStringLiteral("customers"),
                             tr("Show the customer of this invoice")),
          &QPushButton::clicked, this, [this] {
            if (shown_.customerId != 0)
              Q_EMIT this->context().navigator.rowWanted(PaneId::Customers, shown_.customerId);
          });
}

void InvoiceDetail::clearView() {
  shown_ = {};
  stack_->setCurrentIndex(0);
}

void InvoiceDetail::load(qint64 row, const CancelToken& cancel) {
  whenDone(context().services.queries.invoices().rows({static_cast<quint32>(row)}, cancel), this,
           [this, row](const Result<QVector<store::InvoiceRow>>& rows) {
             if (row != this->row()) return;
             if (!rows) {
               failLoading(rows.error());
               return;
             }
             if (rows->isEmpty())
               clearView();
             else
               show(rows->first());
             finishLoading();
           });
}

void InvoiceDetail::showNote(const store::InvoiceRow& row) {
  const auto& words = context().words;
  const bool late =
      row.remainingMinor > 0 && row.dueAt && *row.dueAt < context().nowMs() && row.status == QStringLiteral("open");
  if (late)
    note_->say(Tone::Warning, QStringLiteral("warning"),
               tr("%1 was due %2.")
                   .arg(moneyText(row.remainingMinor, row.currency, words.locale),
                        models::relativeTime(*row.dueAt, context().nowMs(), words.zone, words.locale)));
  else
    note_->say(Tone::Info, {}, {});
}

void InvoiceDetail::show(const store::InvoiceRow& row) {
  shown_ = row;
  const auto& words = context().words;
  const auto money = [&](qint64 minor) { return moneyText(minor, row.currency, words.locale); };
  const auto day = [&](std::optional<qint64> ms) {
    return ms ? models::dayText(*ms, context().nowMs(), words.zone, words.locale) : QString();
  };
  const auto exact = [&](std::optional<qint64> ms) { return ms ? models::exactTime(*ms, words.zone) : QString(); };
  header_->show(row.number.isEmpty() ? tr("Invoice without a number") : row.number, row.status,
                row.number == row.externalId ? QString() : row.externalId, {});
  showNote(row);
  auto* nav = &context().navigator;
  store::ListQuery subscription;
  subscription.filters = {{"external_id", store::FilterOp::Is, {row.subscriptionExternalId}}};
  QVector<FactItem> facts;
  facts.push_back({tr("Total"), money(row.totalMinor), FactStyle::Strong, {}, {}});
  facts.push_back({tr("Paid"), money(row.paidMinor), FactStyle::Plain, {}, {}});
  facts.push_back(
      {tr("Owed"), money(row.remainingMinor), row.remainingMinor > 0 ? FactStyle::Strong : FactStyle::Plain, {}, {}});
  facts.push_back(
      {tr("Refunded"), row.refundedMinor > 0 ? money(row.refundedMinor) : QString(), FactStyle::Plain, {}, {}});
  facts.push_back({tr("Customer"),
                   row.customerName.isEmpty() ? row.customerExternalId : row.customerName,
                   row.customerId != 0 ? FactStyle::Link : FactStyle::Plain,
                   {},
                   [nav, id = row.customerId] { Q_EMIT nav->rowWanted(PaneId::Customers, id); }});
  facts.push_back({tr("Subscription"), row.subscriptionExternalId, FactStyle::Link, tr("Show this subscription"),
                   [nav, subscription] { Q_EMIT nav->listWanted(PaneId::Subscriptions, subscription); }});
  facts.push_back({tr("Issued"), day(row.issuedAt), FactStyle::Plain, exact(row.issuedAt), {}});
  facts.push_back({tr("Due"), day(row.dueAt), FactStyle::Plain, exact(row.dueAt), {}});
  facts.push_back({tr("Paid on"), day(row.paidAt), FactStyle::Plain, exact(row.paidAt), {}});
  facts.push_back({tr("Provider says"),
                   row.providerStatus == row.status ? QString() : row.providerStatus,
                   FactStyle::Plain,
                   tr("The provider's own word"),
                   {}});
  facts.push_back({tr("Document"), row.pdfUrl, FactStyle::Copyable, {}, {}});
  facts_->setFacts(facts);
  stack_->setCurrentIndex(1);
}

void InvoiceDetail::fire() {
  if (hasInvoice()) Q_EMIT context().navigator.fireWanted(seedFor(shown_));
}

}  // namespace billing::ui
