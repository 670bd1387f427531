// Reads everything from the provider, page by page, and merges it into the store like an event of the time of reading.
// Resumable: each page's objects and the place after it are one transaction. Incremental afterwards.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "operations/hand.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

/// Incremental does not look further back for open refunds, disputes and invoices.
inline constexpr std::int64_t kLongestOpenMs = 180LL * 86'400'000;
/// How long Stripe keeps its events.
inline constexpr std::int64_t kEventsKeptMs = 30LL * 86'400'000;

enum class SyncKind {
  Full,          ///< everything
  Incremental,   ///< what was made or may have changed since the last run: new objects, and those that still live
  MissedEvents,  ///< the provider's event list only (Stripe); else as Incremental
};
[[nodiscard]] std::string_view toString(SyncKind kind);  ///< "full", "incremental", "missed_events"

struct SyncProgress {
  std::string resource;    ///< catalogue, customers, subscriptions, payments, invoices, refunds, disputes, events
  std::int64_t seen = 0;   ///< of this resource
  std::int64_t total = 0;  ///< of all so far
};

struct SyncReport {
  std::int64_t run = 0;  ///< row of sync_runs
  std::string state;     ///< done, cancelled, failed
  std::int64_t seen = 0, created = 0, updated = 0, unchanged = 0, missedEvents = 0, unreadable = 0, unknownWords = 0;
  std::int64_t refused = 0;        ///< kept, but the workspace's rules cannot follow: nobody knows the product
  std::int64_t notSeen = 0;        ///< after a full run: objects of ours that the provider does not list any more
  SyncKind kind = SyncKind::Full;  ///< what was done; may be more than was asked
  std::string note;                ///< why it was more; empty otherwise
  std::optional<Error> error;      ///< failed: what the provider or the store said; the next run resumes
  Instant startedAt, endedAt;
  bool resumed = false;
};

struct SyncServices {
  store::Database& database;
  providers::BillingProvider& provider;
  const Clock& clock;
  webhooks::EventRules* rules = nullptr;    ///< accounts and credits follow, as after a webhook
  std::function<void()> eventsStored = {};  ///< wakes the processor
  std::optional<Hand> hand = {};            ///< of whoever started it by hand
};

/// Blocks; on a worker thread, one at a time for a workspace (Busy "sync_running"). An interrupted run of the same kind
/// is taken up where it stopped. A provider's error ends it as failed, with what was read kept: that is a report too.
/// An error is given only when no run could be begun.
///
/// Incremental reads objects made since the last done run, and again those that live: subscriptions that have not
/// ended, payments in progress, and refunds, disputes and invoices back to the oldest open one (at most kLongestOpen).
/// What changes without living (a customer's address) is found by events and by full runs. Without a done run it is
/// full.
[[nodiscard]] Result<SyncReport> runSync(const SyncServices& services, SyncKind kind,
                                         const std::function<void(const SyncProgress&)>& progress,
                                         const CancelToken& cancel);

}  // namespace billing::operations
