// billingctl verify: what the listener would say about a delivery, and the test cases for signatures.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/inputfile.h"
#include "app/billingctl/signaturevectors.h"
#include "webhooks/payloadcheck.h"

namespace billing::ctl {
namespace {

struct VerifyOptions {
  std::string vectors;
  std::string scheme = "standard-webhooks", secretFile, headerFile, body, now;
  std::vector<std::string> headers;
  int tolerance = 300;
  bool json = false;
};

int refuse(const Error& error, ExitCode code) {
  std::fprintf(stderr, "billingctl verify: %s\n", describe(error).c_str());
  return code;
}

void printJson(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

QString qtText(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string inWords(bool valid, const std::string& reason, const std::string& payload) {
  return std::string(valid ? "valid" : "invalid") + " " + reason + (payload.empty() ? "" : " payload " + payload);
}

void tellUnexpected(const SignatureVector& vector, const VectorVerdict& verdict, bool json, QJsonArray& list) {
  const std::string expected = inWords(vector.expectedValid, vector.expectedReason, vector.expectedPayload);
  const std::string got = inWords(verdict.valid, verdict.reason, verdict.payload);
  if (!json) std::printf("%s: expected %s, came out %s\n", vector.id.c_str(), expected.c_str(), got.c_str());
  list.append(QJsonObject{{QStringLiteral("id"), qtText(vector.id)},
                          {QStringLiteral("expected"), qtText(expected)},
                          {QStringLiteral("actual"), qtText(got)}});
}

int runVectors(const VerifyOptions& options) {
  const auto vectors = readSignatureVectors(options.vectors);
  if (!vectors) return refuse(vectors.error(), Unreadable);
  QJsonArray unexpected;
  for (const SignatureVector& vector : *vectors)
    if (const auto verdict = judge(vector); !asExpected(vector, verdict))
      tellUnexpected(vector, verdict, options.json, unexpected);
  const auto total = static_cast<qsizetype>(vectors->size());
  const qsizetype good = total - unexpected.size();
  if (options.json)
    printJson({{QStringLiteral("cases"), total},
               {QStringLiteral("asExpected"), good},
               {QStringLiteral("unexpected"), unexpected}});
  else
    std::printf("%lld of %lld as expected\n", static_cast<long long>(good), static_cast<long long>(total));
  return good == total ? Ok : Negative;
}

struct VerifyInput {
  workspace::WebhookRoute route;
  workspace::Secrets secrets;
  webhooks::Headers headers;
  std::string body;
  Instant now;
};

Result<webhooks::Headers> allHeaders(const VerifyOptions& options) {
  std::string text;
  if (!options.headerFile.empty()) {
    const auto file = readInput(options.headerFile);
    if (!file) return failure(file.error());
    text = file->toStdString() + "\n";
  }
  for (const std::string& header : options.headers) text += header + "\n";
  return parseHeaderLines(text);
}

Result<VerifyInput> gather(const VerifyOptions& options) {
  const auto route = workspace::parseRoute("/=" + options.scheme);
  if (!route) return failure(route.error());
  auto secrets = workspace::readSecretFile(options.secretFile);
  if (!secrets) return failure(secrets.error());
  auto headers = allHeaders(options);
  if (!headers) return failure(headers.error());
  const auto body = readInput(options.body);
  if (!body) return failure(body.error());
  const auto now = options.now.empty() ? SystemClock().now() : fromIso8601(options.now);
  if (!now) return failure(ErrorKind::InvalidInput, "bad_now", "--now is not an ISO 8601 instant");
  VerifyInput input{*route, std::move(*secrets), std::move(*headers), body->toStdString(), *now};
  input.route.toleranceSeconds = options.tolerance;
  return input;
}

void tellVerification(const webhooks::Verification& verification, const std::string& diagnosis,
                      const webhooks::PayloadFacts& facts) {
  std::printf("%s\n", std::string(webhooks::toString(verification.verdict)).c_str());
  if (!verification.detail.empty()) std::printf("%s\n", verification.detail.c_str());
  if (!diagnosis.empty()) std::printf("%s\n", diagnosis.c_str());
  if (verification.ok()) std::printf("Signed with the secret %s.\n", verification.secretLabel.c_str());
  if (verification.weakSecret)
    std::printf("That secret is shorter than the 24 bytes which the specification asks for.\n");
  if (verification.ok() && facts.payload != webhooks::Payload::Ok)
    std::printf("The body is not fit to be processed (%s): %s\n",
                std::string(webhooks::toString(facts.payload)).c_str(), facts.detail.c_str());
}

QJsonObject verificationJson(const webhooks::Verification& verification, const std::string& diagnosis,
                             const webhooks::PayloadFacts& facts) {
  QJsonObject object{{QStringLiteral("ok"), verification.ok()},
                     {QStringLiteral("verdict"), qtText(webhooks::toString(verification.verdict))},
                     {QStringLiteral("detail"), qtText(verification.detail)},
                     {QStringLiteral("diagnosis"), qtText(diagnosis)},
                     {QStringLiteral("eventId"), qtText(verification.eventId)},
                     {QStringLiteral("secretLabel"), qtText(verification.secretLabel)},
                     {QStringLiteral("weakSecret"), verification.weakSecret}};
  object.insert(QStringLiteral("payload"),
                QJsonObject{{QStringLiteral("remark"), qtText(webhooks::toString(facts.payload))},
                            {QStringLiteral("detail"), qtText(facts.detail)},
                            {QStringLiteral("type"), qtText(facts.type)}});
  return object;
}

int runOne(const VerifyOptions& options) {
  const auto input = gather(options);
  if (!input) return refuse(input.error(), input.error().kind == ErrorKind::NotFound ? Unreadable : Usage);
  const auto verification = webhooks::verify(input->route, input->secrets, input->headers, input->body, input->now);
  const std::string diagnosis =
      verification.ok() ? std::string()
                        : webhooks::diagnose(input->route, input->secrets, input->headers, input->body, input->now);
  const auto facts = webhooks::checkPayload(input->route.provider, input->body);
  if (options.json)
    printJson(verificationJson(verification, diagnosis, facts));
  else
    tellVerification(verification, diagnosis, facts);
  return verification.ok() ? Ok : Negative;
}

}  // namespace

void addVerifyCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = root.add_subcommand("verify", "Judge the signature of a delivery, or a file of test cases");
  auto* vectors = command->add_option("--vectors", options->vectors,
                                      "JSON list of test cases; prints those that come out otherwise");
  command->add_option("--scheme", options->scheme, "standard-webhooks, svix, stripe, github or hmac-header:NAME")
      ->capture_default_str();
  auto* secrets =
      command->add_option("--secret-file", options->secretFile, "FILE with the signing secrets, one a line");
  command->add_option("--headers", options->headerFile, "FILE with the received headers, one a line");
  command->add_option("-H,--header", options->headers, "A received header, \"Name: value\"; may be repeated")
      ->allow_extra_args(false);
  auto* body =
      command->add_option("--body", options->body, "FILE with the received body, byte for byte; - is standard input");
  command->add_option("--now", options->now, "The time of arrival, ISO 8601; else now");
  command->add_option("--tolerance", options->tolerance, "Seconds that the timestamp may be off, both ways")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON object");
  secrets->excludes(vectors);
  body->excludes(vectors);
  command->footer("Exit code 0: the signature is good (or all cases came out as expected); 1: it is not.");
  command->callback([options, &exitCode] {
    if (options->vectors.empty() && (options->secretFile.empty() || options->body.empty()))
      throw CLI::RequiredError("--vectors, or --secret-file and --body");
    exitCode = options->vectors.empty() ? runOne(*options) : runVectors(*options);
  });
}

}  // namespace billing::ctl
