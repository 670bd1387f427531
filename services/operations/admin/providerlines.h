// A provider's preview of a change, as the lines of ours: those that are due at once sum to what is charged.
#pragma once

#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"

namespace billing::operations {

/// Sets today, tax, credit, the next invoice and the lines of both.
void showProvidersLines(const providers::ChangePreview& told, const AdminOrder& order, OrderPreview& preview);

}  // namespace billing::operations
