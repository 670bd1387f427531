// An entity as a JSON object, in the names of entityfields.h. Integers are exact; fields that have their first value
// are left out.
#pragma once

#include <string>

#include "sandbox/ledger/entities.h"
#include "support/result.h"

namespace billing::sandbox {

/// For every entity that the ledger has a table of.
template <class Entity>
[[nodiscard]] std::string entityToJson(const Entity& entity);

/// Unknown names are passed over: they are of a newer version. Corrupt "document_damaged" when it is not an object.
template <class Entity>
[[nodiscard]] Result<Entity> entityFromJson(const std::string& text);

}  // namespace billing::sandbox
