// A list source in memory: rows are made from their ids, answers come when the test says so or with the next turn of
// the event loop.
#pragma once

#include <QCoreApplication>
#include <QHash>
#include <QMetaObject>
#include <QPromise>
#include <QSet>
#include <deque>
#include <functional>
#include <optional>

#include "operations/queries.h"

namespace billing::test {

template <class Row>
class FakeListSource final : public operations::ListSource<Row> {
 public:
  struct Question {
    QByteArray what;  ///< firstPage, ids, rows, matching, total
    store::ListQuery query;
    store::IdVector ids;
    CancelToken token;
    std::function<void()> answer;
  };

  store::IdVector natural;  ///< all ids in the natural order
  std::function<Row(quint32)> make = [](quint32 id) {
    Row row;
    row.id = id;
    return row;
  };
  QHash<quint32, Row> changed;  ///< rows that are not as `make` makes them
  /// What a query makes of the natural order.
  std::function<store::IdVector(const store::ListQuery&, const store::IdVector&)> arrange =
      [](const store::ListQuery&, const store::IdVector& ids) { return ids; };
  bool manual = false;           ///< questions wait for answerNext()
  std::optional<Error> failure;  ///< every answer, while set
  std::deque<Question> waiting;
  QVector<Question> asked;  ///< all, in order, without their answers

  [[nodiscard]] int countAsked(const QByteArray& what) const {
    return static_cast<int>(
        std::count_if(asked.begin(), asked.end(), [&](const Question& q) { return q.what == what; }));
  }
  /// False when no such question waits. An empty name answers the oldest.
  bool answerNext(const QByteArray& what = {}) {
    for (auto question = waiting.begin(); question != waiting.end(); ++question) {
      if (!what.isEmpty() && question->what != what) continue;
      const auto answer = question->answer;
      waiting.erase(question);
      answer();
      return true;
    }
    return false;
  }
  void answerAll() {
    while (answerNext()) QCoreApplication::processEvents();
  }

  QFuture<Result<QVector<Row>>> firstPage(store::ListQuery query, int limit, CancelToken cancel) override {
    return ask<QVector<Row>>("firstPage", query, {}, cancel,
                             [this, query, limit] { return rowsOf(arrange(query, natural).mid(0, limit)); });
  }
  QFuture<Result<store::IdVector>> ids(store::ListQuery query, CancelToken cancel) override {
    return ask<store::IdVector>("ids", query, {}, cancel, [this, query] { return arrange(query, natural); });
  }
  QFuture<Result<QVector<Row>>> rows(store::IdVector ids, CancelToken cancel) override {
    return ask<QVector<Row>>("rows", {}, ids, cancel, [this, ids] { return rowsOf(ids); });
  }
  QFuture<Result<store::IdVector>> matching(store::ListQuery query, store::IdVector ids, CancelToken cancel) override {
    return ask<store::IdVector>("matching", query, ids, cancel, [this, query, ids] { return arrange(query, ids); });
  }
  QFuture<Result<qint64>> total(CancelToken cancel) override {
    return ask<qint64>("total", {}, {}, cancel, [this] { return qint64{natural.size()}; });
  }

 private:
  QVector<Row> rowsOf(const store::IdVector& ids) const {
    QVector<Row> rows;
    for (const quint32 id : ids) rows.push_back(changed.contains(id) ? changed.value(id) : make(id));
    return rows;
  }

  template <class T>
  QFuture<Result<T>> ask(QByteArray what, store::ListQuery query, store::IdVector ids, CancelToken token,
                         std::function<T()> work) {
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto answer = [this, promise, token, work] {
      if (token.cancelled())
        promise->addResult(billing::failure(ErrorKind::Cancelled, "cancelled", "The question was withdrawn."));
      else if (failure)
        promise->addResult(billing::failure(*failure));
      else
        promise->addResult(work());
      promise->finish();
    };
    asked.push_back({what, query, ids, token, {}});
    if (manual)
      waiting.push_back({what, query, ids, token, answer});
    else
      QMetaObject::invokeMethod(&turn_, answer, Qt::QueuedConnection);
    return promise->future();
  }

  QObject turn_;
};

}  // namespace billing::test
