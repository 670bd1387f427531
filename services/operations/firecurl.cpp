// asCurl: the request for a terminal.
#include <algorithm>

#include "operations/firepreparation.h"
#include "operations/selfsigningscript.h"
#include "operations/shellquote.h"

namespace billing::operations {
namespace {

constexpr auto kMayLookLike = "curl --silent --show-error --include --max-time 15 --noproxy '*' --globoff";

// What the caller adds takes the place of what we would send under the same name.
bool givenByCaller(const FireRequest& request, const QByteArray& name) {
  return std::ranges::any_of(request.extraHeaders,
                             [&](const auto& one) { return one.first.compare(name, Qt::CaseInsensitive) == 0; });
}

WireHeaders userHeaders(const FireRequest& request) {
  WireHeaders headers;
  if (!givenByCaller(request, "Content-Type"))
    headers.append(qMakePair(QByteArray("Content-Type"), QByteArray("application/json")));
  headers += request.extraHeaders;
  return headers;
}

QByteArray headerOption(const QByteArray& quoted) {
  return " \\\n  --header " + quoted;
}

QByteArray curlCommand(const FireRequest& request, const QByteArray& signatureOptions) {
  QByteArray command = kMayLookLike;
  for (const auto& [name, value] : userHeaders(request)) command += headerOption(shellQuoted(name + ": " + value));
  command += signatureOptions + " \\\n  --data-binary @- " + shellQuoted(request.url.toEncoded());
  return command;
}

QByteArray signedNow(const FireRequest& request, Instant now) {
  const auto signature = signatureHeaders(request, now);
  if (!signature)
    return "# Not signed: " + QByteArray::fromStdString(signature.error().message).replace('\n', ' ') + "\n";
  QByteArray options;
  for (const auto& [name, value] : *signature)
    if (!givenByCaller(request, name)) options += headerOption(shellQuoted(name + ": " + value));
  const QByteArray note =
      request.sign && request.route.scheme != workspace::SignatureScheme::HmacHeader
          ? "# Accepted until " +
                QByteArray::fromStdString(toIso8601({now.ms + request.route.toleranceSeconds * 1000LL})) + "\n"
          : QByteArray();
  return note + shellPrinting(request.body) + " | " + curlCommand(request, options) + "\n";
}

}  // namespace

QString asCurl(const FireRequest& request, Instant now, bool withSecret) {
  if (!withSecret || !request.sign) return QString::fromUtf8(signedNow(request, now));
  QByteArray options;
  for (const QByteArray& header : selfSigningHeaders(request))
    if (!givenByCaller(request, header.left(header.indexOf(':')))) options += headerOption('"' + header + '"');
  return QString::fromUtf8(selfSigningScript(request, "body | " + curlCommand(request, options)));
}

}  // namespace billing::operations
