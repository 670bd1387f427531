// The table of rights, and how it and the list of people look.
#pragma once

#include <QTableWidget>

namespace billing::ui {

/// A quiet table that is only read: whole rows, no editing, Tab leaves it. After its columns are set.
void prepareReadTable(QTableWidget& table);
/// A line for each thing that can be done, a column for each role.
void fillRoleMatrix(QTableWidget& table);

}  // namespace billing::ui
