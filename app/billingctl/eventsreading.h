// Reading stored events for `billingctl events`, beside a console that may be using the same database.
#pragma once

#include <memory>

#include "app/billingctl/eventsoptions.h"
#include "operations/sqlqueries.h"

namespace billing::ctl {

class EventsReading {
 public:
  /// Over a database that is open already, or opens one for reading only.
  explicit EventsReading(store::Database& database) : queries_(database) {}

  [[nodiscard]] Result<QVector<store::WebhookEventRow>> list(const EventsOptions& options);
  /// By row number or event id; NotFound when there is none, InvalidInput when several providers used that id.
  [[nodiscard]] Result<store::WebhookEventDetail> find(const std::string& event);
  [[nodiscard]] Result<store::WebhookEventDetail> detail(qint64 row);
  /// All dead events, oldest first.
  [[nodiscard]] Result<QVector<qint64>> dead();

 private:
  [[nodiscard]] Result<QVector<store::WebhookEventRow>> page(const store::ListQuery& query, int limit);
  operations::SqlQueries queries_;
};

/// How an error of the store ends a command.
[[nodiscard]] int exitCodeOfStore(const Error& error);

}  // namespace billing::ctl
