#include "localapi/bearertoken.h"

#include <openssl/crypto.h>

#include <QCryptographicHash>

#include "http/answertext.h"

namespace billing::localapi {
namespace {

constexpr std::string_view scheme = "Bearer ";

// Hashes are of equal length, so the comparison tells nothing about the length either.
bool sameText(std::string_view a, std::string_view b) {
  const auto hash = [](std::string_view text) {
    return QCryptographicHash::hash(QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
                                    QCryptographicHash::Sha256);
  };
  const QByteArray left = hash(a), right = hash(b);
  return CRYPTO_memcmp(left.constData(), right.constData(), static_cast<std::size_t>(left.size())) == 0;
}

std::optional<std::string_view> presented(const http::Head& head) {
  std::optional<std::string_view> found;
  for (const http::Field& field : head.fields) {
    if (!http::equalsIgnoringCase(field.name, "Authorization")) continue;
    if (found) return std::string_view();  // two of them: neither counts
    found = field.value;
  }
  return found;
}

}  // namespace

TokenVerdict checkToken(const http::Head& head, const workspace::Secrets& tokens, Instant now) {
  if (tokens.empty()) return {TokenCheck::NoneSet, {}};
  const auto value = presented(head);
  if (!value) return {TokenCheck::Missing, {}};
  if (!http::equalsIgnoringCase(value->substr(0, scheme.size()), scheme)) return {TokenCheck::Wrong, {}};
  TokenVerdict verdict{TokenCheck::Wrong, {}};
  for (const workspace::Secret& token : tokens) {  // all of them, whichever matches
    const bool same = sameText(value->substr(scheme.size()), token.text);
    if (same && !token.text.empty() && (!token.expiresAt || *token.expiresAt > now))
      verdict = {TokenCheck::Ok, token.label};
  }
  return verdict;
}

http::Answer tokenRefusal(TokenCheck check) {
  const std::string realm = R"(Bearer realm="billing-console")";
  if (check == TokenCheck::NoneSet)
    return http::errorAnswer(401, "no_token_set", "This workspace has no API token yet. Set one, then send it.",
                             {{"WWW-Authenticate", realm}});
  if (check == TokenCheck::Missing)
    return http::errorAnswer(401, "token_missing", "Send the workspace's token as Authorization: Bearer TOKEN.",
                             {{"WWW-Authenticate", realm}});
  return http::errorAnswer(401, "token_wrong", "The token is not this workspace's, or has expired.",
                           {{"WWW-Authenticate", realm + R"(, error="invalid_token")"}});
}

}  // namespace billing::localapi
