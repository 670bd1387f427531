// Where a checkout leads back to.
#pragma once

#include <string>

#include "support/result.h"

namespace billing::operations {

/// An absolute http or https address of at most 2,000 characters without user name, fit for a header. InvalidInput
/// "bad_return_url".
[[nodiscard]] Result<std::string> checkedReturnUrl(const std::string& url);

/// The address for how it ended: paid leads to it as it is ("…?success=true", "…?payment=success"); failed and
/// cancelled say so in the same parameter, or in "payment" where there is none.
[[nodiscard]] std::string returnUrlFor(const std::string& url, const std::string& status);

}  // namespace billing::operations
