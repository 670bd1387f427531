// A webhook log over a fake source, with a clock that stands still.
#pragma once

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "models/webhookeventmodel.h"
#include "support/fakelistsource.h"

namespace billing::test {

inline const ManualClock& stillClock() {
  static const ManualClock clock{Instant{1'772'366'400'000}};  // 2026-03-01T12:00:00Z
  return clock;
}

inline models::ModelContext utcContext() {
  return {&stillClock(), QTimeZone::utc(), QLocale(QLocale::English, QLocale::UnitedStates)};
}

/// n, n-1, ... 1
inline store::IdVector newestFirst(quint32 n) {
  store::IdVector ids;
  ids.reserve(n);
  for (quint32 id = n; id > 0; --id) ids.push_back(id);
  return ids;
}

inline Error diskError() {
  return {ErrorKind::Corrupt, "database_corrupt", "The database is damaged.", "", "Restore the backup.", false, ""};
}

struct EventLog {
  explicit EventLog(quint32 rows = 0) {
    source.natural = newestFirst(rows);
    source.make = [](quint32 id) {
      store::WebhookEventRow row;
      row.id = id;
      row.type = QStringLiteral("payment.succeeded %1").arg(id);
      row.state = QStringLiteral("applied");
      row.verdict = row.payload = QStringLiteral("ok");
      row.receivedAt = stillClock().now().ms;
      return row;
    };
    // Words keep the even ids; the order of `type` is the reverse one.
    source.arrange = [](const store::ListQuery& query, const store::IdVector& ids) {
      store::IdVector result;
      for (const quint32 id : ids)
        if (query.text.isEmpty() || id % 2 == 0) result.push_back(id);
      if (query.sortField == "type") std::sort(result.begin(), result.end());
      return result;
    };
  }

  /// A new event at the top, as the store would tell.
  void arrive(quint32 id) {
    source.natural.push_front(id);
    model.mergeChanges({id}, {});
  }
  [[nodiscard]] QString textAt(int row, const char* field = "type") const {
    return model.index(row, model.columnOf(field)).data().toString();
  }
  [[nodiscard]] store::IdVector shownIds() const {
    store::IdVector ids;
    for (int row = 0; row < model.rowCount(); ++row) ids.push_back(static_cast<quint32>(model.idAt(row)));
    return ids;
  }
  void open() {
    model.reload();
    QTRY_VERIFY(!model.isLoading());
  }

  FakeListSource<store::WebhookEventRow> source;
  models::WebhookEventModel model{source, utcContext()};
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

}  // namespace billing::test
