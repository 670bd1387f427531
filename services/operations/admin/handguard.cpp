#include "operations/admin/handguard.h"

namespace billing::operations {

bool needsUnlocked(Deed deed) {
  switch (deed) {
    case Deed::Sync:
    case Deed::Rehearse:
    case Deed::UnlockLive:
    case Deed::ExportPersonalData:
    case Deed::Review:
    case Deed::ChooseDefinitions:
      return false;
    default:
      return true;
  }
}

void HandGuard::setActor(const Actor& actor) {
  const std::scoped_lock hold(mutex_);
  actor_ = actor;
}

Actor HandGuard::actor() const {
  const std::scoped_lock hold(mutex_);
  return actor_;
}

// The role comes first: who may not do it gains nothing from unlocking.
Result<Actor> HandGuard::mayDo(Deed deed) const {
  const std::scoped_lock hold(mutex_);
  if (auto role = permitted(actor_, deed, lock_.live()); !role) return failure(role.error());
  if (!needsUnlocked(deed)) return actor_;
  return unlessLocked();
}

Result<Actor> HandGuard::mayOrder(OrderKind kind) const {
  const std::scoped_lock hold(mutex_);
  if (auto role = permitted(actor_, kind); !role) return failure(role.error());
  return unlessLocked();
}

Result<Actor> HandGuard::mayActNow() const {
  const std::scoped_lock hold(mutex_);
  return unlessLocked();
}

Result<Actor> HandGuard::unlessLocked() const {
  if (auto open = lock_.check(machine_.now()); !open) return failure(open.error());
  return actor_;
}

HandGuard::Lock HandGuard::lockNow() const {
  const std::scoped_lock hold(mutex_);
  Lock now;
  now.live = lock_.live();
  now.locked = lock_.locked(machine_.now());
  if (!now.live || now.locked) return now;
  now.by = lock_.by();
  now.reason = lock_.reason();
  now.until = lock_.until();
  return now;
}

Result<Actor> HandGuard::mayUnlock(const QString& reason) const {
  const std::scoped_lock hold(mutex_);
  if (auto role = permitted(actor_, Deed::UnlockLive, lock_.live()); !role) return failure(role.error());
  LiveLock trial(lock_.live());
  if (auto fit = trial.unlock(actor_.name, reason, machine_.now()); !fit) return failure(fit.error());
  return actor_;
}

Result<void> HandGuard::unlock(const QString& reason) {
  if (auto may = mayUnlock(reason); !may) return failure(may.error());
  const std::scoped_lock hold(mutex_);
  return lock_.unlock(actor_.name, reason, machine_.now());
}

void HandGuard::lock() {
  const std::scoped_lock hold(mutex_);
  lock_.lock();
}

void HandGuard::touched() {
  const std::scoped_lock hold(mutex_);
  lock_.touched(machine_.now());
}

}  // namespace billing::operations
