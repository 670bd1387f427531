#include "ui/details/accounttabs.h"

#include "ui/details/creditstab.h"
#include "ui/details/detailpage.h"
#include "ui/widgets/datatable.h"

namespace billing::ui {

AccountTabs::AccountTabs(const PaneContext& context, QTabWidget& tabs, QObject* parent)
    : QObject(parent),
      context_(context),
      tabs_(tabs),
      credits_(new CreditsTab(context)),
      actions_(models::billableActionTable(), context.words),
      entitlements_(models::entitlementTable(), context.words) {
  usage_ = shortList(shortTable(QStringLiteral("customerActions"), tr("Billable actions of this customer"), &actions_,
                                {QStringLiteral("at"), QStringLiteral("action"), QStringLiteral("units"),
                                 QStringLiteral("verdict"), QStringLiteral("credits"), QStringLiteral("request_id")}),
                     QStringLiteral("usage"), tr("Nothing was counted yet"),
                     tr("Actions that the product reports are listed here, refused ones too."));
  entitled_ = shortList(
      shortTable(QStringLiteral("customerEntitlements"), tr("Entitlements of this customer"), &entitlements_,
                 {QStringLiteral("email"), QStringLiteral("plan"), QStringLiteral("status"),
                  QStringLiteral("payment_id"), QStringLiteral("payment_provider"), QStringLiteral("created_at"),
                  QStringLiteral("expires_at"), QStringLiteral("metadata")}),
      QStringLiteral("key"), tr("No entitlement"), tr("A succeeded payment for a plan's product gives access here."));
  tabs_.addTab(usage_, tr("Usage"));
  tabs_.addTab(credits_, tr("Credits"));
  tabs_.addTab(entitled_, tr("Entitlements"));
  connect(credits_, &CreditsTab::reconciled, this, &AccountTabs::changed);
  show(nullptr);
}

void AccountTabs::setTab(QWidget* page, const QString& title, qsizetype count, bool visible) {
  const int tab = tabs_.indexOf(page);
  tabs_.setTabVisible(tab, visible);
  tabs_.setTabText(tab, QStringLiteral("%1 %2").arg(title, context_.words.locale.toString(count)));
}

void AccountTabs::show(const store::AccountDetail* detail) {
  const store::AccountDetail none;
  const store::AccountDetail& shown = detail != nullptr ? *detail : none;
  const bool there = detail != nullptr;
  const bool entitles = there && context_.services.desk->rules().rules.entitlements.enabled;
  actions_.setRows(shown.actions);
  entitlements_.setRows(shown.entitlements);
  if (shown.hasCredits) credits_->show(shown);
  setTab(usage_, tr("Usage"), shown.actions.size(), there && (!shown.usage.isEmpty() || !shown.actions.isEmpty()));
  setTab(credits_, tr("Credits"), shown.ledger.size(), there && shown.hasCredits);
  setTab(entitled_, tr("Entitlements"), shown.entitlements.size(),
         there && (entitles || !shown.entitlements.isEmpty()));
}

}  // namespace billing::ui
