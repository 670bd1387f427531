// What a repository hands out: the state that we hold of one object of the provider, and how new that knowledge is.
#pragma once

#include <cstdint>
#include <string>

#include "domain/provider.h"
#include "support/instant.h"

namespace billing::store {

/// One row of an entity's table. `objectTime` is the newest event time merged into the row (the object's own time, not
/// ours): older states never overwrite newer ones.
template <class State>
struct Stored {
  std::int64_t row = 0;  ///< the table's id; 0: not stored yet
  Provider provider = Provider::Dodo;
  Instant objectTime;
  std::string objectEvent;    ///< id of the event that brought the newest state
  std::string fieldVersions;  ///< column field_versions: where older fields come from (domain/eventapplication.h), kept
                              ///< as it is
  State state;
};

}  // namespace billing::store
