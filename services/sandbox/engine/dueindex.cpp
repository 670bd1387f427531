#include "sandbox/engine/dueindex.h"

namespace billing::sandbox {

void DueIndex::set(DueKind kind, const std::string& id, const std::string& clock, MaybeInstant at) {
  if (const auto old = places_.find(id); old != places_.end()) {
    if (at && old->second.clock == clock && old->second.at == *at) return;
    entries_[old->second.clock].erase({old->second.at, kind, id});
    places_.erase(old);
  }
  if (!at) return;
  places_[id] = {clock, *at};
  entries_[clock].insert({*at, kind, id});
}

const DueEntry* DueIndex::first(const std::string& clock) const {
  const auto found = entries_.find(clock);
  return found == entries_.end() || found->second.empty() ? nullptr : &*found->second.begin();
}

}  // namespace billing::sandbox
