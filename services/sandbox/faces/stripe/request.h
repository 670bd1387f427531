// One call on its way through its handler.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sandbox/engine/engine.h"
#include "sandbox/faces/face.h"
#include "sandbox/faces/stripe/json.h"
#include "sandbox/faces/stripe/reader.h"
#include "sandbox/faces/stripe/refusal.h"

namespace billing::sandbox::stripe {

struct Desk;

struct Request {
  const Call& call;
  Desk& desk;
  Engine& engine;
  Ledger& ledger;
  std::vector<std::string> ids;  ///< what stood for {...} in the path, in its order, decoded
  Param params;
  std::optional<Refusal> problem;  ///< the first that was wrong

  [[nodiscard]] Reader in() { return {params, problem}; }
  [[nodiscard]] const std::string& id() const { return ids.front(); }
  /// The refusal of what the reader found: `if (r.problem) return r.refused();`
  [[nodiscard]] tl::unexpected<Refusal> refused() const { return tl::make_unexpected(*problem); }

  /// The object that the path names; null and 404 when there is none.
  template <class T>
  [[nodiscard]] T* named(Table<T>& table, const std::string& kind) {
    auto* found = table.find(id());
    if (!found && !problem) problem = noSuch(kind, id(), "id");
    return found;
  }
  /// The object that a parameter names; null when it is absent (or missing: the problem is set).
  template <class T>
  [[nodiscard]] T* given(Table<T>& table, const Reader& in, std::string_view name, const std::string& kind) {
    const auto wanted = in.text(name);
    if (wanted.empty()) return nullptr;
    auto* found = table.find(wanted);
    if (!found) in.refuse(noSuch(kind, wanted, in.fullName(name), 400));
    return found;
  }
};

}  // namespace billing::sandbox::stripe
