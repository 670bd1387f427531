#include "ui/details/subscriptiondetail.h"

#include <QPushButton>

#include "models/invoicemodel.h"
#include "models/paymentmodel.h"
#include "models/timetext.h"
#include "ui/admin/orderbutton.h"
#include "ui/admin/orderoffers.h"
#include "ui/details/confirmationcard.h"
#include "ui/details/detailheader.h"
#include "ui/details/detailpage.h"
#include "ui/details/historytab.h"
#include "ui/details/subscriptionfacts.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/timelineentries.h"
#include "ui/review/reviewcard.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/jsonedit.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/usagebars.h"

namespace billing::ui {

SubscriptionDetail::SubscriptionDetail(const PaneContext& context, QWidget* parent)
    : DetailView(context,
                 {QStringLiteral("subscriptionDetail"), QStringLiteral("subscriptions"), tr("No subscription selected"),
                  tr("Choose one on the left to see its term, its payments and what happened to it.")},
                 parent),
      note_(new NoteStrip),
      facts_(new FactsCard),
      confirmed_(new ConfirmationCard(context, "subscription")),
      usage_(new UsageBars(context.words.locale)),
      timeline_(new Timeline(context.words)),
      json_(new JsonEdit(true)),
      payments_(models::paymentTable(), context.words),
      invoices_(models::invoiceTable(), context.words) {
  build();
}

void SubscriptionDetail::build() {
  QVBoxLayout* top = addSummary();
  top->addWidget(note_);
  top->addWidget(facts_);
  top->addWidget(confirmed_);
  top->addWidget(usage_);
  tabs_ = addTabs(tr("Parts of the subscription"));
  tabs_->addTab(timeline_, tr("Timeline"));
  DataTable* payments =
      shortTable(QStringLiteral("subscriptionPayments"), tr("Payments of this subscription"), &payments_,
                 {QStringLiteral("created_at"), QStringLiteral("status"), QStringLiteral("amount"),
                  QStringLiteral("method"), QStringLiteral("failure")});
  offerRefunds(*payments, payments_, context());
  tabs_->addTab(payments, tr("Payments"));
  tabs_->addTab(shortTable(QStringLiteral("subscriptionInvoices"), tr("Invoices of this subscription"), &invoices_,
                           {QStringLiteral("number"), QStringLiteral("status"), QStringLiteral("total"),
                            QStringLiteral("issued_at"), QStringLiteral("remaining")}),
                tr("Invoices"));
  json_->setAccessibleName(tr("Newest body about this subscription"));
  tabs_->addTab(json_, tr("JSON"));
  addOrders();
  review_ = ReviewCard::make(context(), "subscription", tabs_);
  if (review_ != nullptr) top->insertWidget(0, review_);
  history_ = HistoryTab::addTo(tabs_, context());
  connect(header().addGuarded(QStringLiteral("detailFire"), tr("Fire event…"), QStringLiteral("fire"),
                              tr("Compose an event about this subscription (Ctrl+T)"), context().services,
                              operations::Deed::FireEvents),
          &QPushButton::clicked, this, &SubscriptionDetail::fire);
  connect(header().addButton(QStringLiteral("detailCustomer"), tr("Customer"), QStringLiteral("customers"),
                             tr("Show the customer of this subscription")),
          &QPushButton::clicked, this, [this] {
            if (shown_.row.customerId != 0)
              Q_EMIT context().navigator.rowWanted(PaneId::Customers, shown_.row.customerId);
            else
              Q_EMIT context().navigator.noticed(tr("No event has told about that customer yet"));
          });
  connect(timeline_, &Timeline::opened, &context().navigator, &Navigator::rowWanted);
}

void SubscriptionDetail::addOrders() {
  if (context().services.admin == nullptr) return;
  change_ = header().addButton(QStringLiteral("detailChangePlan"), tr("Change plan…"), QStringLiteral("plans"), {});
  connect(change_, &QPushButton::clicked, this,
          [this] { Q_EMIT context().navigator.orderWanted(orderFor(operations::OrderKind::ChangePlan, shown_.row)); });
  orders_ = addOrderButton(header(), context(), [this] { return offers(); });
}

QVector<OrderOffer> SubscriptionDetail::offers() const {
  if (!hasSubscription()) return {};
  return offersFor(shown_.row, context().services) + offersFor(newestPayment(shown_.payments), context().services);
}

/// What can be pressed, and why the rest cannot.
void SubscriptionDetail::showOrders() {
  if (change_ == nullptr) return;
  const OrderOffer offer = offersFor(shown_.row, context().services).first();
  change_->setEnabled(offer.whyNot.isEmpty());
  change_->setToolTip(offer.whyNot.isEmpty() ? tr("Another plan, interval or quantity") : offer.whyNot);
}

void SubscriptionDetail::load(qint64 row, const CancelToken& cancel) {
  ask(context().services.queries.subscription(row, cancel), [this](const store::SubscriptionDetail& detail) {
    show(detail);
    finishLoading();
  });
}

void SubscriptionDetail::show(const store::SubscriptionDetail& detail) {
  shown_ = detail;
  const auto& row = detail.row;
  const auto& words = context().words;
  header().show(row.customerName.isEmpty() ? row.customerExternalId : row.customerName, row.status, row.externalId,
                tr("updated %1").arg(models::relativeTime(row.updatedAt, context().nowMs(), words.zone, words.locale)));
  if (row.status == QStringLiteral("past_due"))
    note_->say(Tone::Warning, QStringLiteral("warning"), tr("The last payment failed. The provider is trying again."));
  else if (isEnding(row))
    note_->say(Tone::Warning, QStringLiteral("calendar"),
               tr("Cancelled: it %1 and does not renew.").arg(renewalLine(row, context())));
  else
    note_->say(Tone::Info, {}, {});
  showOrders();
  facts_->setFacts(subscriptionFacts(row, context()));
  confirmed_->showRow(row.id);
  if (history_ != nullptr) history_->ask(historyOf("subscription", row.externalId));
  if (review_ != nullptr) review_->showObject(row.externalId);
  usage_->setRows(detail.usage);
  timeline_->setEntries(entriesOf(detail.events) + entriesOf(detail.payments, words.locale) +
                        entriesOf(detail.invoices, words.locale));
  payments_.setRows(detail.payments);
  invoices_.setRows(detail.invoices);
  json_->setBytes(detail.latestBody);
  tabs_->setTabText(1, tr("Payments %1").arg(detail.payments.size()));
  tabs_->setTabText(2, tr("Invoices %1").arg(detail.invoices.size()));
}

void SubscriptionDetail::fire() {
  if (hasSubscription()) Q_EMIT context().navigator.fireWanted(seedFor(shown_.row));
}

}  // namespace billing::ui
