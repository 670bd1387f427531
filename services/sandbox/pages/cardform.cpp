#include "sandbox/pages/cardform.h"

#include <algorithm>
#include <optional>

#include "domain/civildate.h"
#include "webhooks/jsontext.h"

namespace billing::sandbox {
namespace {

bool isCardDigit(char c) {
  return c >= '0' && c <= '9';
}

std::string digitsIn(std::string_view text) {
  std::string out;
  std::ranges::copy_if(text, std::back_inserter(out), isCardDigit);
  return out;
}

// The first day of the month of "MM/YY" or "MM/YYYY".
std::optional<CivilDate> expiryMonth(const std::string& text) {
  const auto slash = text.find('/');
  std::string month = digitsIn(text.substr(0, slash));
  std::string year = slash == std::string::npos ? std::string() : digitsIn(text.substr(slash + 1));
  if (slash == std::string::npos && month.size() == 4) {
    year = month.substr(2);
    month.resize(2);
  }
  if (month.empty() || month.size() > 2 || (year.size() != 2 && year.size() != 4)) return std::nullopt;
  const int number = std::stoi(month);
  if (number < 1 || number > 12) return std::nullopt;
  return CivilDate{year.size() == 2 ? 2000 + std::stoi(year) : std::stoi(year), number, 1};
}

// The first moment at which such a card is over.
std::optional<Instant> endOfExpiry(const std::string& text) {
  const auto first = expiryMonth(text);
  if (!first) return std::nullopt;
  return utcMidnight(periodStart(*first, {IntervalUnit::Month, 1}, 1));
}

constexpr std::string_view testCardsHelp =
    "<details><summary>Test cards</summary><table><thead><tr><th scope=\"col\">Number</th><th scope=\"col\">What it "
    "does</th></tr></thead><tbody>"
    "<tr><td>4242 4242 4242 4242</td><td>Pays</td></tr>"
    "<tr><td>4000 0000 0000 0002</td><td>Is declined</td></tr>"
    "<tr><td>4000 0000 0000 9995</td><td>Is declined: insufficient funds</td></tr>"
    "<tr><td>4000 0000 0000 0069</td><td>Is declined: expired</td></tr>"
    "<tr><td>4000 0000 0000 0127</td><td>Is declined: wrong CVC</td></tr>"
    "<tr><td>4000 0000 0000 0119</td><td>Processing error</td></tr>"
    "<tr><td>4000 0000 0000 0341</td><td>Is accepted, fails when it is charged later</td></tr>"
    "<tr><td>4000 0025 0000 3155</td><td>Asks for 3-D Secure</td></tr>"
    "<tr><td>4000 0082 6000 3178</td><td>Asks for 3-D Secure, then is declined</td></tr>"
    "<tr><td>4000 0000 0000 0259</td><td>Pays, then is disputed</td></tr>"
    "</tbody></table><p>Any month in the future, any CVC.</p></details>";

}  // namespace

std::string CardEntry::digits() const {
  return digitsIn(number);
}

std::string entered(const QueryPairs& form, std::string_view name, std::size_t most) {
  std::string text = queryValue(form, name).value_or("");
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos || text.size() > most || webhooks::utf8FaultAt(text)) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

CardEntry cardEntryOf(const QueryPairs& form) {
  return {entered(form, "card-number", 40), entered(form, "card-expiry", 10), entered(form, "card-cvc", 10)};
}

FieldErrors cardErrors(const CardEntry& card, Instant now) {
  constexpr std::size_t fewest = 12, most = 19;
  FieldErrors errors;
  const std::string digits = card.digits();
  if (card.number.empty())
    errors.emplace_back("card-number", "Enter the number of a test card.");
  else if (digits.size() < fewest || digits.size() > most)
    errors.emplace_back("card-number", "The card number is not complete.");
  const auto end = endOfExpiry(card.expiry);
  if (!end)
    errors.emplace_back("card-expiry", "Enter the month in which the card expires, like 12/34.");
  else if (*end <= now)
    errors.emplace_back("card-expiry", "This card has expired. Enter a month in the future.");
  const std::string cvc = digitsIn(card.cvc);
  if (cvc.size() < 3 || cvc.size() > 4 || cvc.size() != card.cvc.size())
    errors.emplace_back("card-cvc", "Enter the three or four figures on the back of the card.");
  return errors;
}

void keepExpiry(Ledger& ledger, const std::string& method, const CardEntry& card) {
  const auto month = expiryMonth(card.expiry);
  PaymentMethod* kept = ledger.paymentMethods.find(method);
  if (!month || kept == nullptr) return;
  kept->expMonth = month->month;
  kept->expYear = month->year;
  ledger.paymentMethods.touch(method);
}

std::pair<std::string, std::string> declineAtField(const std::string& declineCode, const std::string& message) {
  const std::string text = message.empty() ? "The card was declined." : message;
  if (declineCode == "incorrect_cvc") return {"card-cvc", text};
  if (declineCode == "expired_card") return {"card-expiry", text};
  return {"card-number", text};
}

std::string cardFields(const CardEntry& card, const FieldErrors& errors) {
  FormField number{"card-number", "Card number", {}, "cc-number"};
  number.inputMode = "numeric";
  number.hint = "A test card, for instance 4242 4242 4242 4242. Never a real one.";
  number.most = 40;
  FormField expiry{"card-expiry", "Expiry (month/year)", card.expiry, "cc-exp"};
  expiry.most = 10;
  FormField cvc{"card-cvc", "CVC", {}, "cc-csc"};
  cvc.inputMode = "numeric";
  cvc.most = 4;
  return fieldHtml(number, errors) + "<div class=\"pair\">" + fieldHtml(expiry, errors) + fieldHtml(cvc, errors) +
         "</div>" + std::string(testCardsHelp);
}

}  // namespace billing::sandbox
