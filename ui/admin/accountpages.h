// What is changed by hand of an account, in our own database: credits, access, usage, the plan.
#pragma once

#include "ui/admin/formpage.h"

namespace billing::ui {

/// Granting and taking.
class CreditsPage : public FormPage {
  Q_OBJECT
 public:
  CreditsPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;

 private:
  QLineEdit* amount_;
  QCheckBox* ends_ = nullptr;  ///< grants only
  QDateEdit* end_ = nullptr;
};

/// Which plan: access without a payment, or the plan by hand.
class AccountPlanPage : public FormPage {
  Q_OBJECT
 public:
  AccountPlanPage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;

 private:
  QComboBox* plan_;
  QCheckBox* ends_ = nullptr;  ///< access only
  QDateEdit* end_ = nullptr;
};

class UsagePage : public FormPage {
  Q_OBJECT
 public:
  UsagePage(const PaneContext& context, const OrderSeed& seed, QWidget* parent = nullptr);
  [[nodiscard]] QString fill(operations::AdminOrder& order) const override;

 private:
  [[nodiscard]] qint64 usedNow() const;
  QComboBox* quota_;
  QSpinBox* used_;
};

}  // namespace billing::ui
