#include "ui/presenters/guardwords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include "operations/admin/handguard.h"

namespace billing::ui {
namespace {

QString sayGuard(const char* text) {
  return QCoreApplication::translate("billing::ui::GuardWords", text);
}

QString lockClockTime(qint64 ms, const std::string& timeZone) {
  const QTimeZone zone(QByteArray::fromStdString(timeZone));
  return QDateTime::fromMSecsSinceEpoch(ms, zone.isValid() ? zone : QTimeZone::utc()).toString(QStringLiteral("HH:mm"));
}

}  // namespace

QString whyNotNow(const ConsoleServices& services, operations::Deed deed) {
  if (services.admin == nullptr) return {};
  const auto state = services.admin->state();
  if (const auto may = operations::permitted(state.person, deed, state.live); !may)
    return QString::fromStdString(may.error().reason.empty() ? may.error().message
                                                             : may.error().message + ": " + may.error().reason);
  if (state.locked && operations::needsUnlocked(deed))
    return sayGuard("Live mode is locked: unlock it with a reason, in the band above");
  return {};
}

QString lockWords(const operations::AdminState& state, const std::string& timeZone) {
  if (!state.live) return {};
  if (state.locked) return sayGuard("locked");
  return sayGuard("unlocked by %1 until %2 for “%3”")
      .arg(state.unlockedBy, lockClockTime(state.unlockedUntil.value_or(0), timeZone), state.unlockReason);
}

}  // namespace billing::ui
