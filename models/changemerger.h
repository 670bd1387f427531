// Changed rows on their way into a list: gathered, asked about (do they match the question now?), handed over in
// portions small enough that a flood never holds up the window.
#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "models/rowsource.h"

namespace billing::models {

struct MergePortion {
  store::IdVector inserted;  ///< newest first
  store::IdVector updated;   ///< newest first, none of `inserted`
  store::IdVector matching;  ///< of both, those that belong into the list
  RowBatch rows;             ///< of the newest inserted ones
};

class ChangeMerger : public QObject {
  Q_OBJECT
 public:
  static constexpr int mostIds = 5000;  ///< in a portion
  static constexpr int mostRows = 100;  ///< read with a portion; more would not be seen

  /// `source` outlives the merger.
  explicit ChangeMerger(RowSource& source, QObject* parent = nullptr);
  ~ChangeMerger() override;

  void add(const store::IdVector& inserted, const store::IdVector& updated);
  /// What "matching" refers to from now on. A portion under way is withdrawn and asked about again.
  void setQuery(const store::ListQuery& query);
  /// Changes gather but none is handed over: while the whole order is being asked for, so that no answer undoes them.
  void setPaused(bool paused);

 Q_SIGNALS:
  void ready(const billing::models::MergePortion& portion);
  void failed(const billing::Error& error);

 private:
  struct Job;
  void pump();
  void withdraw();
  void askMatching(const std::shared_ptr<Job>& job);
  void askRows(const std::shared_ptr<Job>& job);
  void step(const std::shared_ptr<Job>& job);
  void fail(const std::shared_ptr<Job>& job, const Error& error);

  RowSource& source_;
  store::ListQuery query_;
  store::IdVector inserted_, updated_;  ///< waiting, unsorted
  std::shared_ptr<Job> job_;
  bool paused_ = true;    ///< until the first question is answered
  bool failing_ = false;  ///< said once, then tried again quietly
  QTimer soon_;
};

/// Every row is in the list: no words, no chip that is switched on.
[[nodiscard]] bool matchesEverything(const store::ListQuery& query);

}  // namespace billing::models
