// An account's credits: the balance with what its cache says, and ledger, grants and purchases one beside the other.
#pragma once

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include "models/accounttables.h"
#include "models/rowsmodel.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class DataTable;
class NoteStrip;

class CreditsTab : public QWidget {
  Q_OBJECT
 public:
  explicit CreditsTab(const PaneContext& context, QWidget* parent = nullptr);
  void show(const store::AccountDetail& detail);

 Q_SIGNALS:
  void reconciled();  ///< the cache was set to the ledger: read the account again

 private:
  QWidget* buildHead();
  void addView(QLayout* row, const QString& title, DataTable* table, const QString& emptyTitle,
               const QString& emptyWhy);
  void showCache(const store::AccountDetail& detail);
  void reconcile();

  const PaneContext& context_;
  QString key_;
  QLabel* balance_;
  NoteStrip* cache_;
  QPushButton* reconcile_;
  QButtonGroup buttons_;
  QStringList titles_;
  QStackedWidget* views_;
  models::RowsModel<store::CreditEntryRow> ledger_;
  models::RowsModel<store::CreditGrantRow> grants_;
  models::RowsModel<store::CreditPurchaseRow> purchases_;
};

}  // namespace billing::ui
