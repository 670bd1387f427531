// Pages of a list: page_number from 0, page_size 10 unless told, newest first, no total.
#pragma once

#include <algorithm>
#include <type_traits>

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

struct PageWindow {
  std::size_t skip = 0, most = 10;
};
/// 422 INVALID_QUERY_PARAMS: page_number below 0, page_size outside 1 to 100.
[[nodiscard]] Outcome<PageWindow> pageWindow(const Asked& asked);

/// created_at_gte and created_at_lte, both inclusive.
[[nodiscard]] bool createdWithin(const Asked& asked, Instant created);
/// No filter of that name, or that value.
[[nodiscard]] bool asWanted(const Asked& asked, std::string_view name, std::string_view value);
[[nodiscard]] inline bool asWanted(const Asked& asked, std::string_view name, bool value) {
  return asWanted(asked, name, std::string_view(value ? "true" : "false"));
}

/// Whether anything but the page was asked for.
[[nodiscard]] bool hasFilters(const Asked& asked);

/// What a list without filters leaves out; tables that are not named here are always asked row by row.
template <class T>
inline constexpr bool wholeTableIsListed =
    std::is_same_v<T, Subscription> || std::is_same_v<T, Payment> || std::is_same_v<T, Refund> ||
    std::is_same_v<T, Dispute> || std::is_same_v<T, UsageEvent>;

/// The rows of a page; `keep` decides which belong to the list. A reader of 100,000 rows asks for a thousand pages, so
/// the pages of a whole table are found without looking at what lies before them.
template <class T, class Keep, class Render>
[[nodiscard]] Outcome<QJsonArray> rowsOfPage(const Asked& asked, const Table<T>& table, const Keep& keep,
                                             const Render& render) {
  auto window = pageWindow(asked);
  if (!window) return tl::make_unexpected(window.error());
  const bool whole = wholeTableIsListed<T> && !hasFilters(asked);
  std::size_t next = whole ? table.size() - std::min(table.size(), window->skip) : table.size();
  if (whole) window->skip = 0;
  QJsonArray rows;
  while (next-- > 0 && window->most > 0) {
    const T& row = *table.all()[next];
    if (!whole && !keep(row)) continue;
    if (window->skip > 0) {
      --window->skip;
      continue;
    }
    rows.append(render(row));
    --window->most;
  }
  return rows;
}

template <class T, class Keep, class Render>
[[nodiscard]] Reply page(const Asked& asked, const Table<T>& table, const Keep& keep, const Render& render) {
  return rowsOfPage(asked, table, keep, render).map([](const QJsonArray& rows) { return items(rows); });
}

}  // namespace billing::sandbox::dodo
