// The cells of the catalogue: words in lines, with the ids that can be copied from them.
#pragma once

#include <QTableWidgetItem>

#include "ui/delegates/linesdelegate.h"
#include "ui/presenters/plancatalogue.h"

namespace billing::ui {

enum CatalogueRole { TestIdRole = LinesDelegate::OwnRole, LiveIdRole, PlanRole };

/// `aside` stands at the right of the first line.
[[nodiscard]] QTableWidgetItem* linesCell(const QVector<CellLine>& lines, const QString& aside = {});
/// One quiet line for each text; "–" for none.
[[nodiscard]] QTableWidgetItem* listCell(const QStringList& texts);
/// `live`: what is wrong in this mode is a problem, in the other one advice.
[[nodiscard]] QTableWidgetItem* priceCell(const CataloguePrice& price, bool live, const QLocale& locale);

}  // namespace billing::ui
