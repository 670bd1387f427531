// Composes the events of one happening, one after the other, so that they agree on every id.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "operations/checkouts/buyer.h"
#include "operations/checkouts/testcards.h"
#include "webhooks/composer.h"

namespace billing::operations {

struct ProviderLetter {
  std::string eventId, body;
};
using ProviderLetters = std::vector<ProviderLetter>;

class LetterWriter {
 public:
  /// All ids follow from `name`: the same name again gives the same events.
  LetterWriter(Provider provider, std::string name, Instant now);
  void write(const char* type, webhooks::ComposeValues values);
  /// The letters, or the first error.
  [[nodiscard]] Result<ProviderLetters> done() &&;

 private:
  Provider provider_;
  std::string name_;
  Instant now_;
  Result<void> outcome_;
  ProviderLetters letters_;
};

// What letters say, under the composer's names.
void setProduct(webhooks::ComposeValues& values, const std::string& productId, const std::string& name, Money amount);
void setInterval(webhooks::ComposeValues& values, const BillingInterval& interval);
void setCard(webhooks::ComposeValues& values, const TestCard& card);
void setPerson(webhooks::ComposeValues& values, const store::Payer& payer);
/// Also the product's name, which Dodo's subscriptions carry there if anywhere.
void setMetadata(webhooks::ComposeValues& values, std::map<std::string, std::string> texts);
/// A running subscription as it is.
void setSubscription(webhooks::ComposeValues& values, const SubscriptionState& state);

}  // namespace billing::operations
