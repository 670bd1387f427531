// Credits and metered allowances as far as events tell: bars with value, limit and percentage.
#pragma once

#include "ui/panes/listpane.h"

namespace billing::ui {

class UsagePane : public ListPane {
  Q_OBJECT
 public:
  explicit UsagePane(const PaneContext& context, QWidget* parent = nullptr);
};

}  // namespace billing::ui
