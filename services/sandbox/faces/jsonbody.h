// Small helpers for JSON objects that a face reads and writes.
#pragma once

#include <QJsonObject>
#include <optional>
#include <string>
#include <string_view>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

/// nullopt when the text is no JSON object.
[[nodiscard]] std::optional<QJsonObject> jsonObjectFrom(std::string_view text);
/// Without blanks.
[[nodiscard]] std::string jsonText(const QJsonObject& object);
[[nodiscard]] QString jsonString(std::string_view text);
/// null where the text is empty.
[[nodiscard]] QJsonValue textOrNull(std::string_view text);
[[nodiscard]] QJsonValue jsonInteger(std::int64_t number);

}  // namespace billing::sandbox
