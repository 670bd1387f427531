// What falls due when, per clock: the machine's ("") and each test clock. Finding the next is cheap however much waits.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "sandbox/ledger/entities.h"

namespace billing::sandbox {

enum class DueKind { Subscription, Invoice, Checkout, CreditGrant };

struct DueEntry {
  Instant at;
  DueKind kind = DueKind::Subscription;
  std::string id;
  /// By time, then kind, then id: the same order in every run.
  auto operator<=>(const DueEntry&) const = default;
};

class DueIndex {
 public:
  /// nullopt: it waits for nothing.
  void set(DueKind kind, const std::string& id, const std::string& clock, MaybeInstant at);
  /// nullptr: nothing waits on that clock.
  [[nodiscard]] const DueEntry* first(const std::string& clock) const;

 private:
  struct Place {
    std::string clock;
    Instant at;
  };
  std::unordered_map<std::string, Place> places_;  // by id: no two kinds share one
  std::map<std::string, std::set<DueEntry>> entries_;
};

}  // namespace billing::sandbox
