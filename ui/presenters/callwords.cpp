#include "ui/presenters/callwords.h"

#include "models/timetext.h"
#include "operations/admin/adminorder.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using store::OutboxState;

namespace {

QString providerOf(const PaneContext& context) {
  return context.services.profile.provider == Provider::Stripe ? QStringLiteral("Stripe")
                                                               : QStringLiteral("Dodo Payments");
}

QString secondsUntil(qint64 at, qint64 now) {
  const qint64 seconds = qMax<qint64>(0, (at - now + 999) / 1000);
  return seconds < 120 ? say("%1 s").arg(seconds) : models::countdownText(at - now);
}

QString unconfirmedWords(const store::OutboxRow& call, qint64 now) {
  QString words = say("nobody knows yet whether it happened");
  if (call.askedCount > 0)
    words += call.askedCount == 1 ? say(": asked once") : say(": asked %1 times").arg(call.askedCount);
  if (call.nextAskAt) words += say(", asked again in %1").arg(secondsUntil(*call.nextAskAt, now));
  return words;
}

}  // namespace

QString callSentence(const store::OutboxRow& call, const QString& title, const PaneContext& context) {
  const auto order = operations::orderFromJson(call.orderJson);
  const auto& profile = context.services.profile;
  QString text = order ? QString::fromStdString(operations::describeOrder(*order, profile.rules, profile.live()))
                       : QStringLiteral("%1 %2").arg(call.kind, call.subject);
  return title.isEmpty() || call.subject.isEmpty() ? text : text.replace(call.subject, title);
}

QString outcomeWords(const store::OutboxRow& call, const QLocale& locale) {
  if (!call.previewedMinor || !call.actualMinor) return {};
  if (*call.previewedMinor == *call.actualMinor) return say("as previewed");
  return say("%1, where %2 was previewed")
      .arg(moneyText(*call.actualMinor, call.currency, locale), moneyText(*call.previewedMinor, call.currency, locale));
}

CallState callState(const store::OutboxRow& call, const PaneContext& context) {
  const qint64 now = context.nowMs();
  const QString outcome = outcomeWords(call, context.words.locale);
  switch (call.state) {
    case OutboxState::AwaitingApproval:
      return {call.approvalEndsAt
                  ? say("waits for a second person, %1 at most").arg(models::countdownText(*call.approvalEndsAt - now))
                  : say("waits for a second person"),
              QStringLiteral("customers"), Tone::Info};
    case OutboxState::Waiting:
      if (call.leavesAt <= now) return {say("is about to leave"), QStringLiteral("clock"), Tone::Info};
      return {say("leaves in %1").arg(secondsUntil(call.leavesAt, now)), QStringLiteral("clock"), Tone::Info};
    case OutboxState::Sending:
      return {say("is on its way to %1").arg(providerOf(context)), QStringLiteral("send"), Tone::Info};
    case OutboxState::Unconfirmed:
      return {unconfirmedWords(call, now), QStringLiteral("warning"), Tone::Warning};
    case OutboxState::Done:
      return {outcome.isEmpty() ? say("done") : say("done, %1").arg(outcome), QStringLiteral("check-circle"),
              Tone::Success};
    case OutboxState::Refused:
      return {call.errorCode == QStringLiteral("stale") ? say("was not sent: somebody else changed it meanwhile")
                                                        : say("was refused"),
              QStringLiteral("error"), Tone::Danger};
    case OutboxState::NotDone:
      return {say("did not happen: %1 knows nothing of it").arg(providerOf(context)), QStringLiteral("error"),
              Tone::Danger};
    case OutboxState::Withdrawn:
      return {say("undone: it never left"), QStringLiteral("retry"), Tone::Muted};
    case OutboxState::Rejected:
      return {say("was not agreed to by %1").arg(call.decidedBy), QStringLiteral("close-circle"), Tone::Danger};
    case OutboxState::Lapsed:
      return {say("lapsed: nobody agreed in time"), QStringLiteral("clock"), Tone::Warning};
  }
  return {};
}

Error refusalOf(const store::OutboxRow& call) {
  Error error;
  error.kind = ErrorKind::Conflict;
  error.code = call.errorCode.toStdString();
  error.message = call.error.section(QLatin1Char('\n'), 0, 0).toStdString();
  error.reason = call.error.section(QLatin1Char('\n'), 1).toStdString();
  error.hint = call.errorHint.toStdString();
  error.requestId = call.requestId.toStdString();
  return error;
}

}  // namespace billing::ui
