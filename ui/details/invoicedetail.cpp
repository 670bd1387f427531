#include "ui/details/invoicedetail.h"

#include <QPushButton>

#include "models/timetext.h"
#include "reports/reportsdesk.h"
#include "ui/admin/orderoffers.h"
#include "ui/details/confirmationcard.h"
#include "ui/details/detailheader.h"
#include "ui/details/historytab.h"
#include "ui/dialogs/linkdialog.h"
#include "ui/invoices/invoicetabs.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/moneytext.h"
#include "ui/review/reviewcard.h"
#include "ui/widgets/factscard.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

InvoiceDetail::InvoiceDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("invoiceDetail"), QStringLiteral("invoices"), tr("No invoice selected"),
                  tr("Choose one on the left to see what is owed and what was paid.")},
                 parent),
      note_(new NoteStrip),
      facts_(new FactsCard),
      confirmed_(new ConfirmationCard(context, "invoice")) {
  build();
}

void InvoiceDetail::build() {
  QVBoxLayout* body = addSummary();
  summary_ = body;
  body->addWidget(note_);
  body->addWidget(facts_);
  body->addWidget(confirmed_);
  buildTabs();
  if (context().services.admin != nullptr) {
    refund_ = header().addButton(QStringLiteral("detailRefund"), tr("Refund…"), QStringLiteral("card"), {});
    connect(refund_, &QPushButton::clicked, this, [this] {
      if (!offers().isEmpty()) Q_EMIT context().navigator.orderWanted(offers().first().seed);
    });
  }
  document_ = header().addButton(QStringLiteral("detailDocument"), tr("PDF…"), QStringLiteral("invoices"), {});
  connect(document_, &QPushButton::clicked, this, &InvoiceDetail::openDocument);
  connect(header().addGuarded(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                              tr("Compose an event about this invoice (Ctrl+T)"), context().services,
                              operations::Deed::FireEvents),
          &QPushButton::clicked, this, &InvoiceDetail::fire);
  connect(header().addButton(QStringLiteral("detailCustomer"), tr("Customer"), QStringLiteral("customers"),
                             tr("Show the customer of this invoice")),
          &QPushButton::clicked, this, [this] {
            if (shown_.customerId != 0)
              Q_EMIT context().navigator.rowWanted(PaneId::Customers, shown_.customerId);
            else
              Q_EMIT context().navigator.noticed(tr("No event has told about that customer yet"));
          });
}

void InvoiceDetail::buildTabs() {
  const auto& services = context().services;
  if (services.admin == nullptr && services.reports == nullptr && services.review == nullptr) {
    rows().addStretch(1);
    return;
  }
  QTabWidget* tabs = addTabs(tr("Parts of the invoice"));
  parts_ = InvoiceTabs::addTo(tabs, context());
  review_ = ReviewCard::make(context(), "invoice", tabs);
  if (review_ != nullptr) summary_->insertWidget(0, review_);
  history_ = HistoryTab::addTo(tabs, context());
  if (parts_ == nullptr) return;
  connect(header().addButton(QStringLiteral("detailSavePdf"), tr("Save PDF…"), QStringLiteral("import"),
                             tr("The invoice as a PDF, with its credit notes")),
          &QPushButton::clicked, this, [this] {
            if (hasInvoice()) parts_->saveDocument();
          });
}

/// Lines, payments and credit notes come a moment after the row.
void InvoiceDetail::askParts() {
  if (parts_ == nullptr) return;
  askingParts_.cancel();
  askingParts_ = CancelToken();
  whenDone(context().services.reports->invoice(shown_.id, askingParts_), this,
           [this, asked = askingParts_](const Result<store::InvoiceRecord>& record) {
             if (asked.cancelled()) return;
             if (record)
               parts_->show(*record);
             else
               Q_EMIT context().navigator.errorHappened(record.error());
           });
}

void InvoiceDetail::load(qint64 row, const CancelToken& cancel) {
  ask(context().services.queries.invoices().rows({static_cast<quint32>(row)}, cancel),
      [this](const QVector<store::InvoiceRow>& rows) {
        if (rows.isEmpty()) {
          finishEmpty();
          return;
        }
        show(rows.first());
        finishLoading();
      });
}

QVector<OrderOffer> InvoiceDetail::offers() const {
  return hasInvoice() ? offersFor(payment_, context().services) : QVector<OrderOffer>();
}

/// The payment that settled it: a refund is of a payment, never of an invoice.
void InvoiceDetail::askPayment() {
  asking_.cancel();
  asking_ = CancelToken();
  payment_ = {};
  showRefund();
  if (refund_ == nullptr) return;
  store::ListQuery query;
  query.filters = {{"customer_external_id", store::FilterOp::Is, {shown_.customerExternalId}}};
  whenDone(context().services.queries.payments().firstPage(query, 500, asking_), this,
           [this, asked = asking_](const Result<QVector<store::PaymentRow>>& found) {
             if (asked.cancelled() || !found) return;
             QVector<store::PaymentRow> own;
             for (const store::PaymentRow& row : *found)
               if (row.invoiceExternalId == shown_.externalId || row.externalId == shown_.externalId) own << row;
             payment_ = newestPayment(own);
             showRefund();
             Q_EMIT loaded();
           });
}

void InvoiceDetail::showRefund() {
  if (refund_ == nullptr) return;
  const QVector<OrderOffer> found = offers();
  const QString why = found.isEmpty() ? tr("No invoice is shown") : found.first().whyNot;
  refund_->setEnabled(why.isEmpty());
  refund_->setToolTip(why.isEmpty() ? tr("Give back what was paid, or a part of it") : why);
}

void InvoiceDetail::showNote() {
  const auto& words = context().words;
  const bool owed = shown_.remainingMinor > 0 && shown_.dueAt && shown_.status == QStringLiteral("open");
  const qint64 days = owed ? models::daysOverdue(*shown_.dueAt, context().nowMs(), words.zone) : 0;
  if (days == 0) {
    note_->say(Tone::Info, {}, {});
    return;
  }
  const QString amount = moneyText(shown_.remainingMinor, shown_.currency, words.locale);
  note_->say(Tone::Warning, QStringLiteral("warning"),
             days == 1 ? tr("%1 is overdue by 1 day.").arg(amount)
                       : tr("%1 is overdue by %2 days.").arg(amount, words.locale.toString(days)));
  note_->setToolTip(models::exactTime(*shown_.dueAt, words.zone));
}

/// The button stays where it is; where there is no document it says why.
void InvoiceDetail::showDocument() {
  const auto link = safeLink(shown_.pdfUrl);
  document_->setEnabled(link.has_value());
  document_->setToolTip(link ? tr("Show where the document is, and open it there: %1").arg(link->host())
                             : QStringLiteral("%1 %2").arg(wordsFor(link.error()).what, wordsFor(link.error()).why));
}

void InvoiceDetail::openDocument() {
  const auto link = safeLink(shown_.pdfUrl);
  if (!link) {
    Q_EMIT context().navigator.errorHappened(link.error());
    return;
  }
  const QString name = shown_.number.isEmpty() ? shown_.externalId : shown_.number;
  (new LinkDialog(context().services.profile, tr("The document of invoice %1").arg(name), *link, this))->open();
}

void InvoiceDetail::show(const store::InvoiceRow& row) {
  shown_ = row;
  askPayment();
  header().show(row.number.isEmpty() ? tr("Invoice without a number") : row.number, row.status,
                row.number == row.externalId ? QString() : row.externalId, {});
  showNote();
  showDocument();
  facts_->setFacts(facts());
  confirmed_->showRow(shown_.id);
  if (review_ != nullptr) review_->showObject(row.externalId);
  askParts();
  if (history_ != nullptr) history_->ask(historyOfInvoice(row.externalId));
}

QVector<FactItem> InvoiceDetail::facts() const {
  const auto& row = shown_;
  const auto& words = context().words;
  const auto money = [&](qint64 minor) { return moneyText(minor, row.currency, words.locale); };
  const auto day = [&](std::optional<qint64> ms) {
    return ms ? models::dayText(*ms, context().nowMs(), words.zone, words.locale) : QString();
  };
  const auto exact = [&](std::optional<qint64> ms) { return ms ? models::exactTime(*ms, words.zone) : QString(); };
  auto* nav = &context().navigator;
  store::ListQuery subscription;
  subscription.filters = {{"external_id", store::FilterOp::Is, {row.subscriptionExternalId}}};
  const bool owed = row.remainingMinor > 0 && row.status == QStringLiteral("open");
  const QString due =
      !row.dueAt || !owed
          ? day(row.dueAt)
          : QStringLiteral("%1 · %2").arg(day(row.dueAt), models::dueText(*row.dueAt, context().nowMs(), words.zone));
  QVector<FactItem> facts;
  facts.push_back({tr("Total"), money(row.totalMinor), FactStyle::Strong, {}, {}});
  facts.push_back({tr("Paid"), money(row.paidMinor), FactStyle::Plain, {}, {}});
  facts.push_back(
      {tr("Owed"), money(row.remainingMinor), row.remainingMinor > 0 ? FactStyle::Strong : FactStyle::Plain, {}, {}});
  const bool linked = row.refundedMinor > 0 && parts_ != nullptr;
  facts.push_back({tr("Refunded"), row.refundedMinor > 0 ? money(row.refundedMinor) : QString(),
                   linked ? FactStyle::Link : FactStyle::Plain, linked ? tr("Show its credit notes") : QString(),
                   [parts = parts_] {
                     if (parts != nullptr) parts->showCreditNotes();
                   }});
  facts.push_back({tr("Due"), due, owed ? FactStyle::Strong : FactStyle::Plain, exact(row.dueAt), {}});
  facts.push_back({tr("Issued"), day(row.issuedAt), FactStyle::Plain, exact(row.issuedAt), {}});
  facts.push_back({tr("Paid on"), day(row.paidAt), FactStyle::Plain, exact(row.paidAt), {}});
  facts.push_back({tr("Customer"),
                   row.customerName.isEmpty() ? row.customerExternalId : row.customerName,
                   row.customerId != 0 ? FactStyle::Link : FactStyle::Plain,
                   {},
                   [nav, id = row.customerId] { Q_EMIT nav->rowWanted(PaneId::Customers, id); }});
  facts.push_back({tr("Subscription"), row.subscriptionExternalId, FactStyle::Link, tr("Show this subscription"),
                   [nav, subscription] { Q_EMIT nav->listWanted(PaneId::Subscriptions, subscription); }});
  facts.push_back({tr("Provider says"),
                   row.providerStatus == row.status ? QString() : row.providerStatus,
                   FactStyle::Plain,
                   tr("The provider's own word"),
                   {}});
  facts.push_back({tr("Document"), row.pdfUrl, FactStyle::Copyable, {}, {}});
  return facts;
}

void InvoiceDetail::fire() {
  if (hasInvoice()) Q_EMIT context().navigator.fireWanted(seedFor(shown_));
}

}  // namespace billing::ui
