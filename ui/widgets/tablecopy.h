// The selected rows of a short table for the clipboard.
#pragma once

namespace billing::ui {

class DataTable;

/// Puts the selected rows, exactly the columns shown, on the clipboard; gives how many.
int copySelectedRows(const DataTable& table);

}  // namespace billing::ui
