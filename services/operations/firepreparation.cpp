#include "operations/firepreparation.h"

#include <algorithm>

namespace billing::operations {
namespace {

bool isHeaderName(const QByteArray& name) {
  constexpr std::string_view extra = "!#$%&'*+-.^_`|~";
  return !name.isEmpty() && std::ranges::all_of(name, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           extra.find(c) != std::string_view::npos;
  });
}

bool isHeaderValue(const QByteArray& value) {
  return std::ranges::none_of(value,
                              [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

void put(WireHeaders& headers, const QByteArray& name, const QByteArray& value) {
  for (auto& [known, old] : headers)
    if (known.compare(name, Qt::CaseInsensitive) == 0) {
      old = value;
      return;
    }
  headers.append({name, value});
}

QByteArray hostHeader(const QUrl& url) {
  const QString host = url.host();
  const QString literal = host.contains(QLatin1Char(':')) ? QStringLiteral("[%1]").arg(host) : host;
  return url.port() < 0 ? literal.toUtf8() : QStringLiteral("%1:%2").arg(literal).arg(url.port()).toUtf8();
}

WireHeaders plainHeaders(const FireRequest& request) {
  return {{"Host", hostHeader(request.url)},
          {"User-Agent", QByteArrayLiteral("billing-console/" BILLING_VERSION)},
          {"Accept", "*/*"},
          {"Accept-Encoding", "identity"},
          {"Accept-Language", "en"},
          {"Connection", "close"},
          {"Content-Type", "application/json"},
          {"Content-Length", QByteArray::number(request.body.size())}};
}

}  // namespace

Result<void> checkLoopback(const QUrl& url) {
  const QString host = url.host();
  const bool loopback =
      host == QLatin1String("127.0.0.1") || host == QLatin1String("::1") || host == QLatin1String("localhost");
  if (url.isValid() && url.scheme() == QLatin1String("http") && loopback && url.userInfo().isEmpty() && url.port() != 0)
    return {};
  return failure(
      ErrorKind::Forbidden, "not_loopback", "Events are fired at this machine only",
      "“" + url.toDisplayString().toStdString() + "” is not an http address on 127.0.0.1, [::1] or localhost",
      "Use an address like http://127.0.0.1:4242/webhooks/dodo");
}

Result<WireHeaders> signatureHeaders(const FireRequest& request, Instant now) {
  WireHeaders headers;
  if (!request.sign) return headers;
  const auto made = webhooks::sign(request.route, request.secret, request.eventId.toStdString(),
                                   {request.body.constData(), static_cast<std::size_t>(request.body.size())}, now);
  if (!made) return failure(made.error());
  for (const auto& header : *made)
    headers.append({QByteArray::fromStdString(header.name), QByteArray::fromStdString(header.value)});
  return headers;
}

Result<PreparedFire> prepareFire(const FireRequest& request, Instant now) {
  if (auto allowed = checkLoopback(request.url); !allowed) return failure(allowed.error());
  PreparedFire prepared{request.url, plainHeaders(request), request.body};
  if (request.url.host() == QLatin1String("localhost")) prepared.url.setHost(QStringLiteral("127.0.0.1"));
  const auto signature = signatureHeaders(request, now);
  if (!signature) return failure(signature.error());
  for (const auto& [name, value] : *signature) put(prepared.headers, name, value);
  for (const auto& [name, value] : request.extraHeaders) put(prepared.headers, name, value);
  for (const auto& [name, value] : prepared.headers)
    if (!isHeaderName(name) || !isHeaderValue(value))
      return failure(ErrorKind::InvalidInput, "bad_header", "The header “" + name.toStdString() + "” cannot be sent",
                     "its name or value holds characters that HTTP does not allow");
  return prepared;
}

}  // namespace billing::operations
