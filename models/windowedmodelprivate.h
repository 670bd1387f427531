// How a windowed model keeps its order: questions answered, changes merged, arrivals held back. Only windowedmodel*.cpp
// look here.
#pragma once

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include "models/changemerger.h"
#include "models/listquestion.h"
#include "models/orderchange.h"
#include "models/rowwindow.h"
#include "models/windowedmodel.h"

namespace billing::models {

class WindowedModel::Private : public QObject {
 public:
  /// Orders of so many rows come and are compared within a millisecond or two: not worth a first page or a worker.
  static constexpr qsizetype shortList = 50'000;

  Private(WindowedModel* model, std::unique_ptr<RowSource> rows, OrderRule orderRule);

  // windowedmodelprivate.cpp: questions and changes
  void ask();
  void setLoading(bool on);
  void setTotal(qint64 rows);
  void say(const Error& error);
  void pageCame(const RowBatch& rows);
  void showPage();
  void orderCame(const store::IdVector& ids);
  void questionFailed(const Error& why);
  void askOrderSoon();
  void merge(const MergePortion& portion);
  void mergeInPlace(const MergePortion& portion);
  void waitForArrivals(const MergePortion& portion);
  void letIn();
  void tellPending(int before);

  // windowedmodelorder.cpp: the order and its signals
  [[nodiscard]] bool mayBeNewestFirst() const;
  void become(const store::IdVector& ids, bool complete);
  void apply(const OrderChange& change, const store::IdVector& ids);
  void applyRanges(const OrderChange& change, const store::IdVector& ids);
  void applyLayout(const OrderChange& change, const store::IdVector& ids);
  void insertRun(const InsertRun& run);
  void removeRange(RowRange range);
  void tellChanged(const QVector<int>& rows);

  WindowedModel* q;
  std::unique_ptr<RowSource> source;
  OrderRule rule;
  store::ListQuery query;
  ShownOrder order;
  store::IdVector page;   ///< the first of the new order, while the old rows are still shown
  QTimer pageSoon;        ///< when it is shown although the rest has not come
  bool sameRows = false;  ///< the new question asks for another order of the same rows
  RowWindow window;
  ListQuestion question;
  ChangeMerger merger;
  std::optional<Error> error;
  bool everAsked = false, loading = false;
  qint64 total = -1;
  QTimer totalSoon;

  bool hold = false;
  QSet<quint32> arrivals, departures;  ///< held back, while the order is newest first
  bool orderOutdated = false;          ///< held back, for other orders: the whole order has to be asked for

  QTimer orderSoon;          ///< the next time the order may be asked for because of changes
  QElapsedTimer orderAsked;  ///< since the last such question
  qint64 orderTookMs = 0;
  bool quietly = false;    ///< the order under way is asked for because of changes
  quint64 comparison = 0;  ///< the latest order that is being compared on a worker
};

}  // namespace billing::models
