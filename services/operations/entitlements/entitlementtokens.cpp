#include <openssl/rand.h>
#include <QByteArray>
#include <QCryptographicHash>

#include "operations/accounts/accountnames.h"
#include "operations/entitlements/entitlementbook.h"
#include "store/repositories/entitlementrepository.h"

namespace billing::operations {
namespace {

using store::EntitlementRepository;

constexpr int kTokenBytes = 32;

Result<std::string> newToken() {
  QByteArray bytes(kTokenBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), kTokenBytes) != 1)
    return failure(ErrorKind::Internal, "no_randomness", "No token could be made", "the system gave no random bytes");
  return bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

std::string hashOf(std::string_view token) {
  return QCryptographicHash::hash(QByteArray(token.data(), static_cast<qsizetype>(token.size())),
                                  QCryptographicHash::Sha256)
      .toHex()
      .toStdString();
}

// "45 seconds", "3 minutes 5 seconds", "2 hours 10 minutes", "3 days": the two largest units at most.
std::string durationText(std::int64_t ms) {
  const std::int64_t seconds = ms > 0 ? (ms + 999) / 1000 : 0;  // the clock may have been put back
  const auto counted = [](std::int64_t n, const char* unit) {
    return std::to_string(n) + ' ' + unit + (n == 1 ? "" : "s");
  };
  const auto with = [&](std::int64_t large, const char* unit, std::int64_t rest, const char* smaller) {
    return counted(large, unit) + (rest > 0 ? ' ' + counted(rest, smaller) : std::string());
  };
  if (seconds < 60) return counted(seconds, "second");
  if (seconds < 3600) return with(seconds / 60, "minute", seconds % 60, "second");
  if (seconds < 86'400) return with(seconds / 3600, "hour", seconds % 3600 / 60, "minute");
  return counted(seconds / 86'400, "day");
}

tl::unexpected<Error> unauthorized(const char* code, std::string message, std::string reason, std::string hint) {
  return failure(ErrorKind::Unauthorized, code, std::move(message), std::move(reason), std::move(hint));
}

Result<void> redeemable(const BillingRules& rules, const std::optional<store::StoredToken>& token, Instant now) {
  if (!token) {
    return unauthorized("token_unknown", "The token is not one of ours", "it was cut short, or made up",
                        "Pay again or ask for a new token");
  }
  if (token->usedAt) {
    return unauthorized("token_used", "The token has been used",
                        durationText(now.ms - token->usedAt->ms) + " ago; it opens the door once",
                        "Ask for a new token");
  }
  if (now < token->expiresAt) return {};
  return unauthorized("token_expired", "The token came " + durationText(now.ms - token->expiresAt.ms) + " late",
                      "it was valid for " + std::to_string(rules.entitlements.tokenMinutes) + " minutes, until " +
                          toIso8601(token->expiresAt),
                      "Ask for a new token; if it was fresh, compare the clocks of both sides");
}

}  // namespace

Result<IssuedToken> issueToken(store::WriteContext& context, const RulesContext& rules, std::string_view email,
                               Instant now) {
  const auto check = checkEntitlement(context, rules, email, now);
  if (!check) return failure(check.error());
  const std::string key = normalKey(rules.rules, email);
  if (!check->entitled) {
    return failure(ErrorKind::NotFound, "not_entitled", "There is no access for " + key, check->reason,
                   "Look for the payment: was it made with this address?");
  }
  auto token = newToken();
  if (!token) return failure(token.error());
  const Instant expires{now.ms + rules.rules.entitlements.tokenMinutes * 60'000LL};
  return EntitlementRepository::addToken(context, {hashOf(*token), key, now, expires, {}}).map([&] {
    return IssuedToken{std::move(*token), expires};
  });
}

Result<EntitlementCheck> redeemToken(store::WriteContext& context, const RulesContext& rules, std::string_view token,
                                     Instant now) {
  const std::string hash = hashOf(token);
  const auto held = EntitlementRepository::findToken(context, hash);
  if (!held) return failure(held.error());
  if (auto good = redeemable(rules.rules, *held, now); !good) return failure(good.error());
  if (auto used = EntitlementRepository::useToken(context, hash, now); !used) return failure(used.error());
  return checkEntitlement(context, rules, (*held)->key, now);
}

}  // namespace billing::operations
