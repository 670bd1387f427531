#include "models/listquestion.h"

#include <utility>

#include "support/whendone.h"

namespace billing::models {

ListQuestion::ListQuestion(RowSource& source, QObject* parent) : QObject(parent), source_(source) {}

ListQuestion::~ListQuestion() {
  token_.cancel();
}

void ListQuestion::ask(const store::ListQuery& query) {
  begin();
  // Asked first, so that readers take it first: it is what people wait for.
  whenDone(source_.firstPage(query, firstRows, token_), this, [this, number = number_](const Result<RowBatch>& rows) {
    if (number == number_ && asking_) pageCame(rows);
  });
  if (asking_) askIds(query);
}

void ListQuestion::askOrder(const store::ListQuery& query) {
  begin();
  askIds(query);
}

void ListQuestion::begin() {
  token_.cancel();
  token_ = CancelToken();
  ++number_;
  asking_ = true;
}

void ListQuestion::askIds(const store::ListQuery& query) {
  whenDone(source_.ids(query, token_), this, [this, number = number_](const Result<store::IdVector>& ids) {
    if (number == number_ && asking_) orderCame(ids);
  });
}

void ListQuestion::askTotal() {
  if (std::exchange(counting_, true)) return;
  whenDone(source_.total({}), this, [this](const Result<qint64>& rows) {
    counting_ = false;
    if (rows)
      Q_EMIT counted(*rows);
    else
      Q_EMIT failed(rows.error());
  });
}

void ListQuestion::pageCame(const Result<RowBatch>& rows) {
  if (!rows) return fail(rows.error());
  const quint64 number = number_;
  Q_EMIT firstPage(*rows);
  if (rows->size() == firstRows || number != number_) return;
  // A page that is not full is the whole list.
  token_.cancel();
  store::IdVector ids;
  for (const KeyedRow& row : *rows) ids.push_back(row.id);
  orderCame(ids);
}

void ListQuestion::orderCame(const Result<store::IdVector>& ids) {
  if (!ids) return fail(ids.error());
  asking_ = false;
  Q_EMIT order(*ids);
}

void ListQuestion::fail(const Error& error) {
  asking_ = false;
  token_.cancel();
  Q_EMIT failed(error);
}

}  // namespace billing::models
