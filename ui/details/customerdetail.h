// One customer: each plan with its term, usage, and payments, invoices and events as one timeline.
#pragma once

#include <QTabWidget>
#include <QVBoxLayout>
#include <QVector>

#include "models/rowsmodel.h"
#include "ui/details/detailview.h"

class QStackedWidget;

namespace billing::ui {

class DetailHeader;
class EmptyState;
class FactsCard;
class PlanCard;
class Timeline;
class UsageBars;

class CustomerDetail : public DetailView {
  Q_OBJECT
 public:
  explicit CustomerDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasCustomer() const { return shown_.row.id != 0; }
  void fire();

 protected:
  void clearView() override;
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void show(const store::CustomerDetail& detail);
  void showPlans(const QVector<store::SubscriptionRow>& subscriptions);
  [[nodiscard]] QVector<struct FactItem> facts() const;
  store::CustomerDetail shown_;
  QStackedWidget* stack_;
  DetailHeader* header_;
  FactsCard* facts_;
  UsageBars* usage_;
  QTabWidget* tabs_;
  Timeline* timeline_;
  EmptyState* empty_;
  QVBoxLayout* plans_;
  QVector<PlanCard*> planCards_;
  models::RowsModel<store::PaymentRow> payments_;
  models::RowsModel<store::InvoiceRow> invoices_;
};

}  // namespace billing::ui
