#include "sandbox/engine/testcards.h"

#include <algorithm>
#include <array>

namespace billing::sandbox {
namespace {

struct CardFact {
  std::string_view number;
  CardBehaviour behaviour;
  std::string_view brand = "visa", country = "US";
};

// Stripe's from docs.stripe.com/testing, Dodo's from its page "testing-process".
constexpr std::array cardFacts{
    CardFact{"4242424242424242", CardBehaviour::Pays},
    CardFact{"4000056655665556", CardBehaviour::Pays},
    CardFact{"5555555555554444", CardBehaviour::Pays, "mastercard"},
    CardFact{"378282246310005", CardBehaviour::Pays, "amex"},
    CardFact{"4576238912771450", CardBehaviour::Pays, "visa", "IN"},
    CardFact{"5409162669381034", CardBehaviour::Pays, "mastercard", "IN"},
    CardFact{"4000000000000077", CardBehaviour::Pays},
    CardFact{"4000000000000002", CardBehaviour::Declines},
    CardFact{"4706131211212123", CardBehaviour::Declines, "visa", "IN"},
    CardFact{"5105105105105100", CardBehaviour::Declines, "mastercard", "IN"},
    CardFact{"4000000000009995", CardBehaviour::InsufficientFunds},
    CardFact{"4000000000009987", CardBehaviour::LostCard},
    CardFact{"4000000000009979", CardBehaviour::StolenCard},
    CardFact{"4000000000000069", CardBehaviour::Expired},
    CardFact{"4000000000000127", CardBehaviour::IncorrectCvc},
    CardFact{"4000000000000119", CardBehaviour::ProcessingError},
    CardFact{"4000000000000341", CardBehaviour::FailsWhenCharged},
    CardFact{"4000002500003155", CardBehaviour::NeedsAuthentication},
    CardFact{"4000002760003184", CardBehaviour::NeedsAuthentication},
    CardFact{"4000000000003220", CardBehaviour::NeedsAuthentication},
    CardFact{"4000000000003063", CardBehaviour::NeedsAuthentication},
    CardFact{"4000008260003178", CardBehaviour::DeclinesAfterAuthentication},
    CardFact{"4000008400001629", CardBehaviour::DeclinesAfterAuthentication},
    CardFact{"4000000000000259", CardBehaviour::Disputed},
};

struct TokenFact {
  std::string_view token, number;
};

// The words after "pm_card_" or "tok_".
constexpr std::array tokenFacts{
    TokenFact{"visa", "4242424242424242"},
    TokenFact{"us", "4242424242424242"},
    TokenFact{"visa_debit", "4000056655665556"},
    TokenFact{"mastercard", "5555555555554444"},
    TokenFact{"amex", "378282246310005"},
    TokenFact{"bypassPending", "4000000000000077"},
    TokenFact{"visa_chargeDeclined", "4000000000000002"},
    TokenFact{"chargeDeclined", "4000000000000002"},
    TokenFact{"visa_chargeDeclinedInsufficientFunds", "4000000000009995"},
    TokenFact{"chargeDeclinedInsufficientFunds", "4000000000009995"},
    TokenFact{"visa_chargeDeclinedLostCard", "4000000000009987"},
    TokenFact{"visa_chargeDeclinedStolenCard", "4000000000009979"},
    TokenFact{"chargeDeclinedExpiredCard", "4000000000000069"},
    TokenFact{"chargeDeclinedIncorrectCvc", "4000000000000127"},
    TokenFact{"chargeDeclinedProcessingError", "4000000000000119"},
    TokenFact{"chargeCustomerFail", "4000000000000341"},
    TokenFact{"authenticationRequiredOnSetup", "4000002500003155"},
    TokenFact{"authenticationRequired", "4000002760003184"},
    TokenFact{"threeDSecure2Required", "4000000000003220"},
    TokenFact{"threeDSecureRequired", "4000000000003063"},
    TokenFact{"authenticationRequiredChargeDeclinedInsufficientFunds", "4000008260003178"},
    TokenFact{"threeDSecureRequiredChargeDeclined", "4000008400001629"},
    TokenFact{"createDispute", "4000000000000259"},
    TokenFact{"createDisputeInquiry", "4000000000000259"},
};

std::string numberOf(std::string_view numberOrToken) {
  std::string word(numberOrToken);
  std::erase_if(word, [](char each) { return each == ' ' || each == '-'; });
  for (const std::string_view prefix : {"pm_card_", "tok_"})
    if (word.starts_with(prefix)) word.erase(0, prefix.size());
  const auto* const found = std::ranges::find(tokenFacts, std::string_view(word), &TokenFact::token);
  return found == tokenFacts.end() ? word : std::string(found->number);
}

}  // namespace

std::optional<PaymentMethod> testCard(std::string_view numberOrToken) {
  const std::string number = numberOf(numberOrToken);
  const auto* const found = std::ranges::find(cardFacts, std::string_view(number), &CardFact::number);
  if (found == cardFacts.end()) return std::nullopt;
  PaymentMethod card;
  card.behaviour = found->behaviour;
  card.brand = found->brand;
  card.country = found->country;
  card.lastFour = number.substr(number.size() - 4);
  return card;
}

std::optional<DeclineWords> declineOf(CardBehaviour behaviour) {
  switch (behaviour) {
    case CardBehaviour::Pays:
    case CardBehaviour::NeedsAuthentication:
    case CardBehaviour::Disputed:
      return std::nullopt;
    case CardBehaviour::InsufficientFunds:
      return DeclineWords{"card_declined", "insufficient_funds", "Your card has insufficient funds."};
    case CardBehaviour::LostCard:
      return DeclineWords{"card_declined", "lost_card", "Your card was declined."};
    case CardBehaviour::StolenCard:
      return DeclineWords{"card_declined", "stolen_card", "Your card was declined."};
    case CardBehaviour::Expired:
      return DeclineWords{"expired_card", "expired_card", "Your card has expired."};
    case CardBehaviour::IncorrectCvc:
      return DeclineWords{"incorrect_cvc", "incorrect_cvc", "Your card's security code is incorrect."};
    case CardBehaviour::ProcessingError:
      return DeclineWords{"processing_error", "processing_error",
                          "An error occurred while processing your card. Try again in a little bit."};
    case CardBehaviour::Declines:
    case CardBehaviour::FailsWhenCharged:
    case CardBehaviour::DeclinesAfterAuthentication:
      break;
  }
  return DeclineWords{"card_declined", "generic_decline", "Your card was declined."};
}

bool refusesToAttach(CardBehaviour behaviour) {
  return declineOf(behaviour) && behaviour != CardBehaviour::FailsWhenCharged &&
         behaviour != CardBehaviour::DeclinesAfterAuthentication;
}

}  // namespace billing::sandbox
