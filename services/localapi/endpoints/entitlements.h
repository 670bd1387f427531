// Access by payment: llmxt's check, its one-time token, and the token's use.
#pragma once

#include "localapi/apicall.h"

namespace billing::localapi {

/// GET /api/entitlement?email=: 200 {entitled, plan, status, expiresAt, reason}. When the store cannot be asked: 503,
/// or where the profile says so 200 with status "let_through", which is listed.
void getEntitlement(const CallPtr& call);
/// POST /api/entitlement/token {email}: 200 {token, expiresAt}; 404 "not_entitled".
void postEntitlementToken(const CallPtr& call);
/// POST /api/entitlement/redeem {token}: 200 as the check, once; 401 "token_used", "token_expired", "token_unknown".
void postEntitlementRedeem(const CallPtr& call);

}  // namespace billing::localapi
