// Roles for people.
#pragma once

#include <QString>

#include "operations/admin/permissions.h"

namespace billing::ui {

[[nodiscard]] QString roleTitle(operations::Role role);  ///< "Finance"
[[nodiscard]] QString yesNo(bool value);

}  // namespace billing::ui
