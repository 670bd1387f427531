#include "sandbox/faces/dodo/lists.h"

#include <algorithm>

#include "domain/decimal.h"

namespace billing::sandbox::dodo {

namespace {

std::int64_t numberWanted(const Asked& asked, std::string_view name, std::int64_t otherwise) {
  const auto text = queryValue(asked.query, name);
  return text ? scaledDecimal(*text, 0).value_or(-1) : otherwise;
}

}  // namespace

Outcome<PageWindow> pageWindow(const Asked& asked) {
  const auto number = numberWanted(asked, "page_number", 0);
  const auto size = numberWanted(asked, "page_size", 10);
  if (number < 0 || number > 1'000'000'000)
    return problem(422, "INVALID_QUERY_PARAMS", "page_number must not be below 0");
  if (size < 1 || size > 100) return problem(422, "INVALID_QUERY_PARAMS", "page_size must be between 1 and 100");
  return PageWindow{static_cast<std::size_t>(number * size), static_cast<std::size_t>(size)};
}

bool hasFilters(const Asked& asked) {
  return std::any_of(asked.query.begin(), asked.query.end(),
                     [](const auto& pair) { return pair.first != "page_number" && pair.first != "page_size"; });
}

bool createdWithin(const Asked& asked, Instant created) {
  const auto from = fromIso8601(asked.wanted("created_at_gte"));
  const auto to = fromIso8601(asked.wanted("created_at_lte"));
  return !(from && created < *from) && !(to && *to < created);
}

bool asWanted(const Asked& asked, std::string_view name, std::string_view value) {
  const auto wanted = queryValue(asked.query, name);
  return !wanted || *wanted == value;
}

}  // namespace billing::sandbox::dodo
