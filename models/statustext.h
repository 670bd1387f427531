// The words of the store as people read them.
#pragma once

#include <QString>

namespace billing::models {

/// Normalised words of statuses, verdicts, payload checks and event states: "past_due" -> "past due",
/// "no_matching_signature" -> "wrong signature". Words that are not known are shown with spaces for underscores.
[[nodiscard]] QString statusText(const QString& word);

}  // namespace billing::models
