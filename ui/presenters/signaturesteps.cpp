#include "ui/presenters/signaturesteps.h"

#include <QHash>

#include "ui/presenters/text.h"

namespace billing::ui {

namespace {

struct StepRule {
  QString title;
  QStringList failsWith;
};

QVector<StepRule> rulesOf(workspace::SignatureScheme scheme, int toleranceSeconds) {
  using workspace::SignatureScheme;
  const bool timed = scheme != SignatureScheme::HmacHeader;
  const bool named = scheme == SignatureScheme::StandardWebhooks || scheme == SignatureScheme::Svix;
  QVector<StepRule> rules;
  rules.push_back({say("The signature headers are there, once each"),
                   {QStringLiteral("missing_header"), QStringLiteral("duplicate_header")}});
  if (named) rules.push_back({say("The message id is well formed"), {QStringLiteral("malformed_id")}});
  if (timed) {
    rules.push_back({say("The timestamp is a number"), {QStringLiteral("invalid_timestamp")}});
    rules.push_back({say("The timestamp is within %1 s of the arrival").arg(toleranceSeconds),
                     {QStringLiteral("timestamp_too_old"), QStringLiteral("timestamp_too_new")}});
  }
  rules.push_back({say("The signature header can be read, in a version that we know"),
                   {QStringLiteral("bad_header_format"), QStringLiteral("unsupported_version")}});
  rules.push_back({say("The workspace has a usable secret"), {QStringLiteral("invalid_secret")}});
  rules.push_back({say("A signature matches the bytes of the body"), {QStringLiteral("no_matching_signature")}});
  return rules;
}

}  // namespace

QVector<SignatureStep> signatureSteps(workspace::SignatureScheme scheme, const QString& verdict, const QString& detail,
                                      const QString& secretLabel, int toleranceSeconds) {
  QVector<SignatureStep> steps;
  if (verdict == QStringLiteral("from_api")) return steps;  // there was none to check
  bool failed = false;
  for (const StepRule& rule : rulesOf(scheme, toleranceSeconds)) {
    SignatureStep step{rule.title, failed ? StepResult::NotReached : StepResult::Passed, {}};
    if (!failed && rule.failsWith.contains(verdict)) {
      failed = true;
      step.result = StepResult::Failed;
      step.note = detail;
    }
    steps.push_back(step);
  }
  if (!failed && verdict == QStringLiteral("ok") && !secretLabel.isEmpty())
    steps.last().note = say("It was made with the secret “%1”.").arg(secretLabel);
  return steps;
}

QString verdictExplained(const QString& verdict) {
  static const QHash<QString, const char*> sentences = {
      {QStringLiteral("ok"), "The sender knows the secret, and the body arrived as it was signed."},
      {QStringLiteral("from_api"),
       "Its delivery was missed, so it was asked of the provider's API. Nothing is signed there; the key vouches for "
       "it."},
      {QStringLiteral("missing_header"),
       "A header that carries the signature is missing. Somebody posted without signing, or a proxy dropped it."},
      {QStringLiteral("duplicate_header"),
       "A signature header came more than once, so that one cannot tell which of them counts."},
      {QStringLiteral("malformed_id"), "The message id is not in the form that the scheme asks for."},
      {QStringLiteral("invalid_timestamp"), "The timestamp is not a whole number of seconds."},
      {QStringLiteral("timestamp_too_old"),
       "It was signed too long ago: a replayed request, or a clock that is behind."},
      {QStringLiteral("timestamp_too_new"), "It was signed in the future: the sender's clock or ours is wrong."},
      {QStringLiteral("bad_header_format"), "The signature header could not be read."},
      {QStringLiteral("unsupported_version"), "The signature is of a version that this scheme does not know."},
      {QStringLiteral("invalid_secret"),
       "The secret of the workspace does not fit the scheme; most often it was not pasted whole."},
      {QStringLiteral("no_matching_signature"),
       "No secret of the workspace makes this signature: another secret, or the body was changed on its way."}};
  const char* found = sentences.value(verdict, nullptr);
  return found != nullptr ? say(found) : QString();
}

}  // namespace billing::ui
