#include <algorithm>
#include <charconv>

#include "providers/dodo/requests.h"
#include "providers/request/build.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo {
namespace {

constexpr std::string_view kArchived = "archived:";
constexpr std::int64_t kMostPages = 100'000'000;

QueryText pageQuery(const ListPlace& place) {
  QueryText query;
  query.add("page_number", std::to_string(place.number)).add("page_size", std::to_string(place.size));
  return query;
}

// The names that Dodo has for what a page may be narrowed to; empty where it has none.
struct FilterNames {
  const char* customer = "";
  const char* subscription = "";
  const char* status = "";
  const char* since = "created_at_gte";
};

void addFilter(QueryText& query, const char* name, const std::string& value) {
  if (*name != '\0') query.given(name, value);
}

Result<ApiRequest> listOf(const char* path, const PageRequest& page, const FilterNames& names, const char* what) {
  const auto place = placeOf(page);
  if (!place) return failure(place.error());
  QueryText query = pageQuery(*place);
  addFilter(query, names.customer, page.customer);
  addFilter(query, names.subscription, page.subscription);
  addFilter(query, names.status, page.status);
  if (page.createdSince) addFilter(query, names.since, toIso8601(*page.createdSince));
  return getRequest(path, query.str(), what);
}

}  // namespace

Result<ListPlace> placeOf(const PageRequest& page) {
  ListPlace place;
  place.size = std::clamp(page.size, 1, 100);
  std::string_view cursor = page.cursor;
  if (cursor.starts_with(kArchived)) {
    place.archived = true;
    cursor.remove_prefix(kArchived.size());
  }
  if (cursor.empty() && !place.archived) return place;
  const auto [end, error] = std::from_chars(cursor.data(), cursor.data() + cursor.size(), place.number);
  const bool whole = error == std::errc() && end == cursor.data() + cursor.size();
  if (whole && place.number >= 0 && place.number <= kMostPages) return place;
  return failure(ErrorKind::InvalidInput, "bad_cursor", "This is no place in a list of Dodo's",
                 '"' + page.cursor.substr(0, 40) + "\" is not a page number", "Begin with the first page");
}

std::string nextCursor(const ListPlace& place, std::size_t read) {
  if (read < static_cast<std::size_t>(place.size)) return {};
  return (place.archived ? std::string(kArchived) : std::string()) + std::to_string(place.number + 1);
}

namespace request {

Result<ApiRequest> products(const PageRequest& page) {
  const auto place = placeOf(page);
  if (!place) return failure(place.error());
  QueryText query = pageQuery(*place);
  if (place->archived) query.add("archived", "true");
  return getRequest("/products", query.str(), "list the products");
}

Result<ApiRequest> customers(const PageRequest& page) {
  return listOf("/customers", page, {}, "list the customers");
}

Result<ApiRequest> subscriptions(const PageRequest& page) {
  return listOf("/subscriptions", page, {.customer = "customer_id", .status = "status"}, "list the subscriptions");
}

Result<ApiRequest> payments(const PageRequest& page) {
  return listOf("/payments", page, {.customer = "customer_id", .subscription = "subscription_id", .status = "status"},
                "list the payments");
}

Result<ApiRequest> refunds(const PageRequest& page) {
  return listOf("/refunds", page, {.customer = "customer_id", .subscription = "subscription_id", .status = "status"},
                "list the refunds");
}

Result<ApiRequest> disputes(const PageRequest& page) {
  return listOf("/disputes", page, {.customer = "customer_id", .status = "dispute_status"}, "list the disputes");
}

Result<ApiRequest> payouts(const PageRequest& page) {
  return listOf("/payouts", page, {}, "list the payouts");
}

Result<ApiRequest> payoutItems(const std::string& payout, const PageRequest& page) {
  const std::string path = "/payouts/" + urlText(payout) + "/breakup/details";
  return listOf(path.c_str(), page, {}, "list what a payout is made of");
}

}  // namespace request
}  // namespace billing::providers::dodo
