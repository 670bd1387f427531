#include "ui/review/reviewpick.h"

#include "support/whendone.h"
#include "ui/panes/listpane.h"
#include "ui/presenters/text.h"

namespace billing::ui {
namespace {

struct PickWords {
  const char *entity, *one, *many;
};
// Whole, not put together: other languages bend the noun after its number.
constexpr PickWords kPickWords[] = {{"subscription", "1 subscription", "%Ln subscriptions"},
                                    {"customer", "1 customer", "%Ln customers"},
                                    {"invoice", "1 invoice", "%Ln invoices"}};

QString sayPicks(const PickWords& words, int count) {
  return count == 1 ? say(words.one) : QCoreApplication::translate("Ui", words.many, nullptr, count);
}

template <class Row>
void pickRows(const PaneContext& context, operations::ListSource<Row>& source, ListPane& pane, const QString& entity,
              std::function<void(const ReviewPicks&)> told) {
  store::IdVector ids;
  for (const qint64 id : pane.table().selectedIds()) ids.append(static_cast<quint32>(id));
  whenDone(source.rows(ids, {}), &pane, [&context, entity, told = std::move(told)](const Result<QVector<Row>>& rows) {
    if (!rows) return Q_EMIT context.navigator.errorHappened(rows.error());
    ReviewPicks picks;
    for (const Row& row : *rows) picks.append({{entity, row.externalId}, row.review});
    if (!picks.isEmpty()) told(picks);
  });
}

}  // namespace

QString reviewedEntity(const QString& list) {
  if (list == u"subscriptions") return QStringLiteral("subscription");
  if (list == u"customers") return QStringLiteral("customer");
  if (list == u"invoices") return QStringLiteral("invoice");
  return {};
}

QString pickWords(const ReviewPicks& picks) {
  const QString entity = picks.isEmpty() ? QString() : picks.first().subject.entity;
  for (const PickWords& words : kPickWords)
    if (entity == QLatin1String(words.entity)) return sayPicks(words, static_cast<int>(picks.size()));
  return {};
}

void pickSelection(const PaneContext& context, ListPane& pane, std::function<void(const ReviewPicks&)> told) {
  auto& queries = context.services.queries;
  const QString entity = reviewedEntity(pane.listName());
  if (entity == u"subscription") pickRows(context, queries.subscriptions(), pane, entity, std::move(told));
  if (entity == u"customer") pickRows(context, queries.customers(), pane, entity, std::move(told));
  if (entity == u"invoice") pickRows(context, queries.invoices(), pane, entity, std::move(told));
}

}  // namespace billing::ui
