#include "operations/checkouts/testcards.h"

#include <algorithm>

namespace billing::operations {

const std::vector<TestCard>& testCards(Provider provider) {
  static const std::vector<TestCard> dodo{
      {"4242 4242 4242 4242", "Pays", "visa", "4242", "", ""},
      {"4000 0000 0000 0002", "Is declined", "visa", "0002", "CARD_DECLINED", "Your card was declined."},
      {"4000 0000 0000 0127", "Is declined: wrong security code", "visa", "0127", "INCORRECT_CVC",
       "Your card's security code is incorrect."},
      {"4000 0000 0000 0119", "Is declined: processing error", "visa", "0119", "PROCESSING_ERROR",
       "An error occurred while processing your card."}};
  static const std::vector<TestCard> stripe{
      {"4242 4242 4242 4242", "Pays", "visa", "4242", "", ""},
      {"4000 0025 0000 3155", "Pays after 3-D Secure (passed here)", "visa", "3155", "", ""},
      {"4000 0000 0000 0002", "Is declined", "visa", "0002", "card_declined", "Your card was declined."},
      {"4000 0000 0000 9995", "Is declined: insufficient funds", "visa", "9995", "insufficient_funds",
       "Your card has insufficient funds."}};
  return provider == Provider::Dodo ? dodo : stripe;
}

const TestCard* testCard(Provider provider, std::string_view lastFour) {
  const auto& cards = testCards(provider);
  const auto found = std::ranges::find(cards, lastFour, &TestCard::lastFour);
  return found == cards.end() ? nullptr : &*found;
}

}  // namespace billing::operations
