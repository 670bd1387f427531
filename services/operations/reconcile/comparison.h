// One object as the provider holds it beside the same object as we hold it, field by field. Reads only.
#pragma once

#include <string>
#include <vector>

#include "operations/sync/syncpages.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

struct FieldDifference {
  std::string field, atProvider, inDatabase;
  std::string version;  ///< id of the event that our value comes from; empty: nobody knows
  Instant versionAt;
  bool operator==(const FieldDifference&) const = default;
};

/// What the comparison of one object found; the same everywhere when both lists are empty.
struct ObjectDifference {
  std::string entity, id, customer;
  std::int64_t row = 0;  ///< ours; 0: we do not hold it
  std::vector<FieldDifference> fields;
  std::string summary;  ///< of what the provider holds: "active, 10.00 USD"; for one that is missing here
  [[nodiscard]] bool missingHere() const { return row == 0; }
  [[nodiscard]] bool differs() const { return row == 0 || !fields.empty(); }
};

/// A field counts where the provider's answer says something about it, and somebody has told us of it before: what no
/// event ever carries (Dodo's customers tell when they were made in lists only) is not known to differ.
[[nodiscard]] Result<ObjectDifference> compareObject(store::WriteContext& context, Provider provider,
                                                     const SyncObject& object);

/// What a snapshot says of a field; nullopt: nothing.
[[nodiscard]] std::optional<std::string> saidOf(const BillingEvent& event, const std::string& entity,
                                                const std::string& id, const std::string& field);
/// Whether the event carries the object at all.
[[nodiscard]] bool tellsOf(const BillingEvent& event, const std::string& entity, const std::string& id);

}  // namespace billing::operations
