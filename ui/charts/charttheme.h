// Gives a chart the palette's colours; Qt Charts keeps its own white theme otherwise.
#pragma once

#include <QChart>
#include <QFont>

#include "ui/theme/tokens.h"

namespace billing::ui {

void applyChartTheme(QChart& chart, const Tokens& tokens, const QFont& font);

}  // namespace billing::ui
