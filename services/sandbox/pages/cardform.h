// The fields of a card: read, judged, shown again.
#pragma once

#include <string>

#include "sandbox/faces/query.h"
#include "sandbox/ledger/ledger.h"
#include "sandbox/pages/htmlpage.h"

namespace billing::sandbox {

struct CardEntry {
  std::string number;  ///< as typed; digits() for the engine
  std::string expiry, cvc;
  [[nodiscard]] std::string digits() const;
};
/// From a posted form: card-number, card-expiry, card-cvc.
[[nodiscard]] CardEntry cardEntryOf(const QueryPairs& form);
/// A form's text: trimmed, at most `most` bytes, empty when it is no UTF-8.
[[nodiscard]] std::string entered(const QueryPairs& form, std::string_view name, std::size_t most = 200);

/// Digits, a month that is not over at `now`, three or four figures.
[[nodiscard]] FieldErrors cardErrors(const CardEntry& card, Instant now);
/// The month that was typed becomes that of the card.
void keepExpiry(Ledger& ledger, const std::string& method, const CardEntry& card);
/// At which field a card's decline is told, and how.
[[nodiscard]] std::pair<std::string, std::string> declineAtField(const std::string& declineCode,
                                                                 const std::string& message);

/// The three fields and the list of test cards. Number and code are never shown again.
[[nodiscard]] std::string cardFields(const CardEntry& card, const FieldErrors& errors);

}  // namespace billing::sandbox
