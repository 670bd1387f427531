#include "localapi/endpoints/accounts.h"

#include "localapi/endpoints/billing.h"
#include "operations/accounts/accountbook.h"

namespace billing::localapi {

void postAccount(const CallPtr& call) {
  const auto account = call->account();
  const auto email = call->body.text("email"), name = call->body.text("name");
  const auto trial = call->body.flag("trial");
  if (!account) return call->fail(account.error());
  if (!email || !name) return call->fail(email ? name.error() : email.error());
  if (!trial) return call->fail(trial.error());
  const operations::AccountRef ref{*account, email->value_or(""), name->value_or(""), {}, {}};
  call->core->services.database.write(
      [call, ref, trial = trial->value_or(false)](store::WriteContext& context) -> Result<void> {
        const auto row = operations::ensureAccount(context, call->core->rules, ref, call->now());
        if (!row) return failure(row.error());
        if (trial) {
          auto started = operations::startTrial(context, call->core->rules, *row, call->now());
          if (!started) return started;
        }
        auto state = operations::refreshAccount(context, call->core->rules, *row, call->now(), "sign_up");
        return state.map([](const AccountState&) {});
      },
      [call, key = *account](Result<void> outcome) {
        outcome ? answerSubscription(call, key) : call->fail(outcome.error());
      });
}

}  // namespace billing::localapi
