// One customer: each plan with its term, usage, and payments, invoices and events as one timeline. Where the workspace
// has rules of its own: the account's plan, trial, grace, quotas, credits and entitlements besides.
#pragma once

#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <QVector>
#include <optional>

#include "models/rowsmodel.h"
#include "store/accountrows.h"
#include "ui/details/detailview.h"

class QLabel;

namespace billing::ui {

struct OrderOffer;

class ConfirmationCard;
class AccountTabs;
class FactsCard;
class HistoryTab;
class NoteStrip;
class PlanCard;
class ReviewCard;
class Timeline;
class UsageBars;

class CustomerDetail : public DetailView {
  Q_OBJECT
 public:
  explicit CustomerDetail(const PaneContext& context, QWidget* parent = nullptr);
  [[nodiscard]] bool hasCustomer() const { return shown_.row.id != 0; }
  void fire();
  /// What can be done by hand with the customer, its account, its running subscription and its newest payment.
  [[nodiscard]] QVector<OrderOffer> offers() const;

 protected:
  void forget() override;
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void buildTabs();
  void loadAccount(const CancelToken& cancel);
  /// Customer and account are shown together, so that nothing moves when the second one comes.
  void showWhenComplete();
  void showPlans();
  void showNotes();
  void showUsage();
  void showTimeline();
  [[nodiscard]] const store::AccountDetail* account() const { return account_ ? &*account_ : nullptr; }
  store::CustomerDetail shown_;
  std::optional<store::AccountDetail> account_;
  int waitingFor_ = 0;
  QTimer minute_;
  FactsCard* facts_;
  ConfirmationCard* confirmed_;
  UsageBars* usage_;
  QLabel* period_;
  QTabWidget* tabs_ = nullptr;
  AccountTabs* accountTabs_ = nullptr;
  QWidget* paymentPage_ = nullptr;
  QWidget* invoicePage_ = nullptr;
  ReviewCard* review_ = nullptr;   ///< nullptr where nothing is reviewed
  HistoryTab* history_ = nullptr;  ///< nullptr where nothing is changed by hand
  Timeline* timeline_;
  QVBoxLayout* summary_ = nullptr;
  QVBoxLayout* plans_;
  QVBoxLayout* notes_;
  QVector<PlanCard*> planCards_;
  QVector<NoteStrip*> noteStrips_;
  models::RowsModel<store::PaymentRow> payments_;
  models::RowsModel<store::InvoiceRow> invoices_;
};

}  // namespace billing::ui
