#include "ui/presenters/auditmemory.h"

#include <QCryptographicHash>

namespace billing::ui {

AuditMemory::AuditMemory(QSettings& settings, const QString& database)
    : settings_(settings),
      key_(QStringLiteral("audit/") +
           QString::fromLatin1(
               QCryptographicHash::hash(database.toUtf8(), QCryptographicHash::Sha256).toHex().left(16))) {}

std::optional<store::AuditHead> AuditMemory::known() const {
  const qint64 entries = settings_.value(key_ + QStringLiteral("/entries")).toLongLong();
  if (entries <= 0) return std::nullopt;
  return store::AuditHead{entries, settings_.value(key_ + QStringLiteral("/hash")).toString()};
}

void AuditMemory::remember(const store::AuditHead& head) {
  if (head.entries <= 0 || known() == head) return;
  settings_.setValue(key_ + QStringLiteral("/entries"), head.entries);
  settings_.setValue(key_ + QStringLiteral("/hash"), head.hash);
}

void AuditMemory::forget() {
  settings_.remove(key_);
}

}  // namespace billing::ui
