// Which plan, from when, how the difference is charged, and what happens when that fails.
#pragma once

#include <QSpinBox>

#include "ui/admin/orderpage.h"
#include "ui/presenters/orderwords.h"

namespace billing::ui {

class ChoiceList;
class PlanMatrixChoice;

class ChangePlanPage : public OrderPage {
  Q_OBJECT
 public:
  ChangePlanPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  ~ChangePlanPage() override { cancel_.cancel(); }
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;
  [[nodiscard]] QWidget* firstFocus() override;

 private:
  void build();
  QWidget* buildQuantity();
  void askPrices();
  void showPrices(const QVector<store::PlanRow>& told);
  void reconsider();
  CancelToken cancel_;
  QVector<ChargeWords> charges_;
  PlanMatrixChoice* plans_;
  ChoiceList* when_;
  ChoiceList* charge_;
  ChoiceList* failing_;
  QSpinBox* quantity_;
};

}  // namespace billing::ui
