#include "ui/overview/financeactions.h"

#include "ui/overview/definitionsdialog.h"
#include "ui/overview/metricsdialog.h"

namespace billing::ui {

void openAllFigures(const PaneContext& context, QWidget* parent) {
  if (context.services.finance != nullptr) (new MetricsDialog(context, parent))->show();
}

void openDefinitions(const PaneContext& context, const operations::FinancePeriod& period, QWidget* parent) {
  if (context.services.finance != nullptr) (new DefinitionsDialog(context, period, parent))->show();
}

}  // namespace billing::ui
