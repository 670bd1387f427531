// The tabs of a customer's page that only an account has: what it did, its credits, what it is entitled to.
#pragma once

#include <QTabWidget>

#include "models/accounttables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class CreditsTab;

class AccountTabs : public QObject {
  Q_OBJECT
 public:
  /// Adds its tabs to `tabs`, which owns their pages; none is visible before an account is shown.
  AccountTabs(const PaneContext& context, QTabWidget& tabs, QObject* parent);
  /// nullptr hides them.
  void show(const store::AccountDetail* detail);

 Q_SIGNALS:
  void changed();  ///< something was put right: read the account again

 private:
  void setTab(QWidget* page, const QString& title, qsizetype count, bool visible);
  const PaneContext& context_;
  QTabWidget& tabs_;
  QWidget* usage_;
  CreditsTab* credits_;
  QWidget* entitled_;
  models::RowsModel<store::BillableActionRow> actions_;
  models::RowsModel<store::EntitlementRow> entitlements_;
};

}  // namespace billing::ui
