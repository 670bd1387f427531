// Asked before every write by hand: who acts, whether that role may, and whether live mode is open. One for each
// workspace that is open; any thread.
#pragma once

#include <QString>
#include <mutex>
#include <optional>

#include "operations/admin/livelock.h"
#include "operations/admin/permissions.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// Nothing of live mode changes by these, so they need not be unlocked: reading from the provider, working on a copy,
/// unlocking itself.
[[nodiscard]] bool needsUnlocked(Deed deed);

class HandGuard {
 public:
  /// `machine` is the clock on the wall, not the sandbox's; it outlives this. Nobody may do anything before the actor
  /// is known.
  HandGuard(bool live, const Clock& machine) : machine_(machine), lock_(live) {}

  void setActor(const Actor& actor);
  [[nodiscard]] Actor actor() const;

  /// Whoever may act, for the audit entry. Forbidden "role", then "live_locked".
  [[nodiscard]] Result<Actor> mayDo(Deed deed) const;
  [[nodiscard]] Result<Actor> mayOrder(OrderKind kind) const;
  /// A second person's word: the lock alone; whether the person may is asked where the call is known.
  [[nodiscard]] Result<Actor> mayActNow() const;

  struct Lock {
    bool live = false, locked = false;
    QString by, reason;  ///< while it is unlocked
    std::optional<Instant> until;
  };
  [[nodiscard]] Lock lockNow() const;
  /// Forbidden "role"; InvalidInput "reason_missing". Whoever calls writes the audit entry first.
  [[nodiscard]] Result<void> unlock(const QString& reason);
  /// What unlock() would say, without doing it.
  [[nodiscard]] Result<Actor> mayUnlock(const QString& reason) const;
  void lock();
  /// A hand moved.
  void touched();

 private:
  [[nodiscard]] Result<Actor> unlessLocked() const;
  const Clock& machine_;
  mutable std::mutex mutex_;
  LiveLock lock_;
  Actor actor_{QStringLiteral("unknown"), Role::Viewer, false};
};

}  // namespace billing::operations
