// What a team writes into an object, as Dodo takes it.
#pragma once

#include "providers/providervalues.h"
#include "providers/request/jsonbody.h"

namespace billing::providers::dodo {

/// Nothing when there is none: an empty object would clear what is there.
inline void addMetadata(JsonBody& body, const Metadata& metadata) {
  if (metadata.empty()) return;
  JsonBody members;
  for (const auto& [key, value] : metadata) members.text(key, value);
  body.value("metadata", members.str());
}

}  // namespace billing::providers::dodo
