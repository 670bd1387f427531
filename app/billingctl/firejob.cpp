#include "app/billingctl/firejob.h"

#include <QUuid>

#include "app/billingctl/inputfile.h"

namespace billing::ctl {
namespace {

std::string schemeOf(const FireOptions& options) {
  if (!options.scheme.empty()) return options.scheme;
  return options.provider == "stripe" ? "stripe" : "standard-webhooks";
}

Result<webhooks::ComposeValues> composeValues(const std::vector<std::string>& settings) {
  webhooks::ComposeValues values;
  for (const std::string& setting : settings) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos)
      return failure(ErrorKind::InvalidInput, "bad_setting", "“" + setting + "” is not KEY=VALUE");
    values[setting.substr(0, equals)] = setting.substr(equals + 1);
  }
  return values;
}

// The first that has not expired signs.
Result<workspace::Secret> signingSecret(const std::string& file) {
  const auto secrets = workspace::readSecretFile(file);
  if (!secrets) return failure(secrets.error());
  for (const auto& secret : *secrets)
    if (!secret.expiresAt || *secret.expiresAt >= SystemClock().now()) return secret;
  return failure(ErrorKind::InvalidInput, "secrets_expired", "All secrets in " + file + " have expired");
}

}  // namespace

Provider providerOf(const FireOptions& options) {
  if (const auto provider = providerFrom(options.provider)) return *provider;
  return options.scheme == "stripe" ? Provider::Stripe : Provider::Dodo;
}

Result<FireJob> FireJob::prepare(const FireOptions& options) {
  FireJob job;
  job.options_ = options;
  job.provider_ = providerOf(options);
  const auto route = workspace::parseRoute("/=" + schemeOf(options));
  if (!route) return failure(route.error());
  job.base_.route = *route;
  job.base_.url = QUrl(QString::fromStdString(options.url), QUrl::StrictMode);
  job.base_.sign = !options.unsignedOnly;
  if (job.base_.sign) {
    auto secret = signingSecret(options.secretFile);
    if (!secret) return failure(secret.error());
    job.base_.secret = std::move(*secret);
  }
  std::string headerText;
  for (const std::string& header : options.headers) headerText += header + "\n";
  const auto headers = parseHeaderLines(headerText);
  if (!headers) return failure(headers.error());
  for (const auto& header : *headers)
    job.base_.extraHeaders.append({QByteArray::fromStdString(header.name), QByteArray::fromStdString(header.value)});
  if (!options.at.empty() && !(job.at_ = fromIso8601(options.at)))
    return failure(ErrorKind::InvalidInput, "bad_time", "--at is not an ISO 8601 instant");
  const auto values = composeValues(options.values);
  if (!values) return failure(values.error());
  job.values_ = *values;
  if (options.body.empty()) return job;
  const auto body = readInput(options.body);
  if (!body) return failure(body.error());
  job.base_.body = *body;
  return job;
}

Result<operations::FireRequest> FireJob::shot(int number) const {
  operations::FireRequest request = base_;
  request.eventId = QByteArray::fromStdString(options_.eventId);
  if (options_.type.empty()) {
    if (request.eventId.isEmpty()) request.eventId = "msg_" + QUuid::createUuid().toByteArray(QUuid::Id128);
    return request;
  }
  const Instant occurredAt = at_.value_or(SystemClock().now());
  const std::uint64_t seed = options_.seed == 0 ? 0 : options_.seed + static_cast<std::uint64_t>(number);
  auto values = values_;
  if (!options_.eventId.empty()) values["event_id"] = options_.eventId;
  const auto event = webhooks::compose(provider_, options_.type, values, occurredAt, seed);
  if (!event) return failure(event.error());
  request.eventId = QByteArray::fromStdString(event->eventId);
  request.body = QByteArray::fromStdString(event->body);
  return request;
}

}  // namespace billing::ctl
