// Lists as Stripe gives them: newest first, a page at a time by the id of an object, at most 100.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

struct PageOf {
  std::size_t limit = 10;
  std::string after, before;  ///< starting_after, ending_before
  std::optional<Instant> since, sinceAfter, until, untilBefore;
  [[nodiscard]] bool contains(Instant created) const;
};
/// Reads limit, the cursors and created; what is wrong is the request's problem.
[[nodiscard]] PageOf pageOf(Request& r);
[[nodiscard]] std::string pathOf(const Request& r);

/// The entities of one page; `keep` filters, `place` of the cursor in the table is found by id.
template <class T, class Keep>
[[nodiscard]] std::pair<std::vector<const T*>, bool> pick(const Table<T>& table, const PageOf& page, Keep&& keep) {
  std::vector<const T*> found;
  const auto& rows = table.all();
  const auto wanted = [&](const T& row) { return page.contains(row.created) && keep(row); };
  const auto full = [&] { return found.size() > page.limit; };
  if (!page.before.empty()) {
    for (auto i = table.place(page.before) + 1; i < rows.size() && !full(); ++i)
      if (wanted(*rows[i])) found.push_back(rows[i].get());
  } else {
    for (auto i = page.after.empty() ? rows.size() : table.place(page.after); i > 0 && !full(); --i)
      if (wanted(*rows[i - 1])) found.push_back(rows[i - 1].get());
  }
  const bool more = full();
  if (more) found.pop_back();
  if (!page.before.empty()) found = {found.rbegin(), found.rend()};
  return {std::move(found), more};
}

/// Answers a list. `kind` as in "No such customer"; `keep` tells which belong to it; `draw` makes the object.
template <class T, class Keep, class Draw>
[[nodiscard]] Reply listed(Request& r, const Table<T>& table, const std::string& kind, Keep&& keep, Draw&& draw) {
  const auto page = pageOf(r);
  for (const auto& cursor : {page.after, page.before})
    if (!cursor.empty() && !table.find(cursor))
      r.in().refuse(noSuch(kind, cursor, page.after.empty() ? "ending_before" : "starting_after", 400));
  if (r.problem) return r.refused();
  const auto [found, more] = pick(table, page, keep);
  QJsonArray data;
  for (const auto* row : found) data.append(draw(*row));
  return Json("list")("data", data)("has_more", more)("url", pathOf(r));
}

/// A short list that is made anew for each call (lines of an invoice, items of a subscription), paged by the ids of
/// its objects in the order given.
[[nodiscard]] Reply listedWhole(Request& r, const QJsonArray& all);

/// "email:'a@b.c' AND metadata['k']:'v'" over objects as drawn, newest first; `page` is not needed: all fit on one.
template <class T, class Draw>
[[nodiscard]] Reply searched(Request& r, const Table<T>& table, Draw&& draw);

/// Whether a drawn object meets a search query; nullopt when the query cannot be read.
[[nodiscard]] std::optional<bool> meets(const QJsonObject& object, const std::string& query);

template <class T, class Draw>
Reply searched(Request& r, const Table<T>& table, Draw&& draw) {
  const auto query = r.in().required("query");
  const auto limit = pageOf(r).limit;
  if (!meets({}, query)) r.in().refuse(invalid("Could not parse your search query: " + query, "query"));
  if (r.problem) return r.refused();
  QJsonArray data;
  const auto& rows = table.all();
  for (auto i = rows.size(); i > 0 && data.size() < static_cast<qsizetype>(limit); --i) {
    const QJsonObject object = draw(*rows[i - 1]);
    if (meets(object, query).value_or(false)) data.append(object);
  }
  return Json("search_result")("data", data)("has_more", false)("next_page", nullptr)("url", pathOf(r));
}

}  // namespace billing::sandbox::stripe
