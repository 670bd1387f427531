#include "http/clientaddress.h"

#include <QHostAddress>
#include <QUrl>
#include <algorithm>

#include "http/characters.h"

namespace billing::http {
namespace {

auto badUrl(const std::string& why) {
  // The address itself is not told: it may carry what must not be seen.
  return failure(ErrorKind::InvalidInput, "bad_url", "This is not an address that can be called", why,
                 "Give an address like https://api.example.com");
}

bool isLoopbackName(const QString& host) {
  const QHostAddress address(host);
  return host == QLatin1String("localhost") || (!address.isNull() && address.isLoopback());
}

}  // namespace

Result<ClientAddress> clientAddress(const std::string& url) {
  if (!std::all_of(url.begin(), url.end(), isTargetCharacter)) return badUrl("it has blanks or unencoded characters");
  const auto scheme = url.find("://");
  const auto pathAt = scheme == std::string::npos ? scheme : url.find_first_of("/?#", scheme + 3);
  const QUrl origin(QString::fromStdString(url.substr(0, pathAt)), QUrl::StrictMode);
  const bool tls = origin.scheme() == QLatin1String("https");
  if (!origin.isValid() || (!tls && origin.scheme() != QLatin1String("http"))) return badUrl("it is not http or https");
  if (origin.host().isEmpty()) return badUrl("it names no host");
  if (!origin.userInfo().isEmpty()) return badUrl("it names a user");

  ClientAddress address;
  address.tls = tls;
  address.host = origin.host();
  address.port = static_cast<std::uint16_t>(origin.port(tls ? 443 : 80));
  address.loopback = isLoopbackName(address.host);
  address.hostField = origin.authority(QUrl::FullyEncoded).toStdString();
  const std::string rest = pathAt == std::string::npos ? std::string() : url.substr(pathAt, url.find('#') - pathAt);
  address.target = rest.starts_with('/') ? rest : '/' + rest;
  return address;
}

}  // namespace billing::http
