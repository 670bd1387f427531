// Parts that the details have in common: a summary that scrolls when there is no room, short tables.
#pragma once

#include <QStringList>
#include <QVBoxLayout>

#include "models/facttablemodel.h"

namespace billing::ui {

class DataTable;

/// A box within the page's margins, as high as its content where there is room. Gives its layout.
QVBoxLayout* addSummary(QVBoxLayout& rows);
/// A table of `columns` of the model, in that order. Ctrl+C and the context menu copy its rows. Owned by whoever puts
/// it into a layout.
DataTable* shortTable(const QString& name, const QString& spoken, models::FactTableModel* model,
                      const QStringList& columns);
/// The same beside a sentence that says why it is empty while it is. The model outlives it.
QWidget* shortList(DataTable* table, const QString& icon, const QString& emptyTitle, const QString& emptyWhy);

}  // namespace billing::ui
