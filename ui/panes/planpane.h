// What is sold, as far as events tell: the matrix of plans and intervals above, every price with its ids and figures
// below.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class PlanMatrix;

class PlanPane : public ListPane {
  Q_OBJECT
 public:
  explicit PlanPane(const PaneContext& context, QWidget* parent = nullptr);
  ~PlanPane() override { cancel_.cancel(); }
  [[nodiscard]] bool isSettled() const override { return !matrixLoading_ && ListPane::isSettled(); }

 private:
  void loadMatrix();
  void showMatrix(const QVector<store::PlanRow>& plans);
  void showSubscribers(const QString& plan);
  PlanMatrix* matrix_;
  CancelToken cancel_;
  bool matrixLoading_ = false;
};

}  // namespace billing::ui
