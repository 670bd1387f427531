// One price of the list: what it costs, who has it, its ids, and what people changed on its plan by hand.
#pragma once

#include "ui/details/detailview.h"

namespace billing::ui {

class FactsCard;
class HistoryTab;

class PlanDetail : public DetailView {
  Q_OBJECT
 public:
  explicit PlanDetail(const PaneContext& context, QWidget* parent = nullptr);

 protected:
  void forget() override {}
  void load(qint64 row, const CancelToken& cancel) override;

 private:
  void show(const store::PlanRow& row);
  FactsCard* facts_;
  HistoryTab* history_ = nullptr;  ///< nullptr where nothing is changed by hand
};

}  // namespace billing::ui
