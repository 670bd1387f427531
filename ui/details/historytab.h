// What people changed on one object by hand: who, when, what, why, before and after. A tab of every detail.
#pragma once

#include <QTabWidget>
#include <QWidget>

#include "ui/presenters/auditlist.h"

class QPushButton;
class QStackedWidget;

namespace billing::ui {

class DataTable;
class EmptyState;

class HistoryTab : public QWidget {
  Q_OBJECT
 public:
  /// Adds itself as the last of the tabs; nullptr where nothing is changed by hand here.
  static HistoryTab* addTo(QTabWidget* tabs, const PaneContext& context);

  /// The object that is shown now.
  void ask(const store::AuditQuestion& question);
  [[nodiscard]] AuditList& list() { return *list_; }

 private:
  HistoryTab(const PaneContext& context, QTabWidget* tabs);
  void show();
  QTabWidget* tabs_;
  AuditList* list_;
  QStackedWidget* stack_;
  DataTable* table_;
  EmptyState* empty_;
  QPushButton* older_;
};

/// The questions of each kind of object.
[[nodiscard]] store::AuditQuestion historyOf(const char* entity, const QString& externalId);
[[nodiscard]] store::AuditQuestion historyOfCustomer(const QString& customer, const QString& account);
[[nodiscard]] store::AuditQuestion historyOfInvoice(const QString& invoice);

}  // namespace billing::ui
