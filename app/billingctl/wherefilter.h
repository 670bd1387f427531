// --where of a list: FIELD=VALUE and the like, as chips of the list.
#pragma once

#include <string>
#include <vector>

#include "store/listrows.h"
#include "support/result.h"

namespace billing::ctl {

/// FIELD=VALUE, FIELD=A|B (any of them), FIELD!=VALUE, FIELD>=VALUE, FIELD<VALUE, FIELD~TEXT (contains), FIELD=
/// (empty). Days and times in ISO 8601 become instants, days those of `zone`. InvalidInput "bad_filter",
/// "unknown_zone".
[[nodiscard]] Result<QVector<store::FieldFilter>> filtersFrom(const std::vector<std::string>& where,
                                                              const std::string& zone);

/// "status is past_due, issued_at from 2026-03-01", for the head of a file; empty: none.
[[nodiscard]] QString filterWords(const std::vector<std::string>& where, const std::string& text);

}  // namespace billing::ctl
