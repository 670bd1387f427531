// Parts that the details have in common: a page beside an empty state, and a short table without the columns that say
// the obvious.
#pragma once

#include <QStackedWidget>
#include <QStringList>
#include <QVBoxLayout>

#include "models/facttablemodel.h"

namespace billing::ui {

class DataTable;
class EmptyState;

/// Puts `empty` and a page into `stack`, the stack into `view`; gives the page's layout.
QVBoxLayout* addDetailPage(QWidget* view, QStackedWidget* stack, EmptyState* empty);
/// A table of `columns` of the model, in that order. Owned by whoever puts it into a layout.
DataTable* shortTable(const QString& name, const QString& spoken, models::FactTableModel* model,
                      const QStringList& columns);

}  // namespace billing::ui
