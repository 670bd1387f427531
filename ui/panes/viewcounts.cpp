#include "ui/panes/viewcounts.h"

#include <optional>

#include "support/whendone.h"

namespace billing::ui {
namespace {

using Ids = QFuture<Result<store::IdVector>>;

std::optional<Ids> idsOf(operations::Queries& queries, const QString& list, const store::ListQuery& query,
                         const CancelToken& cancel) {
  if (list == u"subscriptions") return queries.subscriptions().ids(query, cancel);
  if (list == u"customers") return queries.customers().ids(query, cancel);
  if (list == u"invoices") return queries.invoices().ids(query, cancel);
  return std::nullopt;
}

}  // namespace

void countRows(operations::Queries& queries, const QString& list, store::ListQuery query, const CancelToken& cancel,
               QObject* about, std::function<void(qint64)> told) {
  query.sortField.clear();  // the order costs more than the count
  const auto ids = idsOf(queries, list, query, cancel);
  if (!ids) return;
  whenDone(*ids, about, [told = std::move(told)](const Result<store::IdVector>& found) {
    if (found) told(found->size());
  });
}

}  // namespace billing::ui
