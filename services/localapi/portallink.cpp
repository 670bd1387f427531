#include "localapi/portallink.h"

#include <openssl/crypto.h>

#include <QByteArray>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>
#include <array>
#include <charconv>

namespace billing::localapi {
namespace {

constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray bytesOf(std::string_view text) {
  return {text.data(), static_cast<qsizetype>(text.size())};
}

}  // namespace

PortalLink::PortalLink() {
  std::array<quint32, 8> key{};
  QRandomGenerator::system()->fillRange(key.data(), static_cast<qsizetype>(key.size()));
  key_.assign(reinterpret_cast<const char*>(key.data()), sizeof key);
}

std::string PortalLink::seal(std::string_view payload) const {
  return QMessageAuthenticationCode::hash(bytesOf(payload), bytesOf(key_), QCryptographicHash::Sha256)
      .toBase64(urlSafe)
      .toStdString();
}

std::string PortalLink::make(std::string_view account, Instant now) const {
  const std::string lapses = std::to_string(now.ms + std::int64_t{validMinutes} * 60'000);
  const std::string payload = bytesOf(lapses + " " + std::string(account)).toBase64(urlSafe).toStdString();
  return payload + "." + seal(payload);
}

std::optional<std::string> PortalLink::accountOf(std::string_view link, Instant now) const {
  const auto dot = link.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const std::string expected = seal(link.substr(0, dot));
  const std::string_view given = link.substr(dot + 1);
  if (given.size() != expected.size() || CRYPTO_memcmp(given.data(), expected.data(), given.size()) != 0)
    return std::nullopt;
  const std::string payload = QByteArray::fromBase64(bytesOf(link.substr(0, dot)), urlSafe).toStdString();
  const auto space = payload.find(' ');
  std::int64_t lapses = 0;
  std::from_chars(payload.data(), payload.data() + space, lapses);
  if (now.ms >= lapses) return std::nullopt;
  return payload.substr(space + 1);
}

}  // namespace billing::localapi
