#include "ui/presenters/switchwords.h"

#include <QStringList>

#include "models/timetext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

SwitchWords switchWords(const QString& name) {
  if (name == QLatin1String(operations::pauseProcessing))
    return {say("Pause processing"),
            say("Processing is paused"),
            say("Deliveries are still answered and stored; they wait, and are worked through in order afterwards."),
            {}};
  if (name == QLatin1String(operations::stopDowngrades))
    return {say("Stop automatic downgrades"),
            say("Automatic downgrades are stopped"),
            say("Accounts keep their plan although it has ended. The job makes up for it afterwards."),
            {}};
  return {say("Allow unverified access"), say("Unverified access is allowed"),
          say("Whoever asks is let in without a payment, and listed. It has an end of its own."),
          say("Anybody gets in without having paid.")};
}

QString previewSentence(const QString& name, qint64 count, const QLocale& locale) {
  const QString n = locale.toString(count);
  if (name == QLatin1String(operations::pauseProcessing))
    return count == 0   ? say("No event waits at this moment. From now on they are stored and wait.")
           : count == 1 ? say("One event waits at this moment. Those that come are stored and wait with it.")
                        : say("%1 events wait at this moment. Those that come are stored and wait with them.").arg(n);
  if (name == QLatin1String(operations::stopDowngrades))
    return count == 0   ? say("No account is due to be downgraded at this moment.")
           : count == 1 ? say("One account is due to be downgraded and keeps its plan.")
                        : say("%1 accounts are due to be downgraded and keep their plan.").arg(n);
  return count == 0   ? say("Every account has access already.")
         : count == 1 ? say("One account without access gets in.")
                      : say("%1 accounts without access get in.").arg(n);
}

QString switchedBy(const store::SwitchRow& row, const PaneContext& context) {
  const auto& words = context.words;
  const QString since =
      row.setAt ? models::relativeTime(*row.setAt, context.nowMs(), words.zone, words.locale) : QString();
  const QString who = row.setBy.isEmpty() ? since : since.isEmpty() ? row.setBy : say("%1, %2").arg(row.setBy, since);
  return row.reason.isEmpty() ? who : say("by %1: %2").arg(who, row.reason);
}

bool reminderDue(const store::SwitchRow& row, qint64 nowMs) {
  return row.on && row.remindAt && *row.remindAt <= nowMs;
}

QString switchTimes(const store::SwitchRow& row, const PaneContext& context) {
  const auto& words = context.words;
  const auto relative = [&](qint64 at) { return models::relativeTime(at, context.nowMs(), words.zone, words.locale); };
  QStringList parts;
  if (row.endsAt) parts << say("ends %1").arg(relative(*row.endsAt));
  if (row.remindAt)
    parts << (reminderDue(row, context.nowMs()) ? say("the reminder was due %1") : say("reminder %1"))
                 .arg(relative(*row.remindAt));
  return parts.join(QStringLiteral(" · "));
}

}  // namespace billing::ui
