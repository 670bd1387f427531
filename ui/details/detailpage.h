// Short tables, as the details have them.
#pragma once

#include <QStringList>
#include <QWidget>

#include "models/facttablemodel.h"

namespace billing::ui {

class DataTable;

/// A table of `columns` of the model, in that order. Ctrl+C and the context menu copy its rows. Owned by whoever puts
/// it into a layout.
DataTable* shortTable(const QString& name, const QString& spoken, models::FactTableModel* model,
                      const QStringList& columns);
/// The same beside a sentence that says why it is empty while it is. The model outlives it.
QWidget* shortList(DataTable* table, const QString& icon, const QString& emptyTitle, const QString& emptyWhy);

}  // namespace billing::ui
