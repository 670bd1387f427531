// Pages of a list: page_number from 0, page_size 10 unless told, newest first, no total.
#pragma once

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

/// The rows of a page; `keep` decides which belong to the list.
template <class T, class Keep, class Render>
[[nodiscard]] Outcome<QJsonArray> rowsOfPage(const Asked& asked, const Table<T>& table, const Keep& keep,
                                             const Render& render) {
  auto window = pageWindow(asked);
  if (!window) return tl::make_unexpected(window.error());
  QJsonArray rows;
  for (std::size_t i = table.size(); i-- > 0 && window->most > 0;) {
    const T& row = *table.all()[i];
    if (!keep(row)) continue;
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
