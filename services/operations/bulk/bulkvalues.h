// One order over many objects: what it would do in sum, and what came of it.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QVector>
#include <functional>

#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"
#include "store/adminrows.h"
#include "store/listrows.h"

namespace billing::operations {

/// One object of a selection: a subscription, a payment or an account, as the order's kind asks for.
struct BulkSubject {
  QString subject, customer, account;
  QString name;  ///< for people
  bool operator==(const BulkSubject&) const = default;
};

/// What is chosen: rows of a list by id, or all that a view shows.
struct BulkSelection {
  QByteArray list = "subscriptions";  ///< or payments (refunds), customers (their accounts)
  store::IdVector rows;               ///< not empty: these, and the view is not looked at
  store::ListQuery view;
  QString words;  ///< for people: "the view Past due", "3 selected"
};

/// Unlike currencies are never added.
struct BulkTotals {
  Currency currency;
  int count = 0, estimates = 0;
  std::int64_t chargedMinor = 0;    ///< today
  std::int64_t givenBackMinor = 0;  ///< today, above 0
  std::int64_t nextMinor = 0;       ///< of the next invoices, where they are known
  std::int64_t givenAwayMinor = 0;  ///< what a second person's limit is held against
};

struct BulkRefusal {
  QString code, message;
  int count = 0;
  QStringList subjects;  ///< the first five
};

struct BulkPreviewItem {
  BulkSubject subject;
  OrderPreview preview;
};

struct BulkPreview {
  int total = 0, fine = 0, refused = 0;
  QVector<BulkTotals> totals;      ///< by currency
  QVector<BulkRefusal> refusals;   ///< most frequent first
  QVector<BulkRefusal> warnings;   ///< of those that can be done
  QVector<BulkPreviewItem> items;  ///< in the order of the selection
  QString approvalWhy;             ///< not empty: a second person has to agree to the run
  QString toType;                  ///< live mode: what has to be typed; empty: nothing
  std::int64_t undoMs = 0;         ///< how long the whole run waits in sight
  QString words;                   ///< what was chosen
};

/// Without the items: what is kept beside the run and printed.
[[nodiscard]] QByteArray toJson(const BulkPreview& preview);

using BulkProgress = std::function<void(int done, int total)>;

/// Orders that can be given for many objects at once; the others name one (links) or none (the catalogue).
[[nodiscard]] bool isBulkKind(OrderKind kind);
/// "subscriptions", "payments", "customers": the lists that objects of this kind are chosen from.
[[nodiscard]] QByteArrayList bulkLists(OrderKind kind);
/// The order for one of the objects.
[[nodiscard]] AdminOrder orderFor(AdminOrder order, const BulkSubject& subject);

}  // namespace billing::operations
