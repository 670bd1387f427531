// What people have said of a row, as cells of its list.
#pragma once

#include "models/facts.h"
#include "store/reviewmark.h"

namespace billing::models {

/// The flag; who and when in the tooltip.
[[nodiscard]] Fact flaggedFact(const store::ReviewMark& mark);
/// Who has reviewed it, "changed since" before the name where the object is newer than the look at it.
[[nodiscard]] Fact reviewedFact(const store::ReviewMark& mark);
/// How many notes; empty without any.
[[nodiscard]] Fact notesFact(const store::ReviewMark& mark);

}  // namespace billing::models
