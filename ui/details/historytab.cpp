#include "ui/details/historytab.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/details/detailpage.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

HistoryTab* HistoryTab::addTo(QTabWidget* tabs, const PaneContext& context) {
  if (context.services.admin == nullptr) return nullptr;
  auto* tab = new HistoryTab(context, tabs);
  tabs->addTab(tab, tr("History"));
  return tab;
}

HistoryTab::HistoryTab(const PaneContext& context, QTabWidget* tabs)
    : tabs_(tabs),
      list_(new AuditList(context, this)),
      stack_(new QStackedWidget),
      table_(shortTable(QStringLiteral("table_history"), tr("Changes of this object by hand"), &list_->model(),
                        {QStringLiteral("at"), QStringLiteral("actor"), QStringLiteral("action"),
                         QStringLiteral("stage"), QStringLiteral("changes"), QStringLiteral("reason")})),
      empty_(new EmptyState),
      older_(new QPushButton(tr("Show older changes"))) {
  setColumnWidths(*table_, {{"at", 10}, {"actor", 8}, {"action", 13}, {"stage", 11}, {"reason", 14}}, "changes");
  table_->setToolTip(tr("Enter or a double click shows the whole entry"));
  connect(table_, &DataTable::rowOpened, this,
          [&context](qint64 entry) { Q_EMIT context.navigator.rowWanted(PaneId::Audit, entry); });
  empty_->say(QStringLiteral("shield"), tr("Nothing was changed by hand"),
              tr("What a person changes here is written down with who, when and why."));
  older_->setObjectName(QStringLiteral("historyOlder"));
  connect(older_, &QPushButton::clicked, list_, &AuditList::showOlder);
  connect(list_, &AuditList::changed, this, &HistoryTab::show);
  connect(list_, &AuditList::failed, &context.navigator, &Navigator::errorHappened);
  stack_->addWidget(table_);
  stack_->addWidget(empty_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  column->addWidget(stack_, 1);
  column->addWidget(older_, 0, Qt::AlignHCenter);
  show();
}

void HistoryTab::ask(const store::AuditQuestion& question) {
  const bool none = question.externalId.isEmpty() && question.customer.isEmpty() && question.orAccount.isEmpty() &&
                    question.invoice.isEmpty();
  none ? list_->clear() : list_->ask(question);
}

void HistoryTab::show() {
  const qsizetype count = list_->rows().size();
  stack_->setCurrentIndex(count == 0 ? 1 : 0);
  older_->setVisible(list_->hasOlder());
  const QString more = list_->hasOlder() ? QStringLiteral("+") : QString();
  const QString title = count == 0 ? tr("History") : tr("History %1").arg(count) + more;
  tabs_->setTabText(tabs_->indexOf(this), title);
}

store::AuditQuestion historyOf(const char* entity, const QString& externalId) {
  store::AuditQuestion question;
  question.entity = QLatin1String(entity);
  question.externalId = externalId;
  return question;
}

store::AuditQuestion historyOfCustomer(const QString& customer, const QString& account) {
  store::AuditQuestion question;
  question.customer = customer;
  question.orAccount = account;
  return question;
}

store::AuditQuestion historyOfInvoice(const QString& invoice) {
  store::AuditQuestion question;
  question.invoice = invoice;
  return question;
}

}  // namespace billing::ui
