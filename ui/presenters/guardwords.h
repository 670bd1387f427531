// Why something cannot be done by hand right now, in one sentence for a tooltip.
#pragma once

#include <QString>

#include "operations/admin/permissions.h"
#include "ui/consoleservices.h"

namespace billing::ui {

/// The role that it takes, or that live mode is locked; empty: it may be done. The services ask again when it is done.
[[nodiscard]] QString whyNotNow(const ConsoleServices& services, operations::Deed deed);

/// "locked", or "unlocked by ada until 14:32 for “refund for Borealis”"; empty in test mode.
[[nodiscard]] QString lockWords(const operations::AdminState& state, const std::string& timeZone);

}  // namespace billing::ui
