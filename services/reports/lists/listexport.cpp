#include "reports/lists/listexport.h"

#include <QCoreApplication>
#include <algorithm>

#include "reports/lists/listfeed.h"

namespace billing::reports {
namespace {

template <class Row>
Result<ListExport> exportFrom(operations::ListSource<Row>& source, const ListTable<Row>& table, const ListWish& wish) {
  auto chosen = chosenColumns(table, wish.columns);
  if (!chosen) return failure(chosen.error());
  ListExport list{reportColumns(*chosen), nullptr};
  if (wish.ids)
    list.feed = std::make_shared<ListFeed<Row>>(source, std::move(*chosen), *wish.ids);
  else
    list.feed = std::make_shared<ListFeed<Row>>(source, std::move(*chosen), wish.query);
  return list;
}

struct NamedList {
  const char* name;
  const char* title;
  Result<ListExport> (*feed)(operations::Queries&, const ListWish&);
  QVector<ReportColumn> (*columns)();
};

const std::vector<NamedList>& namedLists() {
  using operations::Queries;
  static const std::vector<NamedList> lists{
      {"subscriptions", QT_TRANSLATE_NOOP("Reports", "Subscriptions"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.subscriptions(), subscriptionColumns(), w); },
       [] { return reportColumns(subscriptionColumns()); }},
      {"customers", QT_TRANSLATE_NOOP("Reports", "Customers"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.customers(), customerColumns(), w); },
       [] { return reportColumns(customerColumns()); }},
      {"invoices", QT_TRANSLATE_NOOP("Reports", "Invoices"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.invoices(), invoiceColumns(), w); },
       [] { return reportColumns(invoiceColumns()); }},
      {"payments", QT_TRANSLATE_NOOP("Reports", "Payments"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.payments(), paymentColumns(), w); },
       [] { return reportColumns(paymentColumns()); }},
      {"plans", QT_TRANSLATE_NOOP("Reports", "Plans"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.plans(), planColumns(), w); },
       [] { return reportColumns(planColumns()); }},
      {"usage", QT_TRANSLATE_NOOP("Reports", "Usage"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.usage(), usageColumns(), w); },
       [] { return reportColumns(usageColumns()); }},
      {"webhookEvents", QT_TRANSLATE_NOOP("Reports", "Webhook events"),
       [](Queries& q, const ListWish& w) { return exportFrom(q.webhookEvents(), webhookEventColumns(), w); },
       [] { return reportColumns(webhookEventColumns()); }},
  };
  return lists;
}

const NamedList* namedList(const QByteArray& name) {
  const auto& lists = namedLists();
  const auto found = std::ranges::find_if(lists, [&](const NamedList& list) { return name == list.name; });
  return found == lists.end() ? nullptr : &*found;
}

}  // namespace

Result<ListExport> listExport(operations::Queries& queries, const ListWish& wish) {
  if (const NamedList* list = namedList(wish.list)) return list->feed(queries, wish);
  return failure(ErrorKind::InvalidInput, "unknown_list", "There is no list " + wish.list.left(100).toStdString(), {},
                 "There are: " + listNames().join(", ").toStdString());
}

QVector<ReportColumn> columnsOfList(const QByteArray& list) {
  const NamedList* named = namedList(list);
  return named == nullptr ? QVector<ReportColumn>() : named->columns();
}

QByteArrayList listNames() {
  QByteArrayList names;
  for (const NamedList& list : namedLists()) names << list.name;
  return names;
}

QString listTitle(const QByteArray& list) {
  const NamedList* named = namedList(list);
  return named == nullptr ? QString::fromUtf8(list) : QCoreApplication::translate("Reports", named->title);
}

bool namesPeople(const QVector<ReportColumn>& columns) {
  return std::ranges::any_of(columns, &ReportColumn::personal);
}

}  // namespace billing::reports
