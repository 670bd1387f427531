#include "operations/connect/trykey.h"

#include <cstdlib>

#include "operations/connect/keylook.h"

namespace billing::operations {
namespace {

using providers::Capabilities;

QString providerName(Provider provider) {
  return provider == Provider::Stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments");
}

KeyTrial refusedTrial(const workspace::Profile& profile, const Error& error) {
  KeyTrial trial;
  trial.live = profile.live();
  trial.problem = QString::fromStdString(error.message);
  if (!error.reason.empty()) trial.problem += QStringLiteral(": ") + QString::fromStdString(error.reason);
  trial.hint = QString::fromStdString(error.hint);
  return trial;
}

KeyTrial wrongMode(const workspace::Profile& profile, bool live) {
  KeyTrial trial = refusedTrial(profile, wrongModeOfKey(profile.provider, live));
  trial.live = live;
  return trial;
}

QString spanText(std::int64_t ms) {
  const auto seconds = std::llabs(ms) / 1000;
  if (seconds < 120) return QStringLiteral("%1 s").arg(seconds);
  if (seconds < 7200) return QStringLiteral("%1 min").arg(seconds / 60);
  return QStringLiteral("%1 h").arg(seconds / 3600);
}

QString clockWarning(const std::optional<std::int64_t>& skew) {
  if (!skew || std::llabs(*skew) < kClockWarningMs) return {};
  return QStringLiteral(
             "This computer's clock is %1 %2: genuine webhooks may be refused as too old or too new. Set the clock, or "
             "switch on automatic time")
      .arg(spanText(*skew), *skew > 0 ? QStringLiteral("slow") : QStringLiteral("fast"));
}

QString writingWords(const Capabilities& found) {
  if (!found.canRead) return QStringLiteral("can read nothing");
  if (!found.canWrite) return QStringLiteral("can read; writing cannot be told without changing something");
  return *found.canWrite ? QStringLiteral("can read and write") : QStringLiteral("can read only");
}

KeyTrial trialOf(const workspace::Profile& profile, const Capabilities& found, std::optional<bool> live) {
  KeyTrial trial;
  trial.accepted = found.canRead;
  trial.live = found.live ? *found.live : live.value_or(profile.live());
  trial.account = QString::fromStdString(found.account);
  trial.writing = writingWords(found);
  for (const auto& missing : found.missing) trial.missing << QString::fromStdString(missing);
  trial.clockWarning = clockWarning(found.clockSkewMs);
  if (!found.canRead) {
    trial.problem = QStringLiteral("%1 knows this key, but it may read nothing").arg(providerName(profile.provider));
    trial.hint = QStringLiteral("Give it read access to billing at the provider, or use another key");
  }
  return trial;
}

bool isRefusal(const Error& error) {
  return error.kind == ErrorKind::Unauthorized || error.kind == ErrorKind::Forbidden;
}

// Dodo's keys look alike in both modes: which one it is of shows by which host accepts it.
std::optional<bool> acceptedByOtherMode(const workspace::Profile& profile, const std::string& key,
                                        const ProviderMaker& maker, const CancelToken& cancel) {
  if (profile.provider != Provider::Dodo || !profile.apiBase.empty()) return std::nullopt;
  const auto found = maker(key, !profile.live())->capabilities(cancel);
  if (!found || !found->canRead) return std::nullopt;
  return !profile.live();
}

}  // namespace

Result<KeyTrial> tryKey(const workspace::Profile& profile, const std::string& pasted, const ProviderMaker& maker,
                        const CancelToken& cancel) {
  const KeyLook look = lookAtKey(profile.provider, pasted);
  if (look.unfit) return refusedTrial(profile, *look.unfit);
  // Nothing is called with a live key by a test workspace, nor the other way round.
  if (look.live && *look.live != profile.live()) return wrongMode(profile, *look.live);
  const auto found = maker(look.key, profile.live())->capabilities(cancel);
  if (!found) {
    if (!isRefusal(found.error())) return failure(found.error());
    if (const auto other = acceptedByOtherMode(profile, look.key, maker, cancel)) return wrongMode(profile, *other);
    return refusedTrial(profile, found.error());
  }
  if (found->live && *found->live != profile.live()) return wrongMode(profile, *found->live);
  return trialOf(profile, *found, look.live);
}

}  // namespace billing::operations
