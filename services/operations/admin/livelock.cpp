#include "operations/admin/livelock.h"

namespace billing::operations {

bool LiveLock::locked(Instant now) const {
  return live_ && (!until_ || now >= *until_);
}

Result<void> LiveLock::unlock(const QString& by, const QString& reason, Instant now) {
  if (!live_) return {};
  if (reason.trimmed().size() < 3)
    return failure(ErrorKind::InvalidInput, "reason_missing", "Live mode is unlocked with a reason",
                   "It is kept in the audit log", "Say in a few words what is to be done");
  by_ = by;
  reason_ = reason.trimmed();
  until_ = Instant{now.ms + kIdleMs};
  return {};
}

void LiveLock::touched(Instant now) {
  if (live_ && !locked(now)) until_ = Instant{now.ms + kIdleMs};
}

Result<void> LiveLock::check(Instant now) const {
  if (!locked(now)) return {};
  return failure(ErrorKind::Forbidden, "live_locked", "Live mode is locked",
                 "Changes here concern real customers and real money",
                 "Unlock it with a reason: the band above, or --unlock \"reason\" with billingctl");
}

}  // namespace billing::operations
