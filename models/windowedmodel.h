// A list of any length in bounded memory: the order is a vector of row ids, the rows themselves come a page at a time.
//
// A new question (setQuery, sort) leaves the old rows in place until the first page of the new order is here; the rest
// of the order follows as ids. Changes are merged row by row and never reset the model: selection, current row and
// persistent indexes survive everything that keeps the row in the list. All questions are answered elsewhere; nothing
// here waits.
#pragma once

#include <memory>
#include <optional>

#include "models/facttablemodel.h"
#include "models/rowsource.h"

namespace billing::models {

/// What an empty sortField means for a list.
struct OrderRule {
  QByteArray
      naturalField;  ///< the column that shows that order (newest first); sorting it descending is the natural order
  bool newestIdFirst = false;  ///< the natural order is that of descending row ids: arrivals are placed without asking
};

class WindowedModel : public FactTableModel {
  Q_OBJECT
 public:
  ~WindowedModel() override;

  /// Asks anew unless `query` is the present one. Words and chips come with it; so may an order.
  void setQuery(const store::ListQuery& query);
  [[nodiscard]] const store::ListQuery& query() const;
  /// By the column's field; a column that is not sortable, and -1, give the natural order.
  void sort(int column, Qt::SortOrder order) override;
  /// Asks the present question again: after an error, or for the first time when no query was ever set.
  void reload();

  [[nodiscard]] bool isLoading() const;  ///< the order is not complete yet; old rows may be shown meanwhile
  /// Why the last question failed; the rows shown are those before it. Empty after the next success.
  [[nodiscard]] const std::optional<Error>& error() const;
  [[nodiscard]] qint64 shownCount() const;  ///< rows of the present order, those not yet loaded included
  [[nodiscard]] qint64 totalCount() const;  ///< rows without any filter; -1 until known

  [[nodiscard]] qint64 idAt(int row) const;  ///< 0 when out of range
  [[nodiscard]] int rowOf(qint64 id) const;  ///< -1 when not in the list

  /// While held, rows stay where they are: arrivals wait and are counted, changed rows are shown in place. Releasing
  /// lets the waiting ones in. For panes that are scrolled away from the top.
  void setHoldArrivals(bool hold);
  [[nodiscard]] int pendingArrivalCount() const;
  /// Lets the waiting ones in now and goes on holding.
  void showArrivals();

  /// Merges changed rows of this list's table. `inserted` and `updated` may be in any order and repeat ids.
  void mergeChanges(const store::IdVector& inserted, const store::IdVector& updated);
  /// Something that the rows are computed from has changed (a subscription, for the customer's total): reads again what
  /// is shown and forgets the rest of the cache.
  void refreshRows();

  [[nodiscard]] int cachedRowCount() const;  ///< rows in memory, at most 12,800

  int rowCount(const QModelIndex& parent = {}) const override;

 Q_SIGNALS:
  void queryChanged();
  void loadingChanged(bool loading);
  void countsChanged();  ///< shownCount or totalCount
  void failed(const billing::Error& error);
  void pendingArrivals(int count);

 protected:
  WindowedModel(std::unique_ptr<RowSource> source, FactTable table, OrderRule order, ModelContext context,
                QObject* parent);
  const void* valuesAt(int row) const override;
  qint64 rowId(int row) const override;

 private:
  class Private;
  std::unique_ptr<Private> d_;
};

/// Gives the rows their type back.
template <class Row>
class ListModel : public WindowedModel {
 public:
  /// `source` outlives the model.
  ListModel(operations::ListSource<Row>& source, FactTable table, OrderRule order, ModelContext context,
            QObject* parent = nullptr)
      : WindowedModel(std::make_unique<TypedRowSource<Row>>(source), std::move(table), std::move(order),
                      std::move(context), parent) {}

  /// nullptr while the row is on its way or when `row` is out of range. Valid until control returns to the event loop.
  [[nodiscard]] const Row* rowAt(int row) const { return static_cast<const Row*>(valuesAt(row)); }
};

}  // namespace billing::models
