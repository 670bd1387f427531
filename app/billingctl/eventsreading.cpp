#include "app/billingctl/eventsreading.h"

#include <algorithm>

#include "app/billingctl/commands.h"

namespace billing::ctl {
namespace {

store::FieldFilter is(const char* field, const QVariant& value) {
  return {field, store::FilterOp::Is, {value}, true};
}

void addText(store::ListQuery& query, const char* field, const std::string& value) {
  if (!value.empty()) query.filters.append(is(field, QString::fromStdString(value)));
}

Error notThere(const std::string& event) {
  return {ErrorKind::NotFound,
          "no_such_event",
          "There is no event \"" + event + '"',
          {},
          "Look for it with: billingctl events list",
          false,
          {}};
}

}  // namespace

Result<QVector<store::WebhookEventRow>> EventsReading::page(const store::ListQuery& query, int limit) {
  return queries_.webhookEvents().firstPage(query, limit, {}).result();
}

Result<QVector<store::WebhookEventRow>> EventsReading::list(const EventsOptions& options) {
  store::ListQuery query;
  query.text = QString::fromStdString(options.text);
  addText(query, "state", options.state);
  addText(query, "provider", options.provider);
  addText(query, "type", options.type);
  if (!options.since.empty()) {
    const auto since = fromIso8601(options.since);
    if (!since) return failure(ErrorKind::InvalidInput, "bad_time", "--since is not a time in ISO 8601");
    query.filters.append({"received_at", store::FilterOp::AtLeast, {qlonglong(since->ms)}, true});
  }
  return page(query, options.limit);
}

Result<store::WebhookEventDetail> EventsReading::detail(qint64 row) {
  return queries_.webhookEvent(row, {}).result();
}

Result<store::WebhookEventDetail> EventsReading::find(const std::string& event) {
  const bool number =
      !event.empty() && event.size() < 19 && std::ranges::all_of(event, [](char c) { return c >= '0' && c <= '9'; });
  if (number) {
    auto found = detail(std::stoll(event));
    if (found || found.error().kind != ErrorKind::NotFound) return found;
    return failure(notThere(event));
  }
  store::ListQuery query;
  query.filters.append(is("event_id", QString::fromStdString(event)));
  const auto rows = page(query, 2);
  if (!rows) return failure(rows.error());
  if (rows->isEmpty()) return failure(notThere(event));
  if (rows->size() == 1) return detail(rows->first().id);
  return failure(ErrorKind::InvalidInput, "ambiguous_event", "Both providers used the id \"" + event + '"', {},
                 "Name it by its number: " + std::to_string(rows->at(0).id) + " or " + std::to_string(rows->at(1).id));
}

Result<QVector<qint64>> EventsReading::dead() {
  store::ListQuery query;
  query.filters.append(is("state", QStringLiteral("dead")));
  const auto ids = queries_.webhookEvents().ids(query, {}).result();
  if (!ids) return failure(ids.error());
  return QVector<qint64>(ids->rbegin(), ids->rend());
}

int exitCodeOfStore(const Error& error) {
  switch (error.kind) {
    case ErrorKind::NotFound:
      return error.code == "database_missing" ? Unreadable : Negative;
    case ErrorKind::InvalidInput:
      return error.code == "not_a_workspace" ? StoreFailure : Usage;
    default:
      return StoreFailure;
  }
}

}  // namespace billing::ctl
