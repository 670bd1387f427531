// Columns of programs that read a CSV: what each expects, made from the columns of a list.
#pragma once

#include "reports/exporting.h"

namespace billing::reports {

/// Whether a list has what the preset needs: amounts and dates of payments or invoices. Generic fits every list.
[[nodiscard]] bool presetFits(Preset preset, const QByteArray& list);

}  // namespace billing::reports
