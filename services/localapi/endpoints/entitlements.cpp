#include "localapi/endpoints/entitlements.h"

#include "localapi/jsontext.h"
#include "localapi/storefailure.h"
#include "operations/entitlements/entitlementbook.h"

namespace billing::localapi {
namespace {

std::optional<Error> notServed(const ApiCall& call) {
  if (call.core->rules.rules.entitlements.enabled) return std::nullopt;
  return failure(ErrorKind::NotFound, "no_entitlements_here", "This workspace gives no access by payment").value();
}

bool looksLikeEmail(const std::string& text) {
  const auto at = text.find('@');
  return at != std::string::npos && at > 0 && at + 1 < text.size() && text.find(' ') == std::string::npos &&
         text.size() <= 254;
}

http::Answer checkAnswer(const std::string& email, const operations::EntitlementCheck& check) {
  JsonObjectText json;
  if (!email.empty()) json.text("email", email);
  json.flag("entitled", check.entitled).textOrNull("plan", check.plan).text("status", check.status);
  return ok(json.instant("expiresAt", check.expiresAt).textOrNull("reason", check.reason).done());
}

// Protects those who have paid while the store is down; only where the profile says so.
http::Answer letUserIn(const ApiCall& call, const std::string& email, const Error& error) {
  call.core->letThrough.note({"entitlement", email, "entitlement.check", describe(error), call.now()});
  operations::EntitlementCheck check;
  check.entitled = true;
  check.plan = call.core->rules.rules.unknownProductPlan;
  check.status = "let_through";
  check.reason = "The store could not be asked: access is given to protect those who have paid";
  return checkAnswer(email, check);
}

}  // namespace

void getEntitlement(const CallPtr& call) {
  if (const auto error = notServed(*call)) return call->fail(*error);
  const std::string& email = call->query.text("email");
  if (!looksLikeEmail(email)) return call->fail(badField("email", "an e-mail address").value());
  call->write<operations::EntitlementCheck>(
      [call, email](store::WriteContext& context) {
        return operations::checkEntitlement(context, call->core->rules, email, call->now());
      },
      [call, email](const Result<operations::EntitlementCheck>& check) {
        if (check) return checkAnswer(email, *check);
        const bool open = call->core->rules.rules.entitlements.onError == OnError::Allow;
        return open && isStoreFailure(check.error()) ? letUserIn(*call, email, check.error())
                                                     : storeAnswer(check.error());
      });
}

void postEntitlementToken(const CallPtr& call) {
  if (const auto error = notServed(*call)) return call->fail(*error);
  const auto email = call->body.text("email");
  if (!email) return call->fail(email.error());
  if (!looksLikeEmail(email->value_or(""))) return call->fail(badField("email", "an e-mail address").value());
  call->write<operations::IssuedToken>(
      [call, email = **email](store::WriteContext& context) {
        return operations::issueToken(context, call->core->rules, email, call->now());
      },
      [](const Result<operations::IssuedToken>& token) {
        if (!token) return storeAnswer(token.error());
        return ok(JsonObjectText().text("token", token->token).instant("expiresAt", token->expiresAt).done());
      });
}

void postEntitlementRedeem(const CallPtr& call) {
  if (const auto error = notServed(*call)) return call->fail(*error);
  const auto token = call->body.text("token");
  if (!token) return call->fail(token.error());
  if (!*token) return call->fail(missingField("token").value());
  call->write<operations::EntitlementCheck>(
      [call, token = **token](store::WriteContext& context) {
        return operations::redeemToken(context, call->core->rules, token, call->now());
      },
      [](const Result<operations::EntitlementCheck>& check) {
        return check ? checkAnswer({}, *check) : storeAnswer(check.error());
      });
}

}  // namespace billing::localapi
