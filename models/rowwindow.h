// The rows that are being looked at: read a page at a time, kept in a bounded cache, the least recently seen forgotten
// first.
#pragma once

#include <QCache>
#include <QObject>
#include <QTimer>
#include <array>

#include "models/rowsource.h"
#include "models/shownorder.h"

namespace billing::models {

class RowWindow : public QObject {
  Q_OBJECT
 public:
  static constexpr int pageRows = 100;
  static constexpr int mostPages = 128;

  /// Both outlive the window.
  RowWindow(RowSource& source, const ShownOrder& order, QObject* parent = nullptr);
  ~RowWindow() override;

  /// The row's values, or nullptr: then its page is asked for, together with all others of this turn of the event loop.
  [[nodiscard]] const void* look(int row);
  /// Puts rows that came some other way into the cache.
  void keep(const RowBatch& rows);
  /// Of changed ids: those looked at recently are read again (the old values stay until then), other cached ones are
  /// forgotten. `arrived` tells which came.
  void reread(const store::IdVector& changed);
  /// The same for all rows.
  void rereadAll();
  /// Rows of the pages looked at recently and of their neighbours.
  [[nodiscard]] QVector<RowRange> recentRows() const;
  [[nodiscard]] int cachedRowCount() const { return static_cast<int>(cache_.count()); }

 Q_SIGNALS:
  void arrived(const billing::store::IdVector& ids);
  void failed(const billing::Error& error);

 private:
  void remember(int page);
  void load();
  void ask(const store::IdVector& ids, const QVector<int>& pages);
  void answered(const Result<RowBatch>& rows);
  [[nodiscard]] store::IdVector missingOf(int page) const;
  [[nodiscard]] store::IdVector recentIds() const;
  [[nodiscard]] bool isRecent(int page) const;

  static constexpr int none = -1;
  RowSource& source_;
  const ShownOrder& order_;
  QCache<quint32, RowRef> cache_;
  std::array<int, 4> recent_{none, none, none, none};  ///< pages, the latest first
  int previousPage_ = 0;
  store::IdVector stale_;    ///< cached, shown, to be read again
  QVector<int> askedPages_;  ///< of the question under way
  CancelToken asked_;
  bool busy_ = false;
  bool failing_ = false;  ///< said once, then tried again quietly
  QTimer soon_;
};

}  // namespace billing::models
