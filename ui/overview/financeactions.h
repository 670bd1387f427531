// The dialogs of finance that belong to no row: all figures, and how they are defined.
#pragma once

#include "operations/finance/financevalues.h"
#include "ui/panes/panecontext.h"

class QWidget;

namespace billing::ui {

/// Only where there is a finance desk; else nothing happens.
void openAllFigures(const PaneContext& context, QWidget* parent);
/// Compared over `period`.
void openDefinitions(const PaneContext& context, const operations::FinancePeriod& period, QWidget* parent);

}  // namespace billing::ui
