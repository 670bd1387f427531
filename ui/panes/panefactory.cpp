#include "ui/panes/panefactory.h"

#include "ui/panes/auditpane.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/customerpane.h"
#include "ui/panes/invoicepane.h"
#include "ui/panes/jobspane.h"
#include "ui/panes/overviewpane.h"
#include "ui/panes/planpane.h"
#include "ui/panes/subscriptionpane.h"
#include "ui/panes/usagepane.h"
#include "ui/panes/webhookpane.h"

namespace billing::ui {

Pane* makePane(PaneId id, const PaneContext& context) {
  switch (id) {
    case PaneId::Overview:
      return new OverviewPane(context);
    case PaneId::Customers:
      return new CustomerPane(context);
    case PaneId::Subscriptions:
      return new SubscriptionPane(context);
    case PaneId::Plans:
      return new PlanPane(context);
    case PaneId::Usage:
      return new UsagePane(context);
    case PaneId::Invoices:
      return new InvoicePane(context);
    case PaneId::Webhooks:
      return new WebhookPane(context);
    case PaneId::Jobs:
      return new JobsPane(context);
    case PaneId::Checks:
      return new ChecksPane(context);
    case PaneId::Audit:
      return new AuditPane(context);
  }
  return new OverviewPane(context);
}

}  // namespace billing::ui
