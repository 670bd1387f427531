// What the checkout page shows in each state of its session.
#pragma once

#include <string>

#include "sandbox/pages/cardform.h"
#include "sandbox/pages/pages.h"

namespace billing::sandbox {

/// What the buyer has typed.
struct PayEntry {
  std::string email, name, code;
  CardEntry card;
};

/// The form; with errors a 422.
[[nodiscard]] CallAnswer payForm(const PageCall& page, const Checkout& checkout, const PayEntry& entry,
                                 const FieldErrors& errors);
/// 3-D Secure: the bank's question.
[[nodiscard]] CallAnswer securePage(const PageCall& page, const Payment& payment);
/// Paid, with the way to the shop.
[[nodiscard]] CallAnswer paidPage(const PageCall& page, const Checkout& checkout);
/// The session's own success address with what happened in it; empty when it named none.
[[nodiscard]] std::string successAddress(const Ledger& ledger, const Checkout& checkout);

}  // namespace billing::sandbox
