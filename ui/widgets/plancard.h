// A customer's plan at a glance: name, price, status, and when it renews or ends. Press to open the subscription.
#pragma once

#include <QAbstractButton>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class PlanCard : public QAbstractButton {
  Q_OBJECT
 public:
  PlanCard(const PaneContext& context, QWidget* parent = nullptr);
  void show(const store::SubscriptionRow& row);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  const PaneContext& context_;
  store::SubscriptionRow row_;
};

}  // namespace billing::ui
