#include "localapi/endpoints/providerchange.h"

namespace billing::localapi {

void sendLetters(const CallPtr& call, operations::ProviderLetters letters, std::function<void(Result<void>)> done) {
  auto route = call->core->providerRoute();
  if (!route) return done(failure(route.error()));
  call->core->messenger.send(call->port, std::move(*route), std::move(letters), std::move(done));
}

void changeAtProvider(const CallPtr& call, const std::string& account,
                      std::function<Result<operations::ProviderLetters>(const operations::Buyer&)> compose,
                      std::function<void(const operations::Buyer&)> done) {
  if (call->core->rules.live)
    return call->fail({ErrorKind::Unavailable,
                       "no_live_provider",
                       "The provider cannot be reached from here",
                       "This workspace is in live mode",
                       "Change the subscription in the provider's dashboard",
                       false,
                       {}});
  const auto buyer = std::make_shared<operations::Buyer>();
  call->core->services.database.write(
      [call, account, buyer](store::WriteContext& context) -> Result<void> {
        auto found = operations::findSubscriber(context, call->core->rules, account);
        if (!found) return failure(found.error());
        *buyer = std::move(*found);
        return {};
      },
      [call, buyer, compose = std::move(compose), done = std::move(done)](Result<void> outcome) {
        if (!outcome) return call->fail(outcome.error());
        auto letters = compose(*buyer);
        if (!letters) return call->fail(letters.error());
        sendLetters(call, std::move(*letters),
                    [call, buyer, done](Result<void> sent) { sent ? done(*buyer) : call->fail(sent.error()); });
      });
}

}  // namespace billing::localapi
