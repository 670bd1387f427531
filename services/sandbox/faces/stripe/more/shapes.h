// Stripe's objects with every field that the current version always sends, at rest: null, empty or the usual word. A
// renderer fills in what it knows. From the types of the SDK 23.1.0 (API version 2026-10-28.endive).
#pragma once

#include <QJsonObject>

namespace billing::sandbox::stripe {

/// By the object's own name ("payment_intent"), or that of a part ("charge#card"). An unknown name is empty.
[[nodiscard]] QJsonObject shape(const char* name);

}  // namespace billing::sandbox::stripe
