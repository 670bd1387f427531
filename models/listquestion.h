// The question a list puts to its source: first rows, then the whole order. The latest one wins, earlier ones are
// withdrawn.
#pragma once

#include <QObject>

#include "models/rowsource.h"

namespace billing::models {

class ListQuestion : public QObject {
  Q_OBJECT
 public:
  static constexpr int firstRows = 100;

  /// `source` outlives the question.
  explicit ListQuestion(RowSource& source, QObject* parent = nullptr);
  ~ListQuestion() override;

  /// First page, then order; or failed, once.
  void ask(const store::ListQuery& query);
  /// The order alone: after changes whose place only the source knows.
  void askOrder(const store::ListQuery& query);
  /// Rows without any filter; `counted` answers.
  void askTotal();
  [[nodiscard]] bool isAsking() const { return asking_; }

 Q_SIGNALS:
  void firstPage(const billing::models::RowBatch& rows);
  void order(const billing::store::IdVector& ids);  ///< complete; nothing is being asked any more
  void failed(const billing::Error& error);
  void counted(qint64 rows);

 private:
  void begin();
  void askIds(const store::ListQuery& query);
  void pageCame(const Result<RowBatch>& rows);
  void orderCame(const Result<store::IdVector>& ids);
  void fail(const Error& error);

  RowSource& source_;
  CancelToken token_;
  quint64 number_ = 0;  ///< answers to earlier questions are not heard
  bool asking_ = false;
  bool counting_ = false;
};

}  // namespace billing::models
