// A list by its name, as the window and the command line ask for it.
#pragma once

#include <memory>
#include <optional>

#include "operations/queries.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

struct ListWish {
  QByteArray list;         ///< subscriptions, customers, invoices, payments, plans, usage, webhookEvents
  QByteArrayList columns;  ///< names in their order; empty: all
  store::ListQuery query;
  std::optional<store::IdVector> ids;  ///< exactly these rows instead of what matches the query
};

struct ListExport {
  QVector<ReportColumn> columns;
  std::shared_ptr<RowFeed> feed;
};

/// `queries` outlives the feed. InvalidInput "unknown_list", "unknown_column".
[[nodiscard]] Result<ListExport> listExport(operations::Queries& queries, const ListWish& wish);

/// All columns of a list; empty where there is no such list.
[[nodiscard]] QVector<ReportColumn> columnsOfList(const QByteArray& list);
[[nodiscard]] QByteArrayList listNames();
/// "Webhook events"
[[nodiscard]] QString listTitle(const QByteArray& list);

/// The right that these columns take: true where one names a person.
[[nodiscard]] bool namesPeople(const QVector<ReportColumn>& columns);

}  // namespace billing::reports
