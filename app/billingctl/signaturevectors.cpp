#include "app/billingctl/signaturevectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "webhooks/payloadcheck.h"

namespace billing::ctl {
namespace {

using workspace::SignatureScheme;

std::string textOf(const QJsonValue& value) {
  return value.toString().toStdString();
}

tl::unexpected<Error> badVectors(const std::string& where, const std::string& why) {
  return failure(ErrorKind::InvalidInput, "bad_vectors", where + ": " + why, {},
                 "Expected is a JSON list of cases with id, scheme, now, secrets, headers, a body and expected");
}

bool readVectorScheme(const std::string& word, workspace::WebhookRoute& route) {
  if (word == "standardwebhooks")
    route.scheme = SignatureScheme::StandardWebhooks;
  else if (word == "svix")
    route.scheme = SignatureScheme::Svix;
  else if (word == "stripe")
    route.scheme = SignatureScheme::Stripe;
  else if (word == "github" || word == "generic-hmac-hex")
    route.scheme = SignatureScheme::HmacHeader;
  else
    return false;
  if (word == "github") route.headerName = "X-Hub-Signature-256";
  if (word == "generic-hmac-hex") route.headerName = "X-Dodo-Signature";
  if (word == "stripe") route.provider = Provider::Stripe;
  return true;
}

std::string bodyOf(const QJsonObject& object) {
  if (const auto encoded = object.value(QLatin1String("body_b64")); encoded.isString())
    return QByteArray::fromBase64(encoded.toString().toLatin1()).toStdString();
  if (const auto repeat = object.value(QLatin1String("body_repeat")).toObject(); !repeat.isEmpty())
    return repeat.value(QLatin1String("char"))
        .toString()
        .repeated(repeat.value(QLatin1String("count")).toInt())
        .toStdString();
  return textOf(object.value(QLatin1String("body_text")));
}

void readVectorSecrets(const QJsonObject& object, SignatureVector& vector) {
  const bool raw = object.value(QLatin1String("secret_format")).toString() == QLatin1String("raw");
  int number = 0;
  for (const QJsonValue& secret : object.value(QLatin1String("secrets")).toArray()) {
    workspace::Secret one;
    one.label = "secret " + std::to_string(++number);
    one.text = textOf(secret);
    one.textIsKey = raw;
    vector.secrets.push_back(std::move(one));
  }
}

Result<SignatureVector> readVector(const QJsonObject& object, const std::string& where) {
  SignatureVector vector;
  vector.id = textOf(object.value(QLatin1String("id")));
  vector.schemeKnown = readVectorScheme(textOf(object.value(QLatin1String("scheme"))), vector.route);
  const QJsonObject expected = object.value(QLatin1String("expected")).toObject();
  if (!expected.value(QLatin1String("valid")).isBool() || !object.value(QLatin1String("now")).isDouble())
    return badVectors(where, "expected.valid or now is missing");
  vector.expectedValid = expected.value(QLatin1String("valid")).toBool();
  vector.expectedReason = textOf(expected.value(QLatin1String("reason")));
  vector.expectedPayload = textOf(expected.value(QLatin1String("payload")));
  vector.now = Instant::fromSeconds(object.value(QLatin1String("now")).toInteger());
  vector.route.toleranceSeconds = object.value(QLatin1String("tolerance_s")).toInt(300);
  vector.body = bodyOf(object);
  readVectorSecrets(object, vector);
  for (const QJsonValue& header : object.value(QLatin1String("headers")).toArray())
    vector.headers.push_back({textOf(header.toArray().at(0)), textOf(header.toArray().at(1))});
  return vector;
}

}  // namespace

Result<std::vector<SignatureVector>> readSignatureVectors(const std::string& path) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly))
    return failure(ErrorKind::NotFound, "vectors_unreadable", "The file " + path + " cannot be read",
                   file.errorString().toStdString());
  QJsonParseError problem;
  const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &problem);
  if (!document.isArray())
    return badVectors(path, problem.error ? problem.errorString().toStdString() : "it is not a list");
  std::vector<SignatureVector> vectors;
  for (const QJsonValue& value : document.array()) {
    auto vector = readVector(value.toObject(), path + ", case " + std::to_string(vectors.size() + 1));
    if (!vector) return failure(vector.error());
    vectors.push_back(std::move(*vector));
  }
  return vectors;
}

VectorVerdict judge(const SignatureVector& vector) {
  if (!vector.schemeKnown) return {false, "unknown_scheme", {}};
  const auto verification = webhooks::verify(vector.route, vector.secrets, vector.headers, vector.body, vector.now);
  VectorVerdict verdict{verification.ok(), std::string(webhooks::toString(verification.verdict)), {}};
  if (!verification.ok()) return verdict;
  const auto facts = webhooks::checkPayload(vector.route.provider, vector.body);
  verdict.payload = webhooks::toString(facts.payload);
  if (facts.payload == webhooks::Payload::Ok && verification.weakSecret) verdict.payload = "weak_secret_warning";
  return verdict;
}

bool asExpected(const SignatureVector& vector, const VectorVerdict& verdict) {
  return verdict.valid == vector.expectedValid && verdict.reason == vector.expectedReason &&
         (vector.expectedPayload.empty() || verdict.payload == vector.expectedPayload);
}

}  // namespace billing::ctl
