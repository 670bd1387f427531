#include "operations/diagnosis/signaturecause.h"

#include <QRegularExpression>

namespace billing::operations {
namespace {

bool isOneOf(const QString& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* one) { return word == QLatin1String(one); });
}

// A tunnel or proxy would have said so: the tool forwards from this machine, and adds nothing.
bool cameByTheTool(const RefusedDelivery& delivery) {
  return delivery.provider == u"stripe" && !delivery.headers.toLower().contains("x-forwarded-");
}

// Stripe sends its events indented over many lines; one in a single line was read and written anew.
bool laidOutAnew(const RefusedDelivery& delivery) {
  return delivery.provider == u"stripe" && delivery.body.trimmed().startsWith('{') && !delivery.body.contains('\n');
}

// The sentence of webhooks::diagnose, which tried what people usually get wrong.
SignatureCause causeInWords(const QString& signedHow) {
  static const QRegularExpression body(QStringLiteral("the body (before|with|as compact)"));
  if (body.match(signedHow).hasMatch()) return SignatureCause::BodyChanged;
  for (const char* other : {"over ", "into the header", "under the version", "without naming a version", "(v1a)",
                            "shared secret (v1)", "in hexadecimal", "in base64;"})
    if (signedHow.contains(QLatin1String(other))) return SignatureCause::OtherScheme;
  return SignatureCause::SecretForm;
}

}  // namespace

QString senderSigned(const RefusedDelivery& delivery) {
  const qsizetype at = delivery.detail.indexOf(QStringLiteral("The sender signed"));
  return at < 0 ? QString() : delivery.detail.mid(at);
}

SignatureCause causeOf(const RefusedDelivery& delivery) {
  if (isOneOf(delivery.verdict, {"timestamp_too_old", "timestamp_too_new", "invalid_timestamp"}))
    return SignatureCause::Timestamp;
  if (delivery.verdict == u"invalid_secret") return SignatureCause::SecretForm;
  if (delivery.verdict != u"no_matching_signature") return SignatureCause::OtherScheme;
  const QString signedHow = senderSigned(delivery);
  if (!signedHow.isEmpty()) return causeInWords(signedHow);
  if (laidOutAnew(delivery)) return SignatureCause::BodyChanged;
  return cameByTheTool(delivery) ? SignatureCause::CliSecret : SignatureCause::WrongSecret;
}

}  // namespace billing::operations
