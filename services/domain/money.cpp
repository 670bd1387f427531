#include "domain/money.h"

#include <unicode/currunit.h>
#include <unicode/locid.h>
#include <unicode/numberformatter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <limits>
#include <map>

#include "domain/decimal.h"

namespace billing {
namespace {

// ISO 4217 list one (2024-06-25): every active code whose minor unit is not the hundredth.
constexpr std::array kNoDecimals{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                 "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array kThreeDecimals{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
constexpr std::array kFourDecimals{"CLF", "UYW"};

bool contains(const auto& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

__extension__ using Int128 = __int128;

using Formatter = icu::number::LocalizedNumberFormatter;

// Making a formatter takes fifty times as long as using one, and a table shows hundreds of amounts in a few currencies.
// One shelf for each thread, so that nobody waits; emptied when somebody walks through all currencies of the world.
const Formatter& formatterOf(const std::string& localeName, const std::string& code, int exponent) {
  constexpr std::size_t most = 64;
  thread_local std::map<std::string, Formatter> shelf;
  const std::string key = localeName + ' ' + code;
  if (const auto found = shelf.find(key); found != shelf.end()) return found->second;
  if (shelf.size() >= most) shelf.clear();
  UErrorCode status = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(icu::StringPiece(code.c_str()), status);
  return shelf
      .emplace(key, icu::number::NumberFormatter::withLocale(icu::Locale(localeName.c_str()))
                        .unit(unit)
                        .precision(icu::number::Precision::fixedFraction(exponent)))
      .first->second;
}

}  // namespace

std::optional<Currency> Currency::fromCode(std::string_view code) {
  if (code.size() != 3) return std::nullopt;
  Currency currency;
  for (std::size_t i = 0; i < 3; ++i) {
    const char upper = code[i] >= 'a' && code[i] <= 'z' ? static_cast<char>(code[i] - 'a' + 'A') : code[i];
    if (upper < 'A' || upper > 'Z') return std::nullopt;
    currency.code_[i] = upper;
  }
  return currency;
}

int Currency::exponent() const {
  if (contains(kNoDecimals, code())) return 0;
  if (contains(kThreeDecimals, code())) return 3;
  if (contains(kFourDecimals, code())) return 4;
  return 2;
}

std::string toDecimal(Money amount) {
  const auto exponent = static_cast<std::size_t>(amount.currency.exponent());
  const bool negative = amount.minor < 0;
  // Negated in unsigned arithmetic: the lowest int64 has no positive twin.
  const std::uint64_t size =
      negative ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
  std::string digits;
  for (std::uint64_t rest = size; rest != 0 || digits.size() <= exponent; rest /= 10) {
    digits.insert(digits.begin(), static_cast<char>('0' + rest % 10));
  }
  if (exponent > 0) digits.insert(digits.size() - exponent, 1, '.');
  return negative ? '-' + digits : digits;
}

Result<Money> fromDecimal(Currency currency, std::string_view text) {
  return scaledDecimal(text, currency.exponent()).map([&](std::int64_t minor) { return Money{minor, currency}; });
}

std::string toDisplay(Money amount, std::string_view localeName) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string decimal = toDecimal(amount);
  const std::string code(amount.currency.empty() ? "XXX" : amount.currency.code());
  std::string text;
  const icu::UnicodeString shown = formatterOf(std::string(localeName), code, amount.currency.exponent())
                                       .formatDecimal(icu::StringPiece(decimal.c_str()), status)
                                       .toString(status);
  if (U_FAILURE(status)) return decimal + ' ' + code;
  return shown.toUTF8String(text);
}

std::optional<std::int64_t> mulDiv(std::int64_t a, std::int64_t b, std::int64_t c) {
  if (c == 0) return std::nullopt;
  const Int128 product = static_cast<Int128>(a) * b;
  const Int128 divisor = c;
  const bool negative = (product < 0) != (divisor < 0);
  const Int128 size = product < 0 ? -product : product;
  const Int128 part = divisor < 0 ? -divisor : divisor;
  const Int128 rounded = (size + part / 2) / part;  // half away from zero: an odd divisor has no half
  const Int128 result = negative ? -rounded : rounded;
  if (result > std::numeric_limits<std::int64_t>::max() || result < std::numeric_limits<std::int64_t>::min())
    return std::nullopt;
  return static_cast<std::int64_t>(result);
}

}  // namespace billing
