#include "ui/panes/invoicepane.h"

#include <QMenu>

#include "models/invoicemodel.h"
#include "support/whendone.h"
#include "ui/admin/orderoffers.h"
#include "ui/details/invoicedetail.h"
#include "ui/invoices/documentsaver.h"
#include "ui/panes/panewiring.h"
#include "ui/panes/reviewviews.h"
#include "ui/theme/icons.h"

namespace billing::ui {

namespace {

ListPaneSpec invoiceSpec(bool demo) {
  using P = InvoicePane;
  store::ListQuery open;
  open.filters = {{"status", store::FilterOp::Is, {QStringLiteral("open")}}};
  open.sortField = "due_at";
  open.descending = false;
  ListPaneSpec spec;
  spec.list = QStringLiteral("invoices");
  spec.title = P::tr("Invoices");
  spec.searchHint = P::tr("Search number, customer or id");
  spec.filters = {
      {"status", P::tr("Status"), FilterKind::Choice},     {"total", P::tr("Total"), FilterKind::Amount},
      {"remaining", P::tr("Owed"), FilterKind::Amount},    {"issued_at", P::tr("Issued"), FilterKind::Age},
      {"due_at", P::tr("Due"), FilterKind::Coming},        {"paid_at", P::tr("Paid on"), FilterKind::Age},
      {"currency", P::tr("Currency"), FilterKind::Choice}, {"customer", P::tr("Customer"), FilterKind::Text},
      {"number", P::tr("Number"), FilterKind::Text}};
  spec.views = {{P::tr("What is owed"), open, {}}};
  spec.views += invoiceReviewViews();
  spec.filters += reviewFilters();
  spec.columns = {{"number", 16}, {"customer", 18}, {"status", 10}, {"remaining", 11},
                  {"age", 17},    {"total", 12},    {"due_at", 11}, {"issued_at", 11}};
  spec.sumField = "total";
  spec.emptyIcon = QStringLiteral("invoices");
  spec.emptyTitle = P::tr("No invoice yet");
  spec.emptyWhy =
      P::tr("Stripe tells of invoices in invoice.* events; Dodo Payments in its payment events. None has arrived.");
  spec.emptyAction = demo ? P::tr("Fill with demo data") : P::tr("Fire a test event…");
  spec.readable = true;
  return spec;
}

}  // namespace

InvoicePane::InvoicePane(const PaneContext& context, QWidget* parent)
    : ListPane(context, invoiceSpec(context.services.demo != nullptr),
               std::make_unique<models::InvoiceModel>(context.services.queries.invoices(), context.words),
               new InvoiceDetail(context), parent) {
  context.updater.add(&model(), store::Entity::Invoice, {store::Entity::Customer, store::Entity::Refund});
  reloadOnChange(*detail(), context.updater, {store::Entity::Invoice, store::Entity::Refund, store::Entity::Payment});
  if (context.services.reports != nullptr) addZipButton();
}

void InvoicePane::addZipButton() {
  auto* button = new QToolButton;
  button->setObjectName(QStringLiteral("zipButton"));
  button->setText(tr("Save as ZIP…"));
  button->setIcon(symbol(QStringLiteral("import"), Tone::Muted));
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setAccessibleName(button->text());
  button->setToolTip(tr("The documents of the selected invoices, or of all that this view shows, in one file"));
  button->setFocusPolicy(Qt::StrongFocus);
  saver_ = new DocumentSaver(context(), this);
  connect(button, &QToolButton::clicked, this, &InvoicePane::saveMany);
  addHeaderWidget(button);
}

void InvoicePane::saveMany() {
  const QVector<qint64> chosen = table().selectedIds();
  if (chosen.size() > 1) {
    saver_->saveMany(chosen);
    return;
  }
  whenDone(context().services.queries.invoices().ids(model().query(), {}), this,
           [this](const Result<store::IdVector>& ids) {
             if (!ids) {
               Q_EMIT context().navigator.errorHappened(ids.error());
               return;
             }
             QVector<qint64> all;
             for (const quint32 id : *ids) all << id;
             saver_->saveMany(all);
           });
}

bool InvoicePane::fireSelection() {
  auto* shown = static_cast<InvoiceDetail*>(detail());
  if (!shown->hasInvoice()) return false;
  shown->fire();
  return true;
}

QVector<OrderOffer> InvoicePane::orderOffers() const {
  return static_cast<InvoiceDetail*>(detail())->offers();
}

void InvoicePane::addRowActions(QMenu& menu) {
  fillOrderMenu(menu, orderOffers(), context().navigator);
}

}  // namespace billing::ui
