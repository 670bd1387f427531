// Objects that mean nothing to billing: kept as Stripe writes them, drawn as they were kept.
#pragma once

#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {

/// Keeps it as new, under the id and kind that it carries; tells `type` unless that is empty. Answers it.
Reply keepPlain(Request& r, const QJsonObject& object, const std::string& type);
/// Writes the kept object anew and tells `type` unless that is empty. Answers it.
Reply changePlain(Request& r, const QJsonObject& object, const std::string& type);
/// The kept object that the path names; nullopt (the problem is set) when there is none of that kind.
[[nodiscard]] std::optional<QJsonObject> plainNamed(Request& r, const std::string& kind);

/// `shape` with id and times, then the named parameters as they were given.
[[nodiscard]] QJsonObject plainFrom(Request& r, const char* kind, const std::string& prefix, std::string_view names);
/// Lays the named parameters over an object: metadata merges, an empty text is null, numbers where `numbers` names
/// them.
void layParameters(const Reader& in, std::string_view names, QJsonObject& object);

/// Registers how a kind is drawn, and its GET of one and of all. `filters`: parameters that must equal a field.
void servePlain(Desk& desk, const std::string& path, const std::string& kind, const std::string& filters);

}  // namespace billing::sandbox::stripe
