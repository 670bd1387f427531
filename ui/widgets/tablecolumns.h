// Widths of a short table's columns, in characters, and which one takes the rest.
#pragma once

#include <QByteArray>
#include <QPair>
#include <QVector>

namespace billing::ui {

class DataTable;

/// Columns that are not named keep their usual width. `stretched` takes what is left.
void setColumnWidths(DataTable& table, const QVector<QPair<QByteArray, double>>& widths, const QByteArray& stretched);

}  // namespace billing::ui
