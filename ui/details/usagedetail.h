// One quota of one account: its bar with what the marks mean, the period, the periods before, and the billable actions
// behind the number.
#pragma once

#include <optional>

#include "models/accounttables.h"
#include "models/rowsmodel.h"
#include "ui/details/detailview.h"

class QLabel;
class QPushButton;
class QTabWidget;

namespace billing::ui {

struct OrderOffer;

class FactsCard;
class NoteStrip;
class UsageBars;

class UsageDetail : public DetailView {
  Q_OBJECT
 public:
  explicit UsageDetail(const PaneContext& context, QWidget* parent = nullptr);
  /// What can be done by hand with the account.
  [[nodiscard]] QVector<OrderOffer> offers() const;

 protected:
  void forget() override;
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void build();
  void loadAccount(const CancelToken& cancel);
  void show();
  void showNote();
  void showPeriods();
  void showActions();
  void showLedger();
  [[nodiscard]] bool isCredits() const;
  void openCustomer();
  [[nodiscard]] const QuotaRule* rule() const;
  store::UsageRow shown_;
  std::optional<store::AccountDetail> account_;
  UsageBars* bar_;
  QLabel* legend_;
  NoteStrip* note_;
  FactsCard* facts_;
  QTabWidget* tabs_ = nullptr;
  QPushButton* customer_ = nullptr;
  models::RowsModel<models::PeriodUseRow> periods_;
  models::RowsModel<store::BillableActionRow> actions_;
  models::RowsModel<store::CreditEntryRow> ledger_;
};

}  // namespace billing::ui
