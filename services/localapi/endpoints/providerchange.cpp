#include "localapi/endpoints/providerchange.h"

namespace billing::localapi {

void sendLetters(const CallPtr& call, operations::ProviderLetters letters, std::function<void(Result<void>)> done) {
  auto route = call->core->providerRoute();
  if (!route) return done(failure(route.error()));
  call->core->messenger.send(call->port, std::move(*route), std::move(letters), std::move(done));
}

namespace {

using BuyerPtr = std::shared_ptr<operations::Buyer>;

Error noProvider() {
  return {ErrorKind::Unavailable,
          "no_live_provider",
          "The provider cannot be reached from here",
          "This workspace is in live mode and has no key of its provider",
          "Connect the workspace, or change the subscription in the provider's dashboard",
          false,
          {}};
}

void changeByLetters(const CallPtr& call, const BuyerPtr& buyer, const WantedChange& change,
                     const std::function<void(const operations::Buyer&)>& done) {
  auto letters = change.compose(*buyer);
  if (!letters) return call->fail(letters.error());
  sendLetters(call, std::move(*letters),
              [call, buyer, done](Result<void> sent) { sent ? done(*buyer) : call->fail(sent.error()); });
}

// On the messenger's thread.
void askProvider(const CallPtr& call, const BuyerPtr& buyer, const WantedChange& change,
                 const std::function<void(const operations::Buyer&)>& done) {
  const auto provider = call->core->provider();
  const auto asked = change.ask(*provider, *buyer, call->core->stopping);
  if (!asked && asked.error().kind == ErrorKind::NotFound && !call->core->rules.live)
    return changeByLetters(call, buyer, change, done);
  if (!asked) return call->fail(asked.error());
  if (call->core->services.settle) call->core->services.settle();
  done(*buyer);
}

}  // namespace

void changeAtProvider(const CallPtr& call, const std::string& account, WantedChange change,
                      std::function<void(const operations::Buyer&)> done) {
  const bool asks = change.ask && call->core->provider() != nullptr;
  if (!asks && call->core->rules.live) return call->fail(noProvider());
  const auto buyer = std::make_shared<operations::Buyer>();
  call->core->services.database.write(
      [call, account, buyer](store::WriteContext& context) -> Result<void> {
        auto found = operations::findSubscriber(context, call->core->rules, account);
        if (!found) return failure(found.error());
        *buyer = std::move(*found);
        return {};
      },
      [call, buyer, asks, change = std::move(change), done = std::move(done)](Result<void> outcome) {
        if (!outcome) return call->fail(outcome.error());
        if (!asks) return changeByLetters(call, buyer, change, done);
        call->core->messenger.post([call, buyer, change, done] { askProvider(call, buyer, change, done); });
      });
}

}  // namespace billing::localapi
