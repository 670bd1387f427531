// Many ids, some at a time: statements stay of a sane length.
#pragma once

#include "store/listrows.h"
#include "support/result.h"

namespace billing::store {

template <class Work>
[[nodiscard]] Result<void> forEachChunk(const IdVector& ids, Work work) {
  constexpr qsizetype chunkSize = 1000;
  for (qsizetype from = 0; from < ids.size(); from += chunkSize)
    if (Result<void> done = work(ids.mid(from, chunkSize)); !done) return done;
  return {};
}

}  // namespace billing::store
